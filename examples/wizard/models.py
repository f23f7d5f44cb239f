"""What a wizard ends in."""

from __future__ import annotations

from django.db import models


class Registration(models.Model):
    """Somebody comes along."""

    name = models.CharField(max_length=80)
    email = models.EmailField()
    day = models.DateField()
    people = models.PositiveSmallIntegerField()
    meal = models.CharField(max_length=20)
    wishes = models.TextField(blank=True)
