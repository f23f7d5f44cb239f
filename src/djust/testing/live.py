"""What a person does at a page under test: the acting half of `LiveViewTest`, and `live`, which opens one."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from asgiref.sync import sync_to_async
from django.test import Client

from djust.testing import hearing
from djust.testing.attributes import Sent, written_call
from djust.testing.fields import FIELDS, kind_of
from djust.testing.hearing import Hit
from djust.testing.refusals import CannotBeDone, TimedOut, listed
from djust.testing.screen import ancestors, describe, is_disabled, out_of_reach
from djust.testing.sending import Sending
from djust.testing.tab import Tab
from djust.view import model

P = ParamSpec("P")
R = TypeVar("R")

#: What submits, or leads elsewhere, when it is clicked.
_SUBMITS = ("submit", "image")
_FOCUSABLE = (*FIELDS, "button", "summary")
#: Seconds that `wait_for` waits.
PATIENCE = 5.0


def _awaited(method: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], Coroutine[Any, Any, R]]:
    """Return the async twin of a method: it runs where Django runs sync code of an async test, so that its transaction holds."""

    async def twin(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await sync_to_async(method, thread_sensitive=True)(self, *args, **kwargs)

    twin.__doc__ = f"As `{method.__name__}`, in an async test."
    return twin


class LiveViewTest(Sending):
    """A live page, driven as a browser drives it, without a socket and in the test's own thread.

    Everything that a person cannot do is refused: clicking what is missing, disabled, hidden, or asks for nothing. A handler's exception
    is raised here, after the page has shown what a person would see of it. Background work goes on only in `wait_for`.
    """

    def __init__(self, client: Client, url: str, *, follow: bool = False, raise_errors: bool = True, **request: Any) -> None:
        super().__init__(client, url, follow=follow, raise_errors=raise_errors, **request)
        weakref.finalize(self, Tab.leave, self._tab).atexit = False

    # -- what a person does ------------------------------------------------------------------------------------------------

    def click(self, css: str, *, text: str | None = None, confirm: bool | None = None) -> Self:
        """Click on the one element that a selector finds.

        Args:
            css: A CSS selector.
            text: What the element shows, or a part of that.
            confirm: What is answered to ``dj-confirm``.
        """
        element = self._reachable(css, text, "clicked")
        self._must_ask(element, confirm)
        self._go_to(element)
        return self._clicked(element, confirm)

    def fill(self, css: str, value: Any) -> Self:
        """Fill a field in, and leave it at that: who asks for ``input`` or ``change`` hears it, nobody has to."""
        return self._fill(self._reachable(css, None, "filled in"), value, ("input", "change"), None)

    def input(self, css: str, value: Any) -> Self:
        """Type into a field that somebody listens to (``dj-input``, ``dj-model``)."""
        return self._fill(self._reachable(css, None, "typed into"), value, ("input",), "input")

    def change(self, css: str, value: Any) -> Self:
        """Give a field another value and leave it (``dj-change``, ``dj-model``): of a checkbox True or False, of a select an option."""
        return self._fill(self._reachable(css, None, "changed"), value, ("input", "change"), "change")

    def submit(
        self, css: str, data: Mapping[str, Any] | None = None, *, by: str | None = None, confirm: bool | None = None, validate: bool = True
    ) -> Self:
        """Fill a form in and submit it.

        Args:
            css: Finds the form.
            data: By name, what its fields are filled in with; all others are sent as they stand.
            by: Finds the button that is pressed; else it is the first that submits.
            confirm: What is answered to ``dj-confirm``.
            validate: Whether it is refused while a ``required`` field is empty, as browsers do.
        """
        form = self._form(css)
        for name in data or {}:
            for number in range(len(self._filled.named(form, name, (data or {})[name]))):
                field, value = self._filled.named(form, name, (data or {})[name])[number]  # the page is another one after each
                self._fill(field, value, ("input", "change"), None)
                form = self._form(css)
        button = self._button(form, by)
        self._must_ask(form if button is None else button, confirm)
        if button is None:
            return self._submitted(form, None, confirm, validate)
        self._must_be_heard(form, "submit", hearing.hearers(self._screen, form, ["submit"]))
        return self._clicked(button, confirm, validate)  # Enter in a field is a click on it, too

    def keydown(self, css: str, key: str, /, **modifiers: bool) -> Self:
        """Press a key in an element: ``"Enter"``, ``"Escape"``, ``"ArrowDown"``, ``"a"``; with ``ctrl``, ``shift``, ``alt``, ``meta``."""
        return self._key("keydown", css, key, modifiers)

    def keyup(self, css: str, key: str, /, **modifiers: bool) -> Self:
        """Let a key go."""
        return self._key("keyup", css, key, modifiers)

    def focus(self, css: str) -> Self:
        """Go to an element; where the person was before is left."""
        element = self._reachable(css, None, "focused")
        self._must_be_heard(element, "focus", hearing.hearers(self._screen, element, ["focus"]))
        self._go_to(element)
        return self._done()

    def blur(self, css: str) -> Self:
        """Leave an element."""
        element = self._reachable(css, None, "left")
        self._filled.focused = None
        return self._hear_at(element, "blur", ["blur"], *self._alone(element))

    def trigger(self, css: str, event: str, /, **payload: Any) -> Self:
        """Let another event happen at an element: ``mouseenter``, ``mouseleave``, ``mousemove``, ``scroll``, ``resize``, ``poll``.

        Args:
            css: Finds the element.
            event: What stands behind ``dj-``.
            **payload: What the browser would send of it, such as ``x`` and ``y``.
        """
        return self._hear_at(self._screen.one(css), event, [event], payload, [])

    def send(self, handler: str, /, *args: Any, **params: Any) -> Self:
        """Send an event that no element of the page sends, as a forged browser could: what the server refuses is raised."""
        self._perform(Sent(written_call(handler, args), params), [])
        return self._done()

    def wait_for(self, condition: Callable[[], object] | str | None = None, *, timeout: float = PATIENCE) -> Self:
        """Let background work go on until the condition holds.

        Args:
            condition: A function, or a selector of what is to be shown; without one: until all background work is over.
            timeout: Seconds.

        Raises:
            TimedOut: It does not hold in that time.
        """
        shown = condition

        def holds() -> bool:
            if self._pending:
                return True
            if shown is None:
                return not self._tab.stage.busy
            return self.has(shown) if isinstance(shown, str) else bool(shown())

        held = self._tab.until(holds, timeout)
        self._done()
        if not held:
            running = ", ".join(self._tab.session.tasks.running) or "nothing"
            what = "background work to be over" if shown is None else f"{shown!r}"
            raise TimedOut(f"waited {timeout:g} s for {what}. Background work: {running}. The page shows: {self.text()[:500]!r}")
        return self

    def follow(self) -> LiveViewTest:
        """Open the live page that this one has gone to."""
        if self.redirected_to is None:
            raise CannotBeDone(f"{self.url} has not gone anywhere.")
        self.close()
        return LiveViewTest(self._tab.client, self.redirected_to, follow=True, raise_errors=self.raise_errors)

    def close(self) -> None:
        """Close the page: the view's ``unmount`` is called, background work is cancelled."""
        self._tab.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the same in async tests -------------------------------------------------------------------------------------------

    aclick = _awaited(click)
    afill = _awaited(fill)
    ainput = _awaited(input)
    achange = _awaited(change)
    asubmit = _awaited(submit)
    akeydown = _awaited(keydown)
    akeyup = _awaited(keyup)
    afocus = _awaited(focus)
    ablur = _awaited(blur)
    atrigger = _awaited(trigger)
    asend = _awaited(send)
    await_for = _awaited(wait_for)
    afind = _awaited(Sending.find)
    atext = _awaited(Sending.text)
    afollow = _awaited(follow)
    aclose = _awaited(close)

    # -- kinds of events ----------------------------------------------------------------------------------------------------

    def _clicked(self, element: Any, confirm: bool | None, validate: bool = True) -> Self:
        fields = self._filled
        if kind_of(element) in ("checkbox", "radio"):
            ticked = kind_of(element) == "radio" or not fields.is_checked(element)
            return self._fill(element, ticked, ("input", "change"), "click", confirm)
        hits = hearing.hearers(self._screen, element, ["click"])
        control = self._labelled(element)
        if control is not None:
            self._watch(control)
            self._send_all([hit for hit in hits if hit[0] not in set(ancestors(control))], _pointer(), [], confirm)
            control = self._present(control)
            return self._done() if control is None else self._clicked(control, confirm)
        button = next((each for each in ancestors(element) if _submits(each) and fields.owner(each) is not None), None)
        prevented = button is not None and any(name == "dj-click" and each in set(ancestors(button)) for each, name in hits)
        form = fields.owner(button) if button is not None and not prevented else None
        if form is None or not _asks(form, "submit"):
            self._must_be_heard(element, "click", hits)
            self._send_all(hits, _pointer(), [], confirm)
            return self._done()
        self._must_be_complete(form, validate)
        self._watch(form, button)
        self._send_all(hits, _pointer(), [], confirm)
        form, button = self._present(form), self._present(button)
        return self._done() if form is None else self._submitted(form, button, confirm, validate)

    def _submitted(self, form: Any, button: Any, confirm: bool | None, validate: bool) -> Self:
        hits = hearing.hearers(self._screen, form, ["submit"])
        self._must_be_heard(form, "submit", hits)
        self._must_be_complete(form, validate)
        data = self._filled.data(form, button, button)
        self._send_all(hits, data, self._filled.of_form(form), confirm, button)
        return self._done()

    def _fill(self, field: Any, value: Any, kinds: tuple[str, ...], needed: str | None, confirm: bool | None = None) -> Self:
        screen, fields = self._screen, self._filled
        heard = {kind: hearing.hearers(screen, field, [kind]) for kind in kinds}
        if needed == "click" and "dj-click" in field.attrib:
            heard["change"] = [(field, "dj-click"), *heard["change"]]
        if needed is not None:
            following = [name for kind in kinds for name in hearing.models(field, kind)]
            hits = [hit for kind in kinds for hit in heard[kind]] if needed == "click" else heard[needed]
            self._must_be_heard(field, needed, hits, bool(following))
        changed = fields.put(field, value)
        if not changed and kind_of(field) in ("checkbox", "radio"):
            return self._done()
        fields.focused = field
        alone, carried = self._alone(field)
        self._watch(*carried)
        for kind in kinds:
            for name in hearing.models(field, kind):
                self._perform(Sent(model.NAME, {name: alone["value"]}), carried)
            for hit in heard[kind]:
                of_form = hit[0].tag == "form"
                payload = fields.data(hit[0], field) if of_form else alone
                self._send_all([hit], payload, fields.of_form(hit[0]) if of_form else carried, confirm)
        return self._done()

    def _key(self, kind: str, css: str, key: str, modifiers: Mapping[str, bool]) -> Self:
        element = self._reachable(css, None, "reached by a key")
        names = ("ctrl", "shift", "alt", "meta")
        if wrong := set(modifiers) - set(names):
            raise CannotBeDone(f"expected modifiers among {', '.join(names)}, got {', '.join(sorted(wrong))}.")
        alone, carried = self._alone(element)
        payload = {**alone, "key": key, "code": hearing.code_of(key), **{name: modifiers.get(name, False) for name in names}}
        return self._hear_at(element, kind, hearing.key_names(kind, key), payload, carried)

    def _hear_at(self, element: Any, kind: str, names: Iterable[str], payload: Mapping[str, Any], carried: list[Any]) -> Self:
        hits = hearing.hearers(self._screen, element, names)
        self._must_be_heard(element, kind, hits)
        self._send_all(hits, payload, carried, None)
        return self._done()

    def _go_to(self, element: Any) -> None:
        """The person is at another element now."""
        fields, screen = self._filled, self._screen
        if element.tag not in _FOCUSABLE and element.get("href") is None and element.get("tabindex") is None:
            return
        left, fields.focused = fields.focused, element
        for at, name in ((left, "blur"), (element, "focus")):
            if at is not None and left is not element:
                self._send_all(hearing.hearers(screen, at, [name]), *self._alone(at), None)

    # -- what can be done ---------------------------------------------------------------------------------------------------

    def _reachable(self, css: str, text: str | None, done: str) -> Any:
        element = self._screen.one(css, text)
        reason = out_of_reach(element)
        if reason:
            raise CannotBeDone(f"{reason}: it cannot be {done}.")
        return element

    def _must_be_heard(self, element: Any, kind: str, hits: Iterable[Hit], also: bool = False) -> None:
        if hits or also:
            return
        who = listed(hearing.asking(self._screen, kind), "  nobody")
        link = f" It is a link: client.get({element.get('href')!r}) opens it." if element.get("href") else ""
        raise CannotBeDone(
            f"nobody hears a {kind} at {describe(element)}: neither it nor anything around it has dj-{kind}.{link} Who asks for it:\n{who}"
        )

    def _must_be_complete(self, form: Any, validate: bool) -> None:
        missing = self._filled.missing(form) if validate else []
        if missing:
            raise CannotBeDone(f"a browser does not submit {describe(form)} while these are empty:\n{listed(missing, '')}")

    def _must_ask(self, element: Any, confirm: bool | None) -> None:
        around = [*ancestors(element), self._filled.owner(element)]
        if confirm is not None and not any(each is not None and each.get("dj-confirm") for each in around):
            raise CannotBeDone(f"{describe(element)} asks nothing: leave confirm out, or write dj-confirm there.")

    def _form(self, css: str) -> Any:
        form = self._reachable(css, None, "submitted")
        if form.tag != "form":
            raise CannotBeDone(f"expected a form, {css!r} finds {describe(form)}.")
        return form

    def _button(self, form: Any, by: str | None) -> Any:
        buttons = [each for each in self._filled.of_form(form) if _submits(each)]
        if by is None:
            if buttons and is_disabled(buttons[0]):
                raise CannotBeDone(f"{describe(buttons[0])} is disabled: the form cannot be submitted. Name another button with by=….")
            if not buttons and not self._filled.submits_by_enter(form):
                raise CannotBeDone(
                    f"{describe(form)} has no button that submits, and with several fields Enter does not: nobody can submit it."
                )
            return buttons[0] if buttons else None
        button = self._reachable(by, None, "pressed")
        if button not in buttons:
            raise CannotBeDone(
                f"{describe(button)} does not submit {describe(form)}. These do:\n{listed(map(describe, buttons), '  none')}"
            )
        return button

    def _alone(self, element: Any) -> tuple[dict[str, Any], list[Any]]:
        """Return what a field says by itself, and the field."""
        if element.tag not in FIELDS:
            return {}, []
        value, name = self._filled.value(element), element.get("name")
        return {"value": value, **({name: value} if name else {})}, [element]

    def _labelled(self, element: Any) -> Any:
        """Return the control that a click on a label, or in one, is about."""
        label = next((each for each in ancestors(element) if each.tag in ("label", "a", "button", *FIELDS)), None)
        if label is None or label.tag != "label":
            return None
        inside = [each for each in label.iterdescendants(*FIELDS, "button") if kind_of(each) != "hidden"]
        named = label.get("for")
        found = [each for each in self._screen.elements if each.get("id") == named] if named else inside
        return found[0] if found and not is_disabled(found[0]) else None


