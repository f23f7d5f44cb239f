"""What is to be done."""

from __future__ import annotations

from django.db import models


class Task(models.Model):
    """One line of the list."""

    text = models.CharField(max_length=200)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ("done", "-pk")
