"""What a page loads: the stylesheet and the script of every page, and before that those that its template needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import RequestFactory

from djust import LiveView, event_handler, optimistic
from djust.view import document


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


def html_of(view: type[LiveView], nonce: str = "") -> str:
    """Return a page."""
    request = RequestFactory().get("/")
    request.csp_nonce = nonce  # type: ignore[attr-defined]
    html: str = view.as_view()(request).content.decode()  # type: ignore[attr-defined]
    return html


def scripts_of(view: type[LiveView], nonce: str = "") -> list[str]:
    """Return the start tags of a page's scripts."""
    return re.findall(r"<script [^>]*>", html_of(view, nonce))


def names(tags: list[str]) -> list[str]:
    return [match[1] for tag in tags if (match := re.search(r'src="[^"]*/([\w-]+)\.js"', tag))]


def test_what_foresees_handlers_stands_before_the_script_of_every_page() -> None:
    tags = scripts_of(Counter)

    assert names(tags) == ["djust-extra", "djust-predictor", "djust"]
    assert all(" defer" in tag and " async" not in tag for tag in tags)


def test_a_page_of_which_nothing_is_foreseen_does_not_load_it() -> None:
    assert names(scripts_of(Blind)) == ["djust-extra", "djust"]


class Printing(Counter):
    """A value is HTML."""

    template = "<p>{{ html|safe }}</p>"
    html = "<b>bold</b>"


def test_a_page_that_prints_html_loads_the_morph_up_front() -> None:
    assert names(scripts_of(Printing)) == ["djust-morph", "djust"]


def test_under_debug_every_page_does_so_that_the_panel_sees_what_a_message_touches(settings: Any) -> None:
    settings.DEBUG = True

    assert names(scripts_of(Blind)) == ["djust-debug", "djust-extra", "djust-morph", "djust"]


def test_the_stylesheet_stands_before_the_scripts() -> None:
    assert re.search(r'<meta charset="utf-8"><link rel="stylesheet" href="/static/djust/djust\.css"><script ', html_of(Blind))
    assert '<link rel="stylesheet" href="/static/djust/djust.css" nonce="abc123">' in html_of(Blind, "abc123")


def test_the_files_have_the_names_that_the_storage_gives_them(settings: Any, tmp_path: Path) -> None:
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", "--no-input", verbosity=0)

    assert re.search(r'href="/static/djust/djust\.[0-9a-f]{12}\.css"', html_of(Printing))
    assert re.search(r'src="/static/djust/djust-morph\.[0-9a-f]{12}\.js"', html_of(Printing))
    assert re.fullmatch(r"/static/djust/djust-morph\.[0-9a-f]{12}\.js", document.morph_url())


def test_every_script_has_the_pages_nonce() -> None:
    assert all('nonce="abc123"' in tag for tag in scripts_of(Counter, "abc123"))
    assert not any("nonce" in tag for tag in scripts_of(Counter))
