"""A page that changes by itself and by clicks, all round what a person is doing on it."""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

from django.http import HttpRequest, HttpResponse

from djust import LiveView, event_handler

#: Every page there is, so that a request of a test can change them unasked.
_pages: WeakSet[Meanwhile] = WeakSet()


class Meanwhile(LiveView):
    """Everything a person can be in the middle of stands in a row that moves, beside what changes."""

    template = """<main>
<button id="turn" dj-click="turn">turn</button> <b id="count">{{ count }}</b>
<p id="told">{{ count }} times told, and more words</p>
<input id="said" name="said" dj-input="say" value="{{ said }}"><i id="heard">{{ heard }}</i>
<form>{% for row in rows %}
<section data-key="{{ row.id }}" class="{% if forloop.first %}first{% endif %}">
  <h2>{{ row.name }} {{ count }}</h2>
  <input id="field-{{ row.id }}" name="field-{{ row.id }}" value="{{ row.name }}">
  <details id="details-{{ row.id }}"{% if row.open %} open{% endif %}><summary>more</summary><p>{{ count }}</p></details>
  <select id="select-{{ row.id }}">{% for n in choices %}<option value="{{ n }}">{{ n }} of {{ count }}</option>{% endfor %}</select>
  <video id="video-{{ row.id }}" class="film {% if count %}on{% endif %}" width="40" height="20" muted></video>
</section>
{% endfor %}</form>
<ol id="list" style="height: 120px; overflow-y: scroll">
{% for n in lines %}<li data-key="{{ n }}" style="height: 30px">{{ n }}: {{ count }}</li>{% endfor %}
</ol>
</main>"""

    def mount(self, request: HttpRequest) -> None:
        self.count = 0
        self.said = self.heard = ""
        self.rows = [{"id": letter, "name": f"row {letter}", "open": False} for letter in "abcd"]
        self.choices = [1, 2, 3]
        self.lines = list(range(50))
        _pages.add(self)

    def _turn(self) -> None:
        self.count += 1
        self.rows.reverse()
        self.choices.append(len(self.choices) + 1)
        self.lines.insert(0, -self.count)

    @event_handler()
    def turn(self, **kwargs: Any) -> None:
        self._turn()

    @event_handler()
    def say(self, value: str = "", **kwargs: Any) -> None:
        self.said, self.heard = value.upper(), value


def turn_all(request: HttpRequest) -> HttpResponse:
    """Change every page; nobody there has asked."""
    for page in list(_pages):
        page._turn()
        page.update()
    return HttpResponse("turned")
