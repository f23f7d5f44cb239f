"""Pages that one must pass hooks to get to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from djust import LiveView, event_handler, on_mount


def _note(view: Any, name: str) -> None:
    view.passed = [*getattr(view, "passed", []), name]


@on_mount
def first(view: Any, request: HttpRequest, **kwargs: Any) -> None:
    _note(view, "first")


@on_mount
async def second(view: Any, request: HttpRequest) -> None:
    _note(view, "second")


@on_mount
def third(view: Any, request: HttpRequest, answer: str = "") -> Any:
    """Answers what the URL says."""
    _note(view, "third")
    match answer:
        case "address":
            return "/counter/"
        case "redirect":
            return HttpResponseRedirect("/counter/")
        case "self":
            view.redirect("/counter/")
        case "foreign":
            return "https://elsewhere.example/"
        case "foreign-redirect":
            return HttpResponseRedirect("//elsewhere.example/")
        case "false":
            return False
        case "forbidden":
            return HttpResponse("no", status=403)
        case "raise":
            raise ValueError("not today")
    return None


@on_mount
async def asynchronous(view: Any, request: HttpRequest, **kwargs: Any) -> Any:
    return "/counter/" if request.GET.get("away") else None


class Parent(LiveView):
    """Has two hooks."""

    template = "<p>{{ passed|join:',' }}</p>"
    on_mount = (first, second)
    passed: list[str]


class Hooked(Parent):
    """Adds one, and names one again."""

    on_mount = (third, first)

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.passed.append("mount")

    def unmount(self) -> None:
        if "mount" not in self.passed:
            raise AssertionError("a page that was never mounted was unmounted")

    @event_handler
    def click(self) -> None:
        self.passed.append("click")


class Guarded(LiveView):
    """Has an async hook."""

    template = "<p>in</p>"
    on_mount = (asynchronous,)