def live(client: Client, url: str, *, follow: bool = False, raise_errors: bool = True, **request: Any) -> LiveViewTest:
    """Open a live page: its GET with Django's test client, then its connection.

    Args:
        client: Whose cookies it has: ``self.client``, or pytest-django's ``client``.
        url: Where the page is.
        follow: Whether redirects of the GET are followed.
        raise_errors: Whether errors of events are raised; else they are only in ``view.errors``.
        **request: What else the client's ``get`` takes: ``headers``, ``secure`` …

    Raises:
        NotLive: Something else than a live page answered.
    """
    return LiveViewTest(client, url, follow=follow, raise_errors=raise_errors, **request)


async def alive(client: Any, url: str, *, follow: bool = False, raise_errors: bool = True, **request: Any) -> LiveViewTest:
    """As `live`, in an async test."""
    return await sync_to_async(live, thread_sensitive=True)(client, url, follow=follow, raise_errors=raise_errors, **request)


def _pointer() -> dict[str, int]:
    return {"x": 0, "y": 0}


def _submits(element: Any) -> bool:
    kind = (element.get("type") or ("submit" if element.tag == "button" else "text")).lower()
    return (element.tag == "button" and kind == "submit") or (element.tag == "input" and kind in _SUBMITS)


def _asks(element: Any, name: str) -> bool:
    return f"dj-{name}" in element.attrib
