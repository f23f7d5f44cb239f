"""Decorators above one function: every pair in both orders, a sample of triples, on `def` and `async def`.

Either they are refused where they are written, or what each of them promises holds.
"""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from html import unescape
from types import ModuleType
from typing import Any, Final

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import include, path

from djust import LiveView, ratelimit
from djust.decorators import (
    action,
    background,
    cache,
    client_state,
    computed,
    debounce,
    event_handler,
    loading,
    on_mount,
    optimistic,
    permission_required,
    rate_limit,
    reactive,
    server_function,
    state,
    throttle,
)
from djust.decorators.metadata import REFUSED
from tests.session.driver import Browser

#: Each in two spellings, where there are two.
DECORATORS: Final[dict[str, tuple[Callable[..., Any], ...]]] = {
    "event_handler": (event_handler, event_handler()),
    "action": (action, action()),
    "server_function": (server_function, server_function()),
    "permission_required": (permission_required("site.add_note"), permission_required(["site.add_note", "site.delete_note"])),
    "rate_limit": (rate_limit(rate=0.01, burst=1), rate_limit(0.01, 1)),
    "loading": (loading("busy"),),
    "background": (background, background()),
    "debounce": (debounce, debounce(0.5), debounce(wait=1, max_wait=2)),
    "throttle": (throttle, throttle(0.5), throttle(interval=1, leading=False)),
    "optimistic": (optimistic, optimistic()),
    "cache": (cache, cache(30), cache(ttl=5, key_params=["by"])),
    "client_state": (client_state(["by"]), client_state(keys=["by"])),
    "on_mount": (on_mount, on_mount()),
    "state": (state,),
    "reactive": (reactive, reactive()),
    "computed": (computed, computed(), computed("done")),
}
PAIRS: Final = list(itertools.permutations(DECORATORS, 2))
HOLDING: Final = [name for name in DECORATORS if name not in ("on_mount", "state", "reactive", "computed")]
TRIPLES: Final = random.Random(4).sample(list(itertools.permutations(HOLDING, 3)), 70)

both = pytest.mark.parametrize("kind", ["def", "async def"])


def refused(names: tuple[str, ...]) -> bool:
    return any(frozenset(pair) in REFUSED for pair in itertools.combinations(names, 2))


def written(kind: str) -> Callable[..., Any]:
    """Return a new function to stand below decorators."""

    def work(self: Any, by: int = 1) -> dict[str, int]:
        """Does some work."""
        self.seen = (getattr(self, "busy", None), self._action_state["work"]["pending"] if hasattr(self, "_action_state") else None)
        self.done += by
        return {"done": self.done}

    async def work_later(self: Any, by: int = 1) -> dict[str, int]:
        """Does some work."""
        return work(self, by)

    return work if kind == "def" else work_later


def stacked(names: tuple[str, ...], kind: str) -> Any:
    """Return the function with these above it, the first outermost; the spellings take turns."""
    decorated: Any = written(kind)
    for number, name in enumerate(reversed(names)):
        spellings = DECORATORS[name]
        decorated = spellings[number % len(spellings)](decorated)
    return decorated


class Stage:
    """A site with one page, whose one handler has these decorators."""

    def __init__(self, names: tuple[str, ...], kind: str, settings: Any) -> None:
        self.names = {*names} if {*names} & {"event_handler", "action", "server_function"} else {*names, "event_handler"}
        outermost = () if len(self.names) == len(names) else ("event_handler",)
        work = stacked((*outermost, *names), kind)
        template = "<i dj-click=work></i><p>{{ done }}</p><p>{% if busy %}busy{% endif %}</p><p>{% if work.pending %}pending{% endif %}</p>"
        attributes = {"template": template, "done": 0, "seen": None, "work": work, "api_name": "composed.Page", "__module__": __name__}
        urls = ModuleType("urls_of_a_composition")
        urls.urlpatterns = [  # type: ignore[attr-defined]
            path("page/", type("Page", (LiveView,), attributes).as_view()),  # type: ignore[attr-defined]
            path("djust/", include("djust.urls")),
        ]
        settings.ROOT_URLCONF = urls
        self.client = Client()

    def allow(self) -> None:
        """Let the visitor do everything."""
        user = User.objects.create_user("ann")
        user.user_permissions.set(Permission.objects.filter(codename__in=("add_note", "delete_note")))
        self.client.force_login(user)


@pytest.fixture(autouse=True)
def _full_buckets() -> Iterator[None]:
    ratelimit.forget()
    yield
    ratelimit.forget()


@both
@pytest.mark.parametrize("names", [pair for pair in PAIRS if refused(pair)], ids="-".join)
def test_what_does_not_go_together_is_refused_where_it_is_written(names: tuple[str, ...], kind: str) -> None:
    with pytest.raises(TypeError, match=r"Take one|Write one|cannot be awaited"):
        stacked(names, kind)


@both
@pytest.mark.django_db
@pytest.mark.parametrize("names", [each for each in (*PAIRS, *TRIPLES) if not refused(each)], ids="-".join)
def test_what_goes_together_keeps_every_promise(names: tuple[str, ...], kind: str, settings: Any) -> None:
    stage = Stage(names, kind, settings)
    (call_keeps if "server_function" in stage.names else handler_keeps)(stage)


def call_keeps(stage: Stage) -> None:
    def call() -> tuple[int, Any]:
        response = stage.client.post("/djust/call/composed.Page/work/", {"by": "2"}, content_type="application/json")
        return response.status_code, response.json()

    if "permission_required" in stage.names:
        assert call()[0] in (401, 403)
    stage.allow()
    assert call() == (200, {"result": {"done": 2}})
    assert call()[0] == (429 if "rate_limit" in stage.names else 200)


