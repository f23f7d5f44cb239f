"""`state` and `reactive`: attributes that render the page when they are set, from wherever that is."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, overload

from djust.decorators.metadata import refuse
from djust.errors import UsageError

T = TypeVar("T")
_MISSING: Final = object()
#: Defaults of these types cannot change in place, and need no copy.
_CONSTANT: Final = (str, int, float, bool, bytes, complex, type(None))


class State:
    """An attribute with a default of its own for each instance; made by `state`."""

    djust_kind: ClassVar[str] = "state"

    def __init__(self, default: Any, factory: Callable[[], Any] | None) -> None:
        self._default = default
        self._factory = factory
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, view: Any, owner: type | None = None) -> Any:
        if view is None:
            return self
        attributes = vars(view)
        if self.name not in attributes:
            attributes[self.name] = self.fresh()
        return attributes[self.name]

    def __set__(self, view: Any, value: Any) -> None:
        attributes = vars(view)
        before = attributes.get(self.name, _MISSING)
        attributes[self.name] = value
        if differs(before, value):
            ask_for_render(view)

    def __delete__(self, view: Any) -> None:
        vars(view).pop(self.name, None)

    def fresh(self) -> Any:
        """Return a default that no other instance has."""
        if self._factory is not None:
            return self._factory()
        return self._default if isinstance(self._default, _CONSTANT) else copy.deepcopy(self._default)


@overload
def state(default: T) -> T: ...


@overload
def state(*, default_factory: Callable[[], T]) -> T: ...


@overload
def state() -> Any: ...


def state(default: Any = None, *, default_factory: Callable[[], Any] | None = None) -> Any:
    """Declare an attribute of the page with a default: ``count = state(default=0)``. Setting it to something else renders the page.

    Args:
        default: What it is at first; a list or a dict is copied for each page.
        default_factory: Called for each page instead.

    Raises:
        UsageError: Both are given, or it stands above a method.
    """
    refuse("state", default)
    if inspect.isfunction(default) or any(default is kind for kind in (list, dict, set)):
        write = "name = state(default=0) in the class, state(default_factory=list) for what a call makes, @computed for what is worked out"
        raise UsageError(f"state: expected a value, got {getattr(default, '__qualname__', default)}. Write one of {write}.")
    if default_factory is not None and (default is not None or not callable(default_factory)):
        raise UsageError("state: expected a default or a default_factory. Write state(default=0) or state(default_factory=list).")
    return State(default, default_factory)


class Reactive(property):
    """A property whose setter renders the page when the value differs; made by `reactive`."""

    djust_kind: ClassVar[str] = "reactive"

    def __set__(self, view: Any, value: Any) -> None:
        before = self._read(view)
        super().__set__(view, value)
        if differs(before, self._read(view)):
            ask_for_render(view)

    def _read(self, view: Any) -> Any:
        try:
            return super().__get__(view, type(view))
        except (AttributeError, KeyError):  # the getter reads what this setter sets for the first time
            return _MISSING


if TYPE_CHECKING:
    reactive = property
else:

    def reactive(function: Callable[[Any], Any] | None = None, /) -> Reactive | Callable[[Callable[[Any], Any]], Reactive]:
        """Make a property that renders the page when it is set to something else; ``@name.setter`` says how it is set.

        Raises:
            UsageError: Something other than a plain method is decorated.
        """
        if function is None:
            return reactive
        refuse("reactive", function)
        return Reactive(plain_getter("reactive", function))


def plain_getter(decorator: str, function: Any) -> Callable[[Any], Any]:
    """Return *function* where it can be read like an attribute.

    Raises:
        UsageError: It cannot.
    """
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & 0x80:  # of a coroutine function
        raise UsageError(f"{decorator} goes above a plain method (def name(self)), got {function!r}; what is read cannot be awaited.")
    getter: Callable[[Any], Any] = function
    return getter


def differs(before: Any, after: Any) -> bool:
    """Return whether a page that showed *before* may look different with *after*."""
    if before is after:
        return False
    try:
        return type(before) is not type(after) or not bool(before == after)
    except Exception:  # of an author's, or an array's, comparison: then who knows
        return True


def ask_for_render(view: Any) -> None:
    """Call the view's ``update()``; nothing where it has none, as a class that is no page."""
    update = getattr(view, "update", None)
    if update is not None:
        update()
