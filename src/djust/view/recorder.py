"""The ``self`` of a background task: an instance of the view's class whose attributes are a `Recording`.

Its class is the view's with `Recorder` in front: every way to an attribute (``self.x``, a property, ``super()``, a descriptor that looks
into ``__dict__``) leads through the two methods here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, partial
from types import CellType, FunctionType, MethodType
from typing import Any, Final

from djust.view.navigation import local_url
from djust.view.recording import Recording

#: In the recorder's real ``__dict__``; no attribute can have these names.
_KEY: Final = "the recording"
_RUN: Final = "the runner"
_MISSING: Final = object()
#: Runs a function on the view, between events.
Runner = Callable[[Callable[[Any], Any]], Any]


class Recorder:
    """Stands in front of the view's class."""

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return type(recording_of(self).view)
        if name == "__dict__":
            return recording_of(self).attributes
        found = _on_class(type(self), name)
        kind = type(found)
        if hasattr(kind, "__get__") and (hasattr(kind, "__set__") or hasattr(kind, "__delete__")):
            return found.__get__(self, type(self))
        try:
            return recording_of(self).read(name)
        except KeyError:
            return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        found = _on_class(type(self), name)
        if hasattr(type(found), "__set__"):
            found.__set__(self, value)
        else:
            recording_of(self).write(name, value)

    def __delattr__(self, name: str) -> None:
        found = _on_class(type(self), name)
        if hasattr(type(found), "__delete__"):
            found.__delete__(self)
            return
        try:
            recording_of(self).delete(name)
        except KeyError:
            raise AttributeError(name, name=name, obj=self) from None

    def redirect(self, to: Any, *args: Any, **kwargs: Any) -> None:
        """Send the page elsewhere: see `LiveView.redirect`."""
        recording = recording_of(self)
        recording.ask(local_url(recording.view.request, to, *args, **kwargs))


def recorder(recording: Recording, run: Runner) -> Any:
    """Return the ``self`` of a task."""
    made: Any = object.__new__(_class_of(recording.view.__class__))
    object.__getattribute__(made, "__dict__").update({_KEY: recording, _RUN: run})
    return made


def recording_of(made: Any) -> Recording:
    """Return what a recorder writes to."""
    found: Recording = object.__getattribute__(made, "__dict__")[_KEY]
    return found


def stands_for(candidate: object, view: object) -> bool:
    """Whether *candidate* is *view*, or the ``self`` of one of its tasks."""
    return candidate is view or (issubclass(type(candidate), Recorder) and recording_of(candidate).view is view)


def run_between(me: Any, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call *function* for the page whose ``self`` is *me*: at once in a handler, between two events in a task."""
    if issubclass(type(me), Recorder):
        return object.__getattribute__(me, "__dict__")[_RUN](partial(run_on, function, args, kwargs))
    return run_on(function, args, kwargs, me)


def run_on(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], view: Any) -> Any:
    """Call *function* for *view*: a method of the page runs on the view, and a function is given it first where it takes one more."""
    if isinstance(function, MethodType) and stands_for(function.__self__, view):
        return function.__func__(view, *args, **kwargs)
    called = rebound(function, view, view)
    try:
        inspect.signature(function).bind(view, *args, **kwargs)
    except (TypeError, ValueError):
        return called(*args, **kwargs)
    return called(view, *args, **kwargs)


def rebound(function: Any, view: Any, to: Any, known: dict[int, Any] | None = None) -> Any:
    """Return *function* with *to* wherever it has the view, or a task's ``self``: as a method, as an argument, in a closure."""
    known = {} if known is None else known
    if id(function) in known:
        return known[id(function)]
    if stands_for(function, view):
        return to
    if isinstance(function, MethodType):
        return MethodType(function.__func__, to) if stands_for(function.__self__, view) else function
    if isinstance(function, partial):
        swap = partial(rebound, view=view, to=to, known=known)
        named = {name: swap(value) for name, value in function.keywords.items()}
        return partial(swap(function.func), *map(swap, function.args), **named)
    if isinstance(function, FunctionType) and function.__closure__ and _reaches(function, view, set()):
        return _with_cells(function, view, to, known)
    return function


def _reaches(function: FunctionType, view: Any, seen: set[int]) -> bool:
    """Whether the view is in the function's closure, or in that of a function in it."""
    if id(function) in seen:
        return False
    seen.add(id(function))
    contents = [content for cell in function.__closure__ or () if (content := _content(cell)) is not _MISSING]
    return any(
        stands_for(content, view)
        or (isinstance(content, MethodType) and stands_for(content.__self__, view))
        or (isinstance(content, FunctionType) and _reaches(content, view, seen))
        for content in contents
    )


def _with_cells(function: FunctionType, view: Any, to: Any, known: dict[int, Any]) -> FunctionType:
    old = function.__closure__ or ()
    cells = [CellType() if _changes(cell, view) else cell for cell in old]
    made = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, tuple(cells))
    made.__kwdefaults__ = function.__kwdefaults__
    made.__dict__.update(function.__dict__)
    known[id(function)] = made
    for before, now in zip(old, cells, strict=True):
        if now is not before:
            now.cell_contents = rebound(before.cell_contents, view, to, known)
    return made


def _changes(cell: CellType, view: Any) -> bool:
    content = _content(cell)
    if isinstance(content, FunctionType):
        return _reaches(content, view, set())
    return stands_for(content, view) or (isinstance(content, MethodType) and stands_for(content.__self__, view))


def _content(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # assigned later
        return _MISSING


def _on_class(kind: type, name: str) -> Any:
    for each in kind.__mro__:
        if name in each.__dict__:
            return each.__dict__[name]
    return _MISSING


class _Shell:
    """Takes the bases' place until the class is made."""


@lru_cache(maxsize=1024)
def _class_of(view_class: type) -> type:
    """Return the class of a view's tasks.

    Its bases are set afterwards: to the author's ``__init_subclass__`` and to the registry of views this is no class of its own.
    """
    names = {"__module__": view_class.__module__, "__qualname__": view_class.__qualname__, "__doc__": view_class.__doc__}
    made: Any = type.__new__(type(view_class), view_class.__name__, (_Shell,), names)
    made.__bases__ = (Recorder, view_class)
    bases_set: type = made
    return bases_set
