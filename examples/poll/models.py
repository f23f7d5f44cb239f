"""One question's answers, and how often each was given."""

from __future__ import annotations

from django.db import models


class Answer(models.Model):
    """Something one can vote for."""

    text = models.CharField(max_length=80)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
