"""Handlers that say how fast they may be called, and fields, areas and buttons that call them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from djust import LiveView, debounce, event_handler, throttle

#: The last search of any page: it is told after its page has gone.
_last_search: list[str] = []

_ROWS = "".join(f'<input id="row-{n}" data-row="{n}" dj-input="rename">' for n in range(3))


class Pacing(LiveView):
    """Each call leaves a line."""

    template = f"""<div>
<input id="query" dj-input="search"> <input id="draft" dj-input="autosave"> <input id="near" dj-input="search" dj-debounce="50">
<form dj-submit="save"><input id="title" name="title" dj-input="search"><button id="save">save</button></form>
{_ROWS}
<div id="area" dj-scroll="follow" style="height:50px;width:50px;overflow:auto"><p style="height:5000px">long</p></div>
<button id="first" dj-click="first">first</button> <button id="last" dj-click="last">last</button>
<button id="both" dj-click="both">both</button>
<a id="elsewhere" href="/browser/counter/">elsewhere</a>
<pre id="said">{{{{ said|join:" " }}}}</pre></div>"""

    def mount(self, request: HttpRequest) -> None:
        self.said: list[str] = []

    @event_handler()
    @debounce(0.3)
    def search(self, value: str = "", **kwargs: Any) -> None:
        self.said.append(f"search:{value}")
        _last_search[:] = [value]

    @event_handler()
    @debounce(wait=0.3, max_wait=1)
    def autosave(self, value: str = "", **kwargs: Any) -> None:
        self.said.append(f"autosave:{value}")

    @event_handler()
    @debounce
    def rename(self, row: int = 0, value: str = "", **kwargs: Any) -> None:
        self.said.append(f"rename:{row}:{value}")

    @throttle(0.5)
    @event_handler()
    def follow(self, scroll_y: int = 0, **kwargs: Any) -> None:
        self.said.append(f"follow:{scroll_y}")

    @event_handler()
    @throttle(interval=0.5, trailing=False)
    def first(self, **kwargs: Any) -> None:
        self.said.append("first")

    @event_handler()
    @throttle(interval=0.5, leading=False)
    def last(self, **kwargs: Any) -> None:
        self.said.append("last")

    @event_handler()
    @throttle(0.5)
    def both(self, **kwargs: Any) -> None:
        self.said.append("both")

    @event_handler()
    def save(self, title: str = "", **kwargs: Any) -> None:
        self.said.append(f"save:{title}")


def last_search(request: HttpRequest) -> HttpResponse:
    """Answer with what was searched for last."""
    return HttpResponse("".join(_last_search))
