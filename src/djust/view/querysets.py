"""QuerySets in a view's state: asked anew at each render, or standing for the rows that they gave once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import QuerySet

#: On a QuerySet that stands for rows; its clones (`all()`, `filter()` …) do not have it, and ask the database.
_STANDS: Final = "_djust_stands"
#: On the one that a template is given: which of the view's it was made of.
_MADE_OF: Final = "_djust_made_of"


def is_queryset(value: object) -> bool:
    """Whether *value* is a QuerySet; told by its type, for `isinstance` would load a lazy object."""
    return issubclass(type(value), QuerySet)


def for_a_render(queryset: Any) -> Any:
    """Return what a template is given for a QuerySet of the state."""
    if hasattr(queryset, _STANDS):
        return queryset
    fresh = queryset.all()
    setattr(fresh, _MADE_OF, queryset)
    return fresh


def rows_given(named: Any, queryset: Any) -> list[Any] | None:
    """Return the rows that a template read of *queryset*, when *named* is what it was given; None when it read none."""
    if named is not queryset and getattr(named, _MADE_OF, None) is not queryset:
        return None
    rows: list[Any] | None = named._result_cache
    return rows


def standing_for(queryset: Any, rows: Sequence[Any]) -> Any:
    """Return a QuerySet that gives *rows* without asking, at each render, until it is asked for others."""
    made = queryset.all()
    made._result_cache = list(rows)
    made._prefetch_done = True
    setattr(made, _STANDS, True)
    return made


def forget_rows(queryset: Any) -> None:
    """Make a QuerySet of the state ask again when it is next read."""
    if queryset._result_cache is not None and not hasattr(queryset, _STANDS):
        queryset._result_cache = None
        queryset._prefetch_done = False
