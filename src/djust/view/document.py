"""The HTML of a page: the plan's, put into a document where it is a fragment, with the configuration element."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any, Final

from django.conf import settings as django_settings
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.translation import get_language, get_language_bidi

from djust.conf import DEFAULTS, socket_path
from djust.signals import page_written
from djust.template import count_marks, finished, prints_html
from djust.view import briefing, client_state, foresight, notices, outside
from djust.view.page import Page

#: What ``{% djust_client_config %}`` prints; replaced when the page is written, because only then the page's id and marks are known.
PLACEHOLDER: Final = "<!--djust:client-->"
SCRIPT: Final = "djust/djust.js"
#: What it imports where it cannot get a WebSocket.
HTTP_SCRIPT: Final = "djust/djust-http.js"
#: What stands before it under DEBUG …
DEBUG_SCRIPT: Final = "djust/djust-debug.js"
#: … where elements have scripts of the author's or forms recover; and where handlers are predicted.
EXTRA_SCRIPT: Final = "djust/djust-extra.js"
PREDICTOR_SCRIPT: Final = "djust/djust-predictor.js"
#: … and where HTML comes in which no parts are known; the others load it when some does (`morph_url`).
MORPH_SCRIPT: Final = "djust/djust-morph.js"
#: How the client's marks look, before there is a client.
STYLES: Final = "djust/djust.css"

#: Where a document's head begins, behind what says its encoding; a comment may speak of one.
_HEAD: Final = re.compile(r"<!--.*?-->|<body\b|(<head(?:\s[^>]*)?>(?:\s*<meta\s+charset\b[^>]*>)?)", re.IGNORECASE | re.DOTALL)
_BODY_END: Final = re.compile(r"</body\s*>", re.IGNORECASE)


def new_id(page: Page) -> str:
    """Return an id for a page: unguessable, followed by the messages that it shows, signed, and by which plan its HTML was written from.

    Messages are read once. A process that has to mount the page again would not find them, and take them off it.
    """
    return f"{secrets.token_urlsafe(16)}.{notices.packed(page.messages)}.{page.fingerprint}"


def messages_of(page_id: str) -> list[notices.Notice]:
    """Return the messages that the page with this id was served with."""
    return notices.unpacked(page_id.partition(".")[2].rpartition(".")[0])


def plan_of(page_id: str) -> str:
    """Return which plan the HTML with this id was written from."""
    return page_id.rpartition(".")[2]


def morph_url() -> str:
    """Return where the morph is that belongs to the HTML of this process."""
    return static(MORPH_SCRIPT)


def write(page: Page, *, marks: bool = True) -> str:
    """Return the HTML of a page as it stands now; without *marks* where a value keeps breaking them."""
    html = page.plan.write(page.values, marks=marks)
    if not page.plan.is_document:
        html = _document(page, html)
    html = finished(page.template, html)
    number = count_marks(html) if marks else 0
    element = _configuration(page, number, briefing.called_by(page, html))
    if PLACEHOLDER in html:
        return html.replace(PLACEHOLDER, element, 1).replace(PLACEHOLDER, "")
    place = _place(html)
    return f"{html[:place]}{element}{html[place:]}"


def _place(html: str) -> int:
    """Return where the scripts stand: before all others. Deferred scripts and modules run in their order, and may ask for ``djust``."""
    head = next((found for found in _HEAD.finditer(html) if not found[0].startswith("<!--")), None)
    if head is not None and head[1]:
        return head.end()
    ends = list(_BODY_END.finditer(html))
    return ends[-1].start() if ends else len(html)


def _document(page: Page, fragment: str) -> str:
    language = get_language() or django_settings.LANGUAGE_CODE
    direction = ' dir="rtl"' if get_language_bidi() else ""
    return (
        f'<!doctype html><html lang="{escape(language)}"{direction}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(_title(page))}</title></head><body>{fragment}</body></html>"
    )


def _title(page: Page) -> str:
    """Return the class's name as words: ``TodoListView`` is "Todo list"."""
    name = type(page.view).__name__
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", name.removesuffix("View") or name)
    return " ".join(words).capitalize() or name


def _configuration(page: Page, marks: int, called: frozenset[str]) -> str:
    socket = socket_path(page.request.META.get("SCRIPT_NAME", ""))
    attributes: dict[str, Any] = {
        "src": static(SCRIPT),
        "data-session": page.id,
        "data-digest": page.digest,
        "data-marks": marks,
        "data-csrf": get_token(page.request),
    }
    if socket != DEFAULTS.WS_PATH:
        attributes["data-ws"] = socket
    prefix = outside.prefix()
    if prefix not in (None, outside.DEFAULT_PREFIX):
        attributes["data-prefix"] = prefix
    if outside.speaks_http():
        attributes["data-http"] = static(HTTP_SCRIPT)
    if handlers := briefing.handlers_of(page, called):
        attributes["data-handlers"] = handlers
    prediction = foresight.told(page)
    if prediction:
        attributes["data-prediction"] = prediction
    if published := client_state.initial(page.view, page.registry, called):
        attributes["data-state"] = json.dumps(published, ensure_ascii=False, separators=(",", ":"))
    if django_settings.DEBUG:
        said = page_written.send_robust(type(page.view), page=page)
        attributes["data-debug"] = next((text for _, text in said if isinstance(text, str)), "1")
    nonce = {"nonce": page.nonce} if page.nonce else {}
    attributes |= nonce
    # Deferred scripts run in their order: what foresees handlers is there when the page begins, and what watches it hears its first word.
    some = (
        (DEBUG_SCRIPT, django_settings.DEBUG),
        (EXTRA_SCRIPT, page.plan.extra),
        (PREDICTOR_SCRIPT, prediction),
        (MORPH_SCRIPT, django_settings.DEBUG or prints_html(page.values)),  # the debug panel looks at what each message touches
    )
    scripts = [{"src": static(script)} | nonce for script, wanted in some if wanted]
    link = _written({"rel": "stylesheet", "href": static(STYLES)} | nonce)
    return f"<link {link}>" + "".join(f"<script {_written(each)} defer></script>" for each in [*scripts, attributes])


def _written(attributes: dict[str, Any]) -> str:
    return " ".join(f'{name}="{escape(str(value))}"' for name, value in attributes.items())
