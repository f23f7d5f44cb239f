"""A model instance by its primary key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import CompositePrimaryKey, IntegerField, Manager, Model, QuerySet

from djust.errors import NotFound, UsageError
from djust.params.mismatch import Mismatch, shown
from djust.params.scalars import to_int


class ModelConverter:
    """Finds the row that a primary key names.

    Args:
        model: what the annotation names.
        source: where it may be found: ``Annotated[Item, queryset]``; else the model's default manager.
    """

    def __init__(self, model: type[Model], source: QuerySet[Any] | Manager[Any] | None = None) -> None:
        self.model, self.source = model, source
        if isinstance(source, QuerySet) and source.query.is_sliced:
            raise UsageError(f"Annotated[{model.__name__}, …] expects a queryset that can still be filtered, got a slice; filter instead.")
        if source is not None and not (source.model and issubclass(source.model, model)):
            raise UsageError(f"Annotated[{model.__name__}, …] expects a queryset of {model.__name__}, got one of {source.model!r}.")

    def rows(self) -> QuerySet[Any]:
        """Return what may be found, afresh: an annotation lives as long as the process."""
        return self.model._default_manager.all() if self.source is None else self.source.all()

    def __call__(self, value: Any) -> Model:
        if isinstance(value, self.model):
            return value
        key = self._key(value)
        try:
            found: Model | None = next(iter(self.rows().filter(pk=key)[:1]), None)
        except (OverflowError, DataError, ValueError):
            found = None  # a key that the database cannot hold (too large, a NUL character) is the key of nothing
        if found is None:
            raise self._missing(key)
        return found

    def all_of(self, values: Iterable[Any]) -> list[Model]:
        """Convert several keys with one query, in their order."""
        keys: list[Any] = []
        for index, value in enumerate(values):
            try:
                keys.append(value if isinstance(value, self.model) else self._key(value))
            except Mismatch as mismatch:
                raise mismatch.under(f"[{index}]") from None
        try:
            found = self.rows().in_bulk([key for key in dict.fromkeys(keys) if not isinstance(key, Model)])
        except (OverflowError, DataError, ValueError):
            raise self._missing(keys) from None
        for key in keys:
            if not isinstance(key, Model) and key not in found:
                raise self._missing(key)
        return [key if isinstance(key, Model) else found[key] for key in keys]

    def _missing(self, key: object) -> NotFound:
        return NotFound(detail=f"expected the primary key of a {self.model.__name__} that is there, got {shown(key)}; it may be deleted")

    def _key(self, value: Any) -> Any:
        field: Any = self.model._meta.pk
        while field.remote_field is not None:
            field = field.target_field
        expected = f"the primary key of a {self.model.__name__}"
        if isinstance(field, IntegerField):
            try:
                return to_int(value)
            except Mismatch as mismatch:
                raise Mismatch(f"{expected}, {mismatch.expected}", value, "send item.pk, as in data-item={{ item.pk }}") from None
        composite = isinstance(field, CompositePrimaryKey) and isinstance(value, list)
        if not (composite or type(value) in (str, int, UUID)) or value == "":
            raise Mismatch(expected, value)
        try:
            key = tuple(value) if composite else field.to_python(value)
            hash(key)
        except (ValidationError, ValueError, TypeError, OverflowError):
            raise Mismatch(expected, value) from None
        return key
