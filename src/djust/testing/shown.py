"""What a page under test shows: the reading half of `LiveViewTest`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client

from djust.template import Values
from djust.testing import blocks
from djust.testing.element import Element
from djust.testing.fields import Fields
from djust.testing.refusals import CannotBeDone
from djust.testing.screen import Screen, text_of
from djust.testing.tab import Frame, Tab
from djust.view import briefing, context, document, foresight
from djust.view.page import Page


class Shown:
    """One live page, joined; what it shows and what is known of it.

    Attributes:
        redirected_to: Where the page has gone; None while it has not.
        errors: What the browser was told of errors, in order: ``code``, ``text``, under ``DEBUG`` ``detail``.
        pushed: What ``push_event`` told the scripts of the page, in order: name and payload.
        response: Django's response to the GET.
    """

    def __init__(self, client: Client, url: str, *, follow: bool = False, **request: Any) -> None:
        self.redirected_to: str | None = None
        self.errors: list[dict[str, Any]] = []
        self.pushed: list[tuple[str, Any]] = []
        #: Fields whose values the event under way took along.
        self._carried: list[Any] = []
        self._is_submit = False
        #: Elements that the act under way is not done with yet, and what became of them.
        self._became: dict[Any, Any] = {}
        self._values: Values | None = None
        self._fields: Fields | None = None
        self._read: Screen | None = None
        self._unasked: list[dict[str, Any]] = []
        self._tab = Tab(client, url, self._hear, follow=follow, **request)
        self.response = self._tab.response

    # -- the page --------------------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where the page is."""
        return self._tab.url

    @property
    def html(self) -> str:
        """What the template shows now, byte for byte as Django would print it."""
        self._rest()
        written: str = self._page.plan.write(self._now, marks=False)
        return written.replace(document.PLACEHOLDER, "")

    @property
    def instance(self) -> Any:
        """The view itself."""
        self._rest()
        return self._page.view

    @property
    def state(self) -> Mapping[str, Any]:
        """What the template sees of the view: public attributes, properties, what came of actions."""
        self._rest()
        return context.names_of(self._page.view, self._page.registry)

    def find(self, css: str, *, text: str | None = None) -> Element:
        """Return the one element that a selector finds.

        Args:
            css: A CSS selector.
            text: What the element shows, or a part of that.

        Raises:
            CannotBeDone: There is none, or more than one.
        """
        return Element(self._screen.one(css, text), self._filled)

    def find_all(self, css: str, *, text: str | None = None) -> list[Element]:
        """Return all elements that a selector finds, in the order of the page."""
        return [Element(node, self._filled) for node in self._screen.all(css, text)]

    def has(self, css: str, *, text: str | None = None) -> bool:
        """Whether the page shows such an element."""
        return any(element.visible for element in self.find_all(css, text=text))

    def text(self, css: str = "body") -> str:
        """Return what a person reads in an element, with single spaces."""
        return text_of(self._screen.one(css))

    def value(self, css: str) -> Any:
        """Return what a field shows: what was typed, or else what the server wrote."""
        return self.find(css).value

    # -- what the browser is told of handlers ------------------------------------------------------------------------------

    def prediction(self, handler: str) -> list[Any]:
        """Return the program by which the browser predicts an `optimistic` handler, as data (docs/internals/wire.md, 9).

        Raises:
            CannotBeDone: It predicts nothing.
        """
        program = foresight.program(self._page, self._handler(handler))
        if not program:
            raise CannotBeDone(f"the browser predicts nothing of {handler!r}: `manage.py check` says why.")
        return list(program)

    def cache_key(self, handler: str, /, **params: Any) -> tuple[Any, ...]:
        """Return by what the browser and the server know an outcome of a handler with `cache`: its name, then its key parameters.

        Args:
            handler: The handler's name.
            **params: What the event sends.

        Raises:
            CannotBeDone: Its outcomes are not kept.
        """
        self._handler(handler)
        told = self._told_of(handler).get("c")
        if told is None:
            raise CannotBeDone(f"outcomes of {handler!r} are not kept: it has no @cache.")
        return (handler, *(params.get(name) for name in told[1]))

    def _told_of(self, handler: str) -> dict[str, Any]:
        """Return what the browser is told about a handler (docs/internals/wire.md, 8)."""
        told: dict[str, Any] = json.loads(briefing.handlers_of(self._page, frozenset({handler})) or "{}")
        return dict(told.get(handler, {}))

    def _handler(self, name: str) -> Any:
        handlers = self._page.registry.handlers
        if name not in handlers:
            raise CannotBeDone(f"{self._page.name} has no handler {name!r}. It has: {', '.join(sorted(handlers))}.")
        return handlers[name]

    # -- inside ----------------------------------------------------------------------------------------------------------

    @property
    def _page(self) -> Page:
        return self._tab.session.page

    @property
    def _now(self) -> Values:
        """What the last frame led to; before the first one what was served."""
        return self._page.values if self._values is None else self._values

    @property
    def _screen(self) -> Screen:
        self._rest()
        return self._as_it_is()

    @property
    def _filled(self) -> Fields:
        screen = self._as_it_is()
        if self._fields is None:
            self._fields = Fields(screen)
        return self._fields

    def _rest(self) -> None:
        """Take in what others (a broadcast, another page) have sent meanwhile."""
        self._tab.rest()

    def _as_it_is(self) -> Screen:
        if self._read is None:
            self._read = Screen(self._written(marks=False), self._written(marks=True))
        return self._read

    def _written(self, *, marks: bool) -> str:
        html = self._page.plan.write(self._now, marks=marks).replace(document.PLACEHOLDER, "")
        return html if self._page.plan.is_document else f"<body>{html}</body>"

    def _hear(self, frame: Frame) -> None:
        """Take a frame: the page is another one then."""
        error = frame.extras.get("error")
        if error is not None:
            self.errors.append(error)
            if not frame.refs:
                self._unasked.append(error)
        self.pushed += [(name, payload) for name, payload in frame.extras.get("events", ())]
        if frame.extras.get("to"):
            self.redirected_to = frame.extras["to"]
        before, fields, self._values = self._read, self._fields, frame.values
        self._read = self._fields = None
        if before is not None and fields is not None and (self._became or fields.edited or fields.focused is not None):
            now = self._as_it_is()
            settled = self._carried if frame.refs and error is None else []
            pairs = _pairs(before, now, frame)
            bound = now.reading.filled(submitted=self._is_submit) if now.reading is not None else set()
            fields.carry(self._filled, pairs, bound, asked=bool(frame.refs), settled=settled)
            self._carried = [pairs[field] for field in self._carried if field in pairs]
            self._became = {element: pairs.get(later) for element, later in self._became.items()}

    def _watch(self, *elements: Any) -> None:
        """Follow elements through the updates of one act."""
        self._became = {element: element for element in elements if element is not None}

    def _present(self, element: Any) -> Any:
        """Return what an element is now that was on the page when it was last watched; None when it is gone."""
        return self._became.get(element, element)


def _pairs(before: Screen, now: Screen, frame: Frame) -> dict[Any, Any]:
    """Return what became of each element."""
    if before.reading is not None and now.reading is not None and "html" not in frame.extras:
        try:
            return dict(blocks.pairs(before.reading.block, now.reading.block, frame.ops))
        except blocks.Unclear:
            pass
    keys = _keys(now)
    return {element: keys[key] for key, element in _keys(before).items() if key in keys}


def _keys(screen: Screen) -> dict[tuple[Any, ...], Any]:
    """Return elements by what a morph knows them by: their id; or their name, type and value, and how many such came before."""
    found: dict[tuple[Any, ...], Any] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for element in screen.elements:
        named = element.get("id")
        key = (element.tag, named) if named else (element.tag, None, element.get("name"), element.get("type"))
        seen[key] = seen.get(key, 0) + 1
        found[(*key, seen[key])] = element
    return found
