"""From what a person does to an event on its way, and to what came of it: the middle part of `LiveViewTest`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.test import Client

from djust.errors import InvalidAttribute
from djust.protocol.literals import read_call, read_value
from djust.testing.attributes import Sent, sent_by
from djust.testing.hearing import Hit
from djust.testing.refusals import CannotBeDone
from djust.testing.screen import describe
from djust.testing.shown import Shown
from djust.testing.tab import Cached, Frame, Remembered


class Sending(Shown):
    """A page whose elements send events.

    Attributes:
        raise_errors: Whether errors of events are raised; else they are only in `errors`.
    """

    def __init__(self, client: Client, url: str, *, follow: bool, raise_errors: bool, **request: Any) -> None:
        self.raise_errors = raise_errors
        self._remembered = Remembered()
        self._key_sent = ""
        #: Errors that are to be raised, and the events they answer.
        self._pending: list[tuple[int, dict[str, Any]]] = []
        super().__init__(client, url, follow=follow, **request)

    def _send_all(
        self, hits: Iterable[Hit], payload: Mapping[str, Any], carried: list[Any], confirm: bool | None, submitter: Any = None
    ) -> None:
        for element, attribute in hits:
            question = (submitter.get("dj-confirm") if submitter is not None else None) or element.get("dj-confirm")
            if question and confirm is None:
                raise CannotBeDone(f"{describe(element)} asks {question!r}: say confirm=True or confirm=False.")
            if not (question and confirm is False):
                submitted = attribute == "dj-submit"
                self._perform(sent_by(element.get(attribute), payload, element.attrib), carried, submitted=submitted)

    def _perform(self, sent: Sent, carried: list[Any], *, submitted: bool = False) -> None:
        if self.redirected_to is not None:
            raise CannotBeDone(
                f"the page has gone to {self.redirected_to}: nothing can be done on it any more. view.follow() opens that one."
            )
        self._carried = [now for field in carried if (now := self._present(field)) is not None]
        self._is_submit = submitted
        key = self._key_of(sent)
        self._key_sent = key
        self._tab.failures.clear()
        self._tab.event(sent.call, sent.params, sent.types, self._remembered.find(key) if key else 0)
        self._carried = []

    def _key_of(self, sent: Sent) -> str:
        try:
            name, args = read_call(sent.call)
            typed = {key: read_value(key, kind, sent.params[key]) for key, kind in sent.types.items()}
        except InvalidAttribute:
            return ""  # as the server will say
        handler = self._page.registry.handlers.get(name)
        if handler is None or handler.meta.cache is None:
            return ""
        fields = self._told_of(name)
        given = {**sent.params, **typed, **dict(zip(fields.get("p", ()), args, strict=False))}
        return json.dumps([name, *(given.get(key) for key in fields["c"][1])])

    def _hear(self, frame: Frame) -> None:
        super()._hear(frame)
        error, kept = frame.extras.get("error"), frame.extras.get("cache")
        if error is not None and self.raise_errors:
            self._pending.append((frame.refs[0] if frame.refs else 0, error))
        if "done" in frame.extras:
            self._tab.stage.dismiss()
        if kept and frame.refs:
            self._keep(kept[0])
        if "cookie" in frame.extras or (error or {}).get("code") == "login.required":
            self._remembered.outcomes.clear()

    def _keep(self, number: int) -> None:
        handler = self._page.registry.handlers.get(json.loads(self._key_sent)[0]) if self._key_sent else None
        if handler is not None and handler.meta.cache is not None:
            self._remembered.outcomes[self._key_sent] = Cached(number, time.monotonic() + handler.meta.cache.ttl)

    def _done(self) -> Self:
        self._became = {}
        pending, self._pending = self._pending, []
        if pending:
            raise self._tab.raisable(*pending[0])
        return self
