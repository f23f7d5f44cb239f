"""A page whose script asks the server for things, and shows nothing of it by itself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest

from djust import LiveView, event_handler, rate_limit, server_function

TOWNS = ("Rye", "Rugby", "Ripon", "York")


class Towns(LiveView):
    """Suggestions for a field: looked up by a script, beside the live counter that they do not touch."""

    api_name = "towns"
    template = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Towns</title>
<script defer src="data:text/javascript,djust.state.subscribe('seen', (seen) => { document.title = seen; })"></script></head>
<body><p id="n">{{ n }}</p><button id="add" dj-click="add">+</button><p id="first"></p>
<script type="module">
  const [first] = await djust.call("towns", "suggest", { q: "Y" });
  document.getElementById("first").textContent = first.town;
  djust.state.set("seen", "York is seen");
</script></body></html>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.n = 0

    @event_handler()
    def add(self) -> None:
        self.n += 1

    @server_function()
    def suggest(self, q: str = "", limit: int = 10) -> list[dict[str, str]]:
        self.n += 100
        return [{"town": town} for town in TOWNS if town.startswith(q)][:limit]

    @server_function()
    @rate_limit(rate=0.01, burst=1)
    def dear(self) -> str:
        return "once"


class Secrets(LoginRequiredMixin, LiveView):
    """Only for people who are logged in."""

    api_name = "secrets"
    template = "<p>secret</p>"

    @server_function()
    def tell(self) -> str:
        return "it"
