"""Products, and how they are found: SQLite's full-text search (FTS5)."""

from __future__ import annotations

import re

from django.db import models
from django.db.models.expressions import RawSQL


class ProductQuerySet(models.QuerySet["Product"]):
    """Products that can be searched."""

    def matching(self, words: str) -> ProductQuerySet:
        """Return the products in which every word begins something, the best first; all by name without a word."""
        terms = " ".join(f'"{word}"*' for word in re.findall(r"\w+", words))
        if not terms:
            return self.order_by("name", "pk")
        found = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
        rank = "SELECT bm25(search_index, 4, 1) FROM search_index WHERE search_index MATCH %s AND rowid = search_product.id"
        return self.filter(pk__in=RawSQL(found, [terms])).annotate(rank=RawSQL(rank, [terms])).order_by("rank", "pk")


class Product(models.Model):
    """Something that is sold."""

    name = models.CharField(max_length=80)
    description = models.TextField()
    price = models.DecimalField(max_digits=8, decimal_places=2)

    objects = ProductQuerySet.as_manager()
