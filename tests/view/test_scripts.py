"""Which scripts a page loads: the one of every page, and before it those that its template needs."""

from __future__ import annotations

import re
from typing import Any

from django.test import RequestFactory

from djust import LiveView, event_handler, optimistic


class Counter(LiveView):
    """One handler that is foreseen, one that nobody can foresee."""

    template = '<p dj-hook="Chart">{{ count }}</p><button dj-click="more">more</button>'
    count = 0

    def mount(self, request: Any) -> None:
        self.count = 0

    @event_handler()
    @optimistic
    def more(self, **kwargs: Any) -> None:
        self.count += 1


class Blind(Counter):
    """What the handler does is shown nowhere."""

    template = '<p dj-hook="Chart">hello</p><button dj-click="more">more</button>'


def scripts_of(view: type[LiveView], nonce: str = "") -> list[str]:
    """Return the start tags of a page's scripts."""
    request = RequestFactory().get("/")
    request.csp_nonce = nonce  # type: ignore[attr-defined]
    html = view.as_view()(request).content.decode()  # type: ignore[attr-defined]
    return re.findall(r"<script [^>]*>", html)


def names(tags: list[str]) -> list[str]:
    return [match[1] for tag in tags if (match := re.search(r'src="[^"]*/([\w-]+)\.js"', tag))]


def test_what_foresees_handlers_stands_before_the_script_of_every_page() -> None:
    tags = scripts_of(Counter)

    assert names(tags) == ["djust-extra", "djust-predictor", "djust"]
    assert all(" defer" in tag and " async" not in tag for tag in tags)


def test_a_page_of_which_nothing_is_foreseen_does_not_load_it() -> None:
    assert names(scripts_of(Blind)) == ["djust-extra", "djust"]


def test_every_script_has_the_pages_nonce() -> None:
    assert all('nonce="abc123"' in tag for tag in scripts_of(Counter, "abc123"))
    assert not any("nonce" in tag for tag in scripts_of(Counter))
