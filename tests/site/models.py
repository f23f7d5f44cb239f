"""One small table, for handlers that write and parameters that are models."""

from __future__ import annotations

from django.db import models


class Note(models.Model):
    """A text with a mark."""

    text = models.CharField(max_length=200)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text
