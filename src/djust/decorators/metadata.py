"""What decorators know about a handler: one object per function, which every decorator of a stack adds to.

A decorator records and returns the function; the dispatcher acts. Because all of them write to the same object, they may be
stacked in any order. What does not go together is in one table, `REFUSED`, and is a `TypeError` where it is written.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from djust.errors import UsageError

#: The attribute of a function that holds its `HandlerMeta`.
ATTRIBUTE: Final = "_djust"

_NO_PAGE: Final = "a server function has no page to render and answers its caller. Write one of the two, or two methods."
_ONE_PACE: Final = "one waits for a pause, the other for none. Take one of the two away."
_NO_HANDLER: Final = "it is read, or called by djust, and never by a page. Take one of the two away."

#: What the browser does with an event before it is sent.
_IN_THE_BROWSER: Final = ("debounce", "throttle", "optimistic", "cache", "client_state")
#: What stands above handlers and server functions alike, or above handlers only.
_OPTIONS: Final = ("permission_required", "rate_limit", "background", "loading", *_IN_THE_BROWSER)

#: Two decorators that cannot stand above one function, and what to do instead.
REFUSED: Final[dict[frozenset[str], str]] = {
    **{frozenset({"server_function", other}): _NO_PAGE for other in ("event_handler", "action", "background", "loading", *_IN_THE_BROWSER)},
    frozenset({"debounce", "throttle"}): _ONE_PACE,
    **{
        frozenset({reader, other}): _NO_HANDLER
        for reader in ("state", "reactive", "computed", "on_mount")
        for other in ("event_handler", "action", "server_function", *_OPTIONS)
    },
    **{
        frozenset({one, other}): "each makes something else of the function. Take one of the two away."
        for one, other in (("state", "reactive"), ("state", "computed"), ("reactive", "computed"))
    },
    **{frozenset({one, "on_mount"}): _NO_HANDLER for one in ("state", "reactive", "computed")},
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: so many calls per second, after a burst."""

    rate: float
    burst: float


class Debounce(NamedTuple):
    """Seconds without another event, and seconds after which it is sent even so."""

    wait: float
    max_wait: float | None


class Throttle(NamedTuple):
    """Seconds between two events, and which of them are sent: the first of an interval, the newest when it ends."""

    interval: float
    leading: bool
    trailing: bool


class Caching(NamedTuple):
    """Seconds that an outcome is good for, and the parameters that it belongs to."""

    ttl: float
    key_params: tuple[str, ...]


@dataclass(slots=True)
class HandlerMeta:
    """What was said above one function.

    ``marked`` is what makes it callable from a page, ``function`` from ``djust.call()``; the other fields are options of theirs.
    """

    marked: bool = False
    params: tuple[str, ...] | None = None
    description: str = ""
    coerce_types: bool = True
    expose_api: bool = False
    serialize: Callable[..., Any] | str | None = None
    atomic: bool = False
    #: `action`: what came of the last call is kept and shown.
    action: bool = False
    #: `server_function`: called over HTTP, on an instance of its own.
    function: bool = False
    #: `permission_required`: all of these.
    permissions: tuple[str, ...] = ()
    #: `rate_limit`
    rates: tuple[Rate, ...] = ()
    #: `loading`: attributes that are True while it runs.
    loading: tuple[str, ...] = ()
    #: `background`: the body runs beside other events.
    background: bool = False
    debounce: Debounce | None = None
    throttle: Throttle | None = None
    #: `optimistic`: its outcome is shown before it is known.
    optimistic: bool = False
    cache: Caching | None = None
    #: `client_state`: keys that are published in the browser.
    client_state: tuple[str, ...] = ()
    #: `on_mount`: it is called before ``mount``.
    hook: bool = False
    #: The decorators that stand above it.
    said: set[str] = field(default_factory=set)

    @property
    def acts_in_browser(self) -> bool:
        """Whether the browser has to know something of it."""
        return not self.said.isdisjoint(_IN_THE_BROWSER)

    def describe(self, function: Callable[..., Any], description: str, coerce_types: bool) -> None:
        """Take what several decorators may say: an explicit description wins over the docstring, and False over the default."""
        self.description = description or self.description or inspect.getdoc(function) or ""
        self.coerce_types = self.coerce_types and coerce_types


def meta_of(function: Callable[..., Any]) -> HandlerMeta:
    """Return the metadata of *function*, made empty when no decorator has written any."""
    found = read_meta(function)
    if found is None:
        found = HandlerMeta()
        setattr(function, ATTRIBUTE, found)
    return found


def read_meta(function: object) -> HandlerMeta | None:
    """Return the metadata of *function*, None when it has none."""
    found = getattr(function, ATTRIBUTE, None)
    return found if isinstance(found, HandlerMeta) else None


def say(decorator: str, function: Any) -> HandlerMeta:
    """Note that *decorator* stands above *function*, and return the metadata to write to.

    Raises:
        UsageError: It is no function, or another decorator above it does not go together with this one.
    """
    refuse(decorator, function)
    if not inspect.isfunction(function):
        raise UsageError(f"{decorator} goes above a method (def or async def), got {function!r}.")
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        instead = (
            "Assign to self as you go, with @background above it: the page shows it as it runs; what is asked for over HTTP returns a list"
        )
        raise UsageError(
            f"{function.__qualname__}: @{decorator} stands above a function that yields, and nothing would take that. {instead}."
        )
    meta = meta_of(function)
    meta.said.add(decorator)
    return meta


def refuse(decorator: str, decorated: object) -> None:
    """Say so where *decorator* cannot stand above what other decorators made.

    Raises:
        UsageError: It cannot; the text says what to write.
    """
    meta = read_meta(decorated)
    others = set(meta.said) if meta is not None else set()
    kind = getattr(type(decorated), "djust_kind", None)  # a descriptor that `state`, `reactive` or `computed` made
    if isinstance(kind, str):
        others.add(kind)
    for other in sorted(others):
        why = REFUSED.get(frozenset({decorator, other}))
        if why is not None:
            name = getattr(decorated, "__qualname__", None) or getattr(getattr(decorated, "fget", None), "__qualname__", "this function")
            raise UsageError(f"{name}: @{decorator} and @{other} do not go together: {why}")


def description_of(decorator: str, description: object) -> str:
    """Return what was given as a description.

    Raises:
        UsageError: It is no text.
    """
    if not isinstance(description, str):
        raise UsageError(f"{decorator}: description expects a text, got {description!r}. Write @{decorator}(description='…').")
    return description