def handler_keeps(stage: Stage) -> None:
    if "permission_required" in stage.names:
        stranger = Browser(stage.client).open("/page/")
        assert stranger.event("work")[3]["error"]["code"] == "permission.denied"
        assert stranger.view.done == 0
    stage.allow()
    browser = Browser(stage.client).open("/page/")
    before = len(browser.wire.texts)
    browser.event("work", {"by": "2"})
    frames = browser.answers(before)
    view = browser.view

    assert view.done == 2
    assert len([frame for frame in frames if frame[1] == 1]) == 1, "one answer"
    assert not [frame for frame in frames if len(frame) > 3 and "error" in frame[3]]
    assert browser.shown().count("busy") + browser.shown().count("pending") == 0
    if "loading" in stage.names:
        assert view.seen[0] is True
        assert view.busy is False
        assert "busy" in str(frames)
    if "action" in stage.names:
        assert view.seen[1] is True
        assert view._action_state["work"] == {"pending": False, "error": None, "result": {"done": 2}}
        assert "pending" in str(frames)
    if "background" in stage.names:
        said = [frame[3] for frame in frames if len(frame) > 3]
        published = {"publish": {"by": 2}} if "client_state" in stage.names else {}
        assert said == [{"more": "work"}, {"done": ["work"]} | published]
    written = re.search(r' data-handlers="([^"]*)"', browser.html)
    told = json.loads(unescape(written[1]))["work"] if written else {}
    for name, field in (("debounce", "d"), ("throttle", "t"), ("cache", "c"), ("client_state", "s")):
        assert (field in told) is (name in stage.names), told
    if "client_state" in stage.names:
        assert [frame[3]["publish"] for frame in frames if "publish" in frame[-1]] == [{"by": 2}]
    again = browser.event("work", {"by": "2"})
    limited = len(again) > 3 and again[3].get("error", {}).get("code") == "rate.limited"
    assert limited is ("rate_limit" in stage.names)
    assert view.done == (2 if limited else 4)


def test_an_action_above_an_event_handler_is_one_handler_and_both_keep_what_they_say() -> None:
    for order in (0, 1):
        decorators = [action(coerce_types=False), event_handler(params=["by"], description="Says it", expose_api=True)]

        def work(self: Any, by: int = 1) -> None:
            """Not this."""

        for decorate in decorators[:: 1 - 2 * order]:
            work = decorate(work)
        handler = type("Page", (LiveView,), {"work": work})._djust_registry.handlers["work"]  # type: ignore[attr-defined]
        meta = handler.meta

        assert (meta.action, meta.params, meta.description, meta.expose_api, meta.coerce_types) == (True, ("by",), "Says it", True, False)


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda: permission_required([]), r"Write @permission_required\("),
        (lambda: permission_required(written("def")), r"Write @permission_required\("),  # type: ignore[arg-type]
        (lambda: rate_limit(rate=0), r"Write @rate_limit\("),
        (lambda: rate_limit(burst=0), r"Write @rate_limit\("),
        (lambda: rate_limit(rate=float("inf")), r"Write @rate_limit\("),
        (lambda: rate_limit(rate=True), r"Write @rate_limit\("),
        (lambda: loading(written("def")), r"Write @loading\("),  # type: ignore[arg-type]
        (lambda: loading("_secret"), r"Write @loading\("),
        (lambda: action(5), r"Write @action\("),  # type: ignore[call-overload]
        (lambda: server_function(5), r"Write @server_function\("),  # type: ignore[call-overload]
        (lambda: debounce("0.3"), r"Write @debounce\("),  # type: ignore[call-overload]
        (lambda: debounce(-1), r"Write @debounce\("),
        (lambda: debounce(None), r"Write @debounce\("),  # type: ignore[call-overload]
        (lambda: debounce(float("nan")), r"Write @debounce\("),
        (lambda: debounce(1e9), r"at most 86,400"),
        (lambda: debounce(wait=1, max_wait=0.5), r"at least wait"),
        (lambda: debounce(0.3, written("def")), r"Write @debounce\("),  # type: ignore[call-overload]
        (lambda: debounce(int), "goes above a method"),
        (lambda: debounce(print), "goes above a method"),
        (lambda: throttle(0), r"Write @throttle\("),
        (lambda: throttle(True), r"Write @throttle\("),
        (lambda: throttle(1, leading="yes"), r"expects True or False"),  # type: ignore[call-overload]
        (lambda: throttle(1, leading=False, trailing=False), r"Take one of the two away"),
        (lambda: optimistic(5), "goes above a method"),  # type: ignore[call-overload]
        (lambda: cache(0), r"Write @cache\("),
        (lambda: cache("60"), r"Write @cache\("),  # type: ignore[call-overload]
        (lambda: cache(60, "query"), r"Write @cache\("),
        (lambda: cache(60, ["_query"]), r"Write @cache\("),
        (lambda: client_state([]), r"Write @client_state\("),
        (lambda: client_state("tab"), r"Write @client_state\("),
        (lambda: client_state(written("def")), r"Write @client_state\("),  # type: ignore[arg-type]
        (lambda: client_state(["__proto__"]), r"Write @client_state\("),
        (lambda: background(5), "goes above a method"),  # type: ignore[type-var]
        (lambda: on_mount("guard"), "goes above a method"),  # type: ignore[type-var]
    ],
)
def test_a_decorator_given_something_else_says_what_to_write(make: Callable[[], Any], advice: str) -> None:
    with pytest.raises(TypeError, match=advice):
        make()
