"""A page whose names and payloads are those that a script must not take for its own."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from djust import LiveView, client_state, event_handler

#: What would be everybody's, if somebody merged it carelessly.
EVIL = {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": {"polluted": 1}}


class Polluting(LiveView):
    """Hostile attributes, fields, state and pushed events."""

    template = """<div id="all">
<button id="data" dj-click="tell" data-__proto__:json='{"polluted":1}' data-constructor:json='{"prototype":{"polluted":1}}'
  data-to-string="x" data-plain="kept">data</button>
<button id="value" dj-click="tell" dj-value-__proto__:json='{"polluted":1}' dj-value-plain="kept">value</button>
<form id="form" dj-submit="tell"><input name="__proto__" value="a"><input name="__proto__" value="b"><input name="constructor" value="c">
  <input name="toString" value="d"><input name="plain" value="kept"><button id="submit">send</button></form>
<input id="model" dj-model="constructor" value="{{ constructor }}">
<button id="publish" dj-click="publish">publish</button> <button id="push" dj-click="push">push</button>
<b id="text" dj-text="constructor"></b> <i id="deep" dj-text="constructor.constructor.name"></i>
<p id="said">{{ said }}</p></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.said = ""
        self.constructor: Any = "plain"
        self.toString = ""

    @event_handler()
    def tell(self, **kwargs: Any) -> None:
        self.said = json.dumps(kwargs, sort_keys=True)

    @event_handler()
    @client_state(keys=["constructor", "toString"])
    def publish(self, **kwargs: Any) -> None:
        self.constructor, self.toString = EVIL, "published"

    @event_handler()
    def push(self, **kwargs: Any) -> None:
        for name in ("__proto__", "constructor", "pushed"):
            self.push_event(name, EVIL)
