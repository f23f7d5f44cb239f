"""Everything that shows that an event is on its way, round handlers that end as the page asks them to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from djust import LiveView, cache, debounce, event_handler, optimistic, rate_limit


class Releasing(LiveView):
    """``outcome`` says how a handler ends."""

    template = """<div id="page" data-outcome="{{ outcome }}">
<button id="save" dj-click="save" data-outcome="{{ outcome }}" dj-confirm="Sure?" dj-disable-with="Saving"><b>Save</b></button>
<button id="like" dj-click="like" data-outcome="{{ outcome }}" dj-disable-with="…" class="{% if liked %}liked{% endif %}">Like</button>
<form id="form" dj-submit="store"><input name="title"><input type="hidden" name="outcome" value="{{ outcome }}">
<button id="store" dj-disable-with="Storing">Store</button></form>
<input id="model" dj-model="text"> <input id="query" dj-input="find" data-outcome="{{ outcome }}">
<button id="ration" dj-click="ration" dj-disable-with="Wait">Ration</button>
<i id="shown" dj-loading.show dj-loading.for="save">saving</i> <i id="hidden" dj-loading.hide dj-loading.for="like">calm</i>
<button id="off" type="button" dj-loading.disable dj-loading.for="find">off</button>
<i id="dim" class="own" dj-loading.class="dim wait" dj-loading.for="store">dim</i>
<p id="said">{{ saved }} {{ liked }} {{ stored }} {{ text }} {{ found }}</p></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.outcome = request.GET.get("outcome", "")
        self.saved, self.liked, self.stored, self.text, self.found = 0, False, "", "", ""

    @event_handler()
    def save(self, outcome: str = "", **kwargs: Any) -> None:
        self._end(outcome)
        if outcome != "nothing":
            self.saved += 1

    @event_handler()
    @optimistic
    def like(self, outcome: str = "", **kwargs: Any) -> None:
        if outcome == "nothing":
            return
        self.liked = not self.liked
        self._end(outcome)

    @event_handler()
    def store(self, title: str = "", outcome: str = "", **kwargs: Any) -> None:
        self._end(outcome)
        if outcome != "nothing":
            self.stored = title

    @event_handler()
    @debounce(0.02)
    @cache(ttl=60)
    def find(self, value: str = "", outcome: str = "", **kwargs: Any) -> None:
        self._end(outcome)
        if outcome != "nothing":
            self.found = value

    @event_handler()
    @rate_limit(rate=0.001, burst=1)
    def ration(self, **kwargs: Any) -> None:
        pass

    def _end(self, outcome: str) -> None:
        if outcome == "error":
            raise ValueError("as asked")
