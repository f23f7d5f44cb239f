"""Pages that show how their handlers go: pending, done, failed, cancelled, too often, how far."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest

from djust import LiveView, action, background, event_handler, loading, rate_limit
from tests.browser.site.gates import wait_at, wait_at_later

#: Seconds that the long count takes, in so many steps.
LONG, STEPS = 2.0, 100


def _state(name: str) -> str:
    return (
        f"<p id='{name}'>{{% if {name}.pending %}}baking{{% elif {name}.error %}}{{{{ {name}.error }}}}"
        f"{{% elif {name}.result %}}baked {{{{ {name}.result.loaf }}}}{{% else %}}cold{{% endif %}}</p>"
        f"<button id='do-{name}' dj-click='{name}' data-gate='{{{{ gate }}}}'>{name}</button>"
        f"<button id='fail-{name}' dj-click='{name}' data-gate='{{{{ gate }}}}' data-how='burnt'>{name}</button>"
    )


class Baking(LiveView):
    """One action in each manner."""

    template = _state("bake") + _state("bake_later") + _state("bake_aside") + _state("bake_aside_later")

    def mount(self, request: HttpRequest) -> None:
        self.gate = request.GET.get("gate", "")
        self.loaves = 0

    def _bake(self, how: str) -> dict[str, str]:
        if how:
            raise ValueError(f"It is {how}")
        self.loaves += 1
        return {"loaf": f"<{self.loaves}>"}

    @action()
    def bake(self, gate: str = "", how: str = "", **kwargs: Any) -> dict[str, str]:
        wait_at(gate)
        return self._bake(how)

    @action
    async def bake_later(self, gate: str = "", how: str = "", **kwargs: Any) -> dict[str, str]:
        await wait_at_later(gate)
        return self._bake(how)

    @action
    @background
    def bake_aside(self, gate: str = "", how: str = "", **kwargs: Any) -> dict[str, str]:
        wait_at(gate)
        return self._bake(how)

    @background
    @action
    async def bake_aside_later(self, gate: str = "", how: str = "", **kwargs: Any) -> dict[str, str]:
        await wait_at_later(gate)
        return self._bake(how)


class Washing(LiveView):
    """A flag that is up while something runs, however that ends."""

    template = """<b id="flag">{% if is_washing %}washing{% else %}still{% endif %}</b>
{% for name in names %}<button class="wash" id="{{ name }}" dj-click="{{ name }}" data-gate="{{ gate }}"
{% if is_washing %}disabled{% endif %}>{{ name }}</button>{% endfor %}<button id="stop" dj-click="stop">stop</button>"""
    names = ("wash", "wash_later", "wash_aside", "wash_aside_later", "break_down", "break_down_later", "break_down_aside")

    def mount(self, request: HttpRequest) -> None:
        self.gate = request.GET.get("gate", "")

    @event_handler
    @loading("is_washing")
    def wash(self, gate: str = "", **kwargs: Any) -> None:
        wait_at(gate)

    @loading("is_washing")
    @event_handler
    async def wash_later(self, gate: str = "", **kwargs: Any) -> None:
        await wait_at_later(gate)

    @event_handler
    @background
    @loading("is_washing")
    def wash_aside(self, gate: str = "", **kwargs: Any) -> None:
        wait_at(gate)

    @event_handler
    @loading("is_washing")
    @background
    async def wash_aside_later(self, gate: str = "", **kwargs: Any) -> None:
        await wait_at_later(gate)

    @event_handler
    @loading("is_washing")
    def break_down(self, gate: str = "", **kwargs: Any) -> None:
        wait_at(gate)
        raise RuntimeError("the drum is stuck")

    @event_handler
    @loading("is_washing")
    async def break_down_later(self, gate: str = "", **kwargs: Any) -> None:
        await wait_at_later(gate)
        raise RuntimeError("the drum is stuck")

    @event_handler
    @loading("is_washing")
    @background
    def break_down_aside(self, gate: str = "", **kwargs: Any) -> None:
        wait_at(gate)
        raise RuntimeError("the drum is stuck")

    @event_handler
    def stop(self, **kwargs: Any) -> None:
        self.cancel_async("wash_aside")
        self.cancel_async("wash_aside_later")


class Ringing(LiveView):
    """A bell that may be rung three times."""

    template = '<button id="ring" dj-click="ring">ring</button><b id="rung">{{ rung }}</b>'
    rung = 0

    @event_handler
    @rate_limit(rate=0.01, burst=3)
    def ring(self, **kwargs: Any) -> None:
        self.rung += 1


class Counting(LiveView):
    """Counts to a hundred, and writes a long text, beside its page."""

    template = '<button id="count" dj-click="count">count</button><progress id="bar" max="100" value="{{ progress }}"></progress>'
    template += '<b id="progress">{{ progress }}</b><button id="write" dj-click="write">write</button><p id="text">{{ text }}</p>'

    def mount(self, request: HttpRequest) -> None:
        self.progress = 0
        self.text = ""

    @event_handler
    @background
    def count(self, **kwargs: Any) -> None:
        for _ in range(STEPS):
            time.sleep(LONG / STEPS)  # the work
            self.progress += 1

    @event_handler
    @background
    def write(self, **kwargs: Any) -> None:
        for number in range(200):
            wait_at("write") if number % 50 == 0 else time.sleep(0.002)
            self.text += f"word{number:03} "
