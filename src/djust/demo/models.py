"""What the demo keeps in its database."""

from __future__ import annotations

from django.db import models


class Product(models.Model):
    """One row of the product table; a thousand of them are made by ``seed.py``."""

    name = models.CharField(max_length=80, unique=True)
    maker = models.CharField(max_length=40)
    category = models.CharField(max_length=20)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    stock = models.PositiveIntegerField()
    rating = models.DecimalField(max_digits=2, decimal_places=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Todo(models.Model):
    """One line of the todo list."""

    text = models.CharField(max_length=120)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
