"""What ``manage.py check`` says about decorators whose work is done in the browser."""

from __future__ import annotations

from typing import Any

import pytest

from djust import LiveView, background, cache, client_state, debounce, event_handler, optimistic, throttle
from tests.checks.test_view_checks import checked

__all__ = ["checked"]


def found(checked: Any, **attributes: Any) -> list[tuple[str, str]]:
    """Return id and text of what is found in a view with these attributes."""
    messages = checked(type("Page", (LiveView,), {"template": '<input dj-model="bound">', **attributes}).as_view())  # type: ignore[attr-defined]
    return [(message.id, message.msg) for message in messages]


@event_handler()
@cache
def entries(self: Any, query: str = "", page: int = 1) -> None: ...


@event_handler()
@cache
def alone(self: Any, **kwargs: Any) -> None: ...


@event_handler(params=["query"])
@cache(key_params=["query", "page", "sort"])
def named(self: Any, query: str = "", page: int = 1, **kwargs: Any) -> None: ...


@event_handler()
@cache(key_params=["anything"])
def taking_all(self: Any, **kwargs: Any) -> None: ...


@event_handler()
@client_state(["tab", "made", "bound", "size", "missing", "template"])
def switch(self: Any, tab: str = "") -> None:
    self.made = 1


@event_handler()
@client_state(["whatever"])
def handing_over(self: Any) -> None:
    vars(self).update(whatever=1)


def test_a_cache_whose_entries_know_nothing_of_the_parameters(checked: Any) -> None:
    [(number, text)] = found(checked, entries=entries)

    assert number == "djust.I010"
    assert "whatever query and page is" in text


def test_a_cache_of_what_is_done_in_the_background(checked: Any) -> None:
    [(number, text)] = found(checked, build=event_handler(cache(background(lambda self: None))))

    assert number == "djust.W012"
    assert "none is ever kept" in text


def test_key_params_that_are_no_parameters(checked: Any) -> None:
    texts = [text for number, text in found(checked, named=named) if number == "djust.W011"]

    assert len(texts) == 2
    assert "'page'" in texts[0]
    assert "'sort'" in texts[1]


def test_keys_that_are_neither_parameters_nor_attributes(checked: Any) -> None:
    texts = [text for number, text in found(checked, switch=switch, size=3) if number == "djust.I012"]

    assert ["'missing'" in texts[0], "'template'" in texts[1]] == [True, True]
    assert len(texts) == 2


@pytest.mark.parametrize(("decorator", "hint"), [(debounce(300), "@debounce(0.3)"), (throttle(interval=100), "@throttle(0.1)")])
def test_a_wait_that_looks_like_milliseconds(checked: Any, decorator: Any, hint: str) -> None:
    page = type("Page", (LiveView,), {"template": "<p></p>", "find": event_handler(decorator(lambda self: None))})
    [message] = checked(page.as_view())  # type: ignore[attr-defined]

    assert message.id == "djust.I014"
    assert hint in message.hint


@pytest.mark.parametrize("decorator", [debounce(2, max_wait=60), throttle(10)])
def test_a_wait_of_seconds_is_no_finding(checked: Any, decorator: Any) -> None:
    assert found(checked, find=event_handler(decorator(lambda self: None))) == []


@pytest.mark.parametrize("handler", [alone, taking_all, handing_over])
def test_what_may_be_right_is_no_finding(checked: Any, handler: Any) -> None:
    assert found(checked, handler=handler) == []


def test_a_handler_whose_signature_nothing_can_fill_is_one_finding(checked: Any) -> None:
    def broken(self: Any, query: str, /) -> None: ...

    assert [number for number, _ in found(checked, broken=event_handler()(cache(broken)))] == ["djust.W008"]


@event_handler()
@optimistic
def counting(self: Any) -> None:
    self.count += 1


@event_handler()
@optimistic
def asking(self: Any) -> None:
    self.count = len(dir(self))


def test_an_optimistic_handler_of_which_nothing_can_be_foreseen_says_why(checked: Any) -> None:
    template = '<p>{{ count }}</p><b dj-click="counting"></b><b dj-click="asking"></b>'
    messages = found(checked, template=template, count=0, counting=counting, asking=asking)

    assert messages == [
        (
            "djust.I013",
            "Page.asking is @optimistic, and nothing of it is shown before the server answers: "
            "nothing that it assigns can be worked out in the browser.",
        )
    ]
