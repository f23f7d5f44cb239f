"""A view's state as bytes, and back.

It is Python's pickle, with three things done otherwise: the view and its request are put in place, not written, wherever the state
refers to them; and a QuerySet is written as the question that it is, not as the rows of an answer.
"""

from __future__ import annotations

import io
import pickle
from copyreg import __newobj__  # type: ignore[attr-defined]  # private to typeshed, and what every pickle of protocol 2 calls
from typing import Any, Final

import django
from django.db.models import QuerySet
from django.http import HttpRequest

from djust.errors import UsageError

_QUERYSET_VERSION: Final = "_django_version"  # of Django's own pickles; without it unpickling warns


class Unkeepable(UsageError):
    """State that cannot be written.

    Args:
        names: attribute → why not.
    """

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        super().__init__("; ".join(f"self.{name} ({why})" for name, why in names.items()))


def _the_view() -> None:
    """Stands for the view in what is written."""


def _the_request() -> None:
    """Stands for its request."""


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, view: object, request: HttpRequest) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._view = view
        self._request = request

    def reducer_override(self, item: Any) -> Any:
        if item is self._view:
            return _the_view, ()
        if item is self._request:
            return _the_request, ()
        if isinstance(type(item), type) and issubclass(type(item), QuerySet):
            asked = {**item.__dict__, "_result_cache": None, "_prefetch_done": False, _QUERYSET_VERSION: django.__version__}
            return __newobj__, (type(item),), asked
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, view: object, request: HttpRequest) -> None:
        super().__init__(io.BytesIO(data))
        self._standing_for = {_the_view.__name__: lambda: view, _the_request.__name__: lambda: request}

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__ and name in self._standing_for:
            return self._standing_for[name]
        return super().find_class(module, name)


def freeze(view: object, request: HttpRequest, state: dict[str, Any]) -> bytes:
    """Return *state*, the attributes of *view*, as bytes.

    Raises:
        Unkeepable: Some of it cannot be written; it says which.
    """
    try:
        return _written(view, request, state)
    except Exception as error:  # an author's objects raise what they like
        wrong = {name: why for name, value in state.items() if (why := _why_not(view, request, value))}
        raise Unkeepable(wrong or dict.fromkeys(state, repr(error))) from error


def thaw(data: bytes, view: object, request: HttpRequest) -> dict[str, Any]:
    """Return the state, with *view* and *request* where it refers to them.

    Raises:
        Exception: Whatever unpickling raises: a class that is gone, say.
    """
    state: dict[str, Any] = _Unpickler(data, view, request).load()
    return state


def _written(view: object, request: HttpRequest, item: Any) -> bytes:
    file = io.BytesIO()
    _Pickler(file, view, request).dump(item)
    return file.getvalue()


def _why_not(view: object, request: HttpRequest, value: Any) -> str:
    try:
        _written(view, request, value)
    except Exception as error:
        return str(error) or repr(error)
    return ""
