"""A page that composes a text in the background, word by word."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import LiveView, event_handler
from djust.decorators import background
from tests.browser.site.gates import wait_at


class Composing(LiveView):
    """A slow author, and a reader who may interrupt."""

    template = """<div>
<button id="compose" dj-click="compose" data-gate="{{ gate }}" dj-disable-with="composing">compose</button>
<button id="stop" dj-click="stop">stop</button>
<button id="clap" dj-click="clap">clap</button> <b id="claps">{{ claps }}</b>
{% if generating %}<i id="spinner">writing</i>{% endif %}
<p id="content">{{ content }}</p><ul>{% for line in lines %}<li>{{ line.text }}</li>{% endfor %}</ul>
<em id="error">{{ error }}</em></div>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.gate = request.GET.get("gate", "")
        self.generating = False
        self.content = ""
        self.lines: list[dict[str, str]] = []
        self.claps = 0
        self.error = ""

    @event_handler
    @background
    def compose(self, gate: str = "", **kwargs: Any) -> None:
        self.generating = True
        try:
            for word in ("once", "upon", "a", "<time>"):
                wait_at(gate)
                self.content += f"{word} "
                self.lines.append({"text": word})
        except Exception as error:
            self.error = str(error)
        finally:
            self.generating = False

    @event_handler
    def clap(self, **kwargs: Any) -> None:
        self.claps += 1

    @event_handler
    def stop(self, **kwargs: Any) -> None:
        self.cancel_async("compose")
        self.generating = False
