"""A page whose elements have scripts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from djust import LiveView, event_handler

SCRIPT = """
window.djust ??= {};
window.log = [];
djust.hooks = {
  Chart: {
    mounted() {
      log.push('mounted ' + this.el.id);
      this.draw();
      this.handleEvent('points', ({ all }) => { this.el.dataset.points = all.join(); this.draw(); });
    },
    draw() { this.el.textContent = 'drawn ' + this.el.dataset.points; },
    updated() { log.push('updated ' + this.el.id); this.draw(); },
    destroyed() { log.push('destroyed ' + this.el.id); },
    disconnected() { log.push('disconnected'); },
    reconnected() { log.push('reconnected'); },
  },
  Asking: class {
    mounted() {
      this.el.onclick = async () => {
        try { log.push(await this.pushEvent('ask', { question: this.el.dataset.question })); }
        catch (error) { log.push(error.code); }
      };
    }
  },
};
"""


def script(request: HttpRequest) -> HttpResponse:
    """Answer with what the page's author wrote."""
    return HttpResponse(SCRIPT, content_type="text/javascript")


class Hooking(LiveView):
    """A chart that a script draws, and buttons that ask."""

    template = """<!DOCTYPE html><html lang="en"><head><title>hooks</title>
<script src="/browser/hooking/script.js" defer></script></head><body>
{% if shown %}<div id="chart" dj-hook="Chart" dj-update="ignore" data-points="{{ points|join:',' }}"></div>{% endif %}
<button id="why" dj-hook="Asking" data-question="why">why</button>
<button id="fail" dj-hook="Asking" data-question="fail">fail</button>
<button id="add" dj-click="add">add</button> <button id="push" dj-click="push">push</button> <button id="hide" dj-click="hide">hide</button>
<b id="n">{{ points|length }}</b></body></html>"""

    def mount(self, request: HttpRequest) -> None:
        self.points = [1]
        self.shown = True

    @event_handler()
    def add(self, **kwargs: Any) -> None:
        self.points.append(len(self.points) + 1)

    @event_handler()
    def push(self, **kwargs: Any) -> None:
        self.push_event("points", {"all": [7, 8, 9]})

    @event_handler()
    def hide(self, **kwargs: Any) -> None:
        self.shown = not self.shown

    @event_handler()
    def ask(self, question: str = "", **kwargs: Any) -> None:
        if question == "fail":
            raise ValueError("no")
        self.push_reply({"answer": question.upper()})
