"""`computed`: values that are worked out, each time or only when what they are made of changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, overload

from djust.decorators.metadata import refuse
from djust.decorators.reactivity import plain_getter
from djust.errors import UsageError
from djust.view.changes import StateTracker

T = TypeVar("T")

#: The attribute of an instance that holds what its memos remember; no state.
MEMOS: Final = "_djust_memos"
#: Stands for a dependency that is not there (yet).
_MISSING: Final = "\0missing"


class _Memos:
    """What the memos of one instance remember. One lock for all of them, because they read each other."""

    __slots__ = ("held", "lock")

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.held: dict[Computed, tuple[StateTracker, Any]] = {}


class Computed(property):
    """A property that is worked out; with *names*, only when one of those changed. Made by `computed`."""

    djust_kind: ClassVar[str] = "computed"

    def __init__(self, function: Callable[[Any], Any], names: tuple[str, ...] = ()) -> None:
        super().__init__(function, doc=function.__doc__)
        self.names = names

    def __get__(self, view: Any, owner: type | None = None) -> Any:
        if view is None or not self.names:
            return super().__get__(view, owner)
        memos = vars(view).setdefault(MEMOS, _Memos())
        with memos.lock:
            read = {name: _value(view, name) for name in self.names}
            remembered = memos.held.get(self)
            if remembered is not None and not remembered[0].compare(read).names:
                return remembered[1]
            tracker = StateTracker()
            tracker.hold(read)  # before: what the body changes in place is a change
            value = super().__get__(view, owner)
            memos.held[self] = (tracker, value)
            return value


def _value(view: Any, dotted: str) -> Any:
    """Return what a dependency names: attributes of the view, then attributes, keys or indices of what is there."""
    first, *rest = dotted.split(".")
    value = getattr(view, first, _MISSING)
    for name in rest:
        value = _step(value, name)
    return value


def _step(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name, _MISSING)
    if isinstance(value, Sequence) and not isinstance(value, str) and name.isdigit():
        return value[int(name)] if int(name) < len(value) else _MISSING
    return getattr(value, name, _MISSING)


def unknown_names(view: Any, properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (memo, dependency) for each dependency of which a mounted view has nothing."""
    for attribute, found in properties.items():
        if isinstance(found, Computed):
            yield from ((attribute, name) for name in found.names if _value(view, name) is _MISSING)


if TYPE_CHECKING:

    class Worked(Generic[T]):
        """What type checkers make of a `computed` value: it is read, and has the type that its method returns."""

        @overload
        def __get__(self, view: None, owner: type) -> Self: ...

        @overload
        def __get__(self, view: object, owner: type | None = None) -> T: ...

        def __get__(self, view: object, owner: type | None = None) -> Any: ...

    @overload
    def computed(function: Callable[[Any], T], /) -> Worked[T]: ...

    @overload
    def computed(*names: str) -> Callable[[Callable[[Any], T]], Worked[T]]: ...

    def computed(*names: Any) -> Any: ...

else:

    def computed(*names: Any) -> Any:
        """Make a value that is worked out when it is read: ``@computed``, or ``@computed("items", "tax")``.

        With names it is remembered until one of those attributes changed, in place included. ``"order.total"`` looks into an attribute.

        Raises:
            UsageError: Something other than a plain method is decorated, or a name is none.
        """
        if len(names) == 1 and not isinstance(names[0], str):
            return _make(names[0], ())
        wrong = [name for name in names if not isinstance(name, str) or not name.strip(".") or " " in name]
        if wrong:
            raise UsageError(f"computed: expected names of attributes, got {wrong[0]!r}. Write @computed('items', 'tax').")
        return lambda function: _make(function, names)


def _make(function: Any, names: tuple[str, ...]) -> Computed:
    refuse("computed", function)
    return Computed(plain_getter("computed", function), names)
