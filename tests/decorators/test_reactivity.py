"""`state`, `reactive`, `computed`: on a page, and as plain Python."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from djust import LiveView, computed, event_handler, reactive, state
from djust.errors import UsageError
from tests.session.driver import Browser
from tests.site.models import Note
from tests.site.views.working import Reacting


def test_declared_state_is_in_the_page_without_mount(browser: Browser) -> None:
    html = browser.get("/reacting/")

    assert "<p dj>0</p><p dj>a</p>" in html
    assert vars(Reacting())["count"] == 0


def test_a_handler_changes_declared_state(browser: Browser) -> None:
    browser.open("/reacting/")

    assert browser.event("increment")[2][0] == [0, "1"]


def test_mutable_defaults_are_never_shared() -> None:
    one, two = Reacting(), Reacting()
    one.names.append("b")
    one.extras["x"] = 1

    assert (two.names, two.extras) == (["a"], {})


@pytest.mark.parametrize(("name", "value", "shown"), [("count", 5, "<p>5</p>"), ("level", 4, "<p>4</p>")])
def test_setting_it_from_outside_an_event_renders(browser: Browser, name: str, value: int, shown: str) -> None:
    browser.open("/reacting/")
    before = len(browser.wire.texts)
    setattr(browser.view, name, value)
    [frame] = browser.answers(before)

    assert frame[1] == 0
    assert shown in browser.shown()


@pytest.mark.parametrize("name", ["count", "level"])
def test_setting_it_to_what_it_is_renders_nothing(browser: Browser, name: str) -> None:
    browser.open("/reacting/")
    before = len(browser.wire.texts)
    setattr(browser.view, name, getattr(browser.view, name))

    assert browser.answers(before) == []


def test_the_bodies_of_getter_and_setter_are_the_authors(browser: Browser) -> None:
    browser.open("/reacting/")
    browser.view.level = 100

    assert browser.view.level == 9
    assert "<p>9</p>" in browser.shown()


def test_a_handler_that_fails_puts_declared_state_and_memos_back(browser: Browser) -> None:
    browser.open("/reacting/")
    browser.event("fail")

    assert (browser.view.count, browser.view.total) == (0, 6)


def test_plain_computed_is_worked_out_at_each_access_and_once_for_a_render(browser: Browser) -> None:
    browser.open("/reacting/")
    del browser.view._log[:]
    browser.event("increment")

    assert browser.view._log == [1]
    assert (browser.view.doubled, browser.view.doubled) == (2, 2)
    assert browser.view._log == [1, 1, 1]


def test_a_memo_is_worked_out_when_what_it_names_changed_in_place(browser: Browser) -> None:
    browser.open("/reacting/")
    assert sorted(browser.view.worked) == ["gross", "total"]

    browser.event("increment")
    assert sorted(browser.view.worked) == ["gross", "total"]

    browser.event("price", {"price": "5"})
    assert sorted(browser.view.worked) == ["gross", "gross", "total", "total"]
    assert (browser.view.total, browser.view.gross) == (15, 25)


def test_a_dotted_dependency_looks_into_a_dictionary(browser: Browser) -> None:
    browser.open("/reacting/")
    browser.event("tax", {"percent": "20"})

    assert browser.view.gross == 26
    assert browser.view.worked.count("total") == 1


def test_a_memo_over_a_queryset_sees_new_rows(browser: Browser) -> None:
    Note.objects.create(text="one")
    browser.open("/counted/")
    browser.event("add", {"text": "two"})

    assert "<p>2</p>" in browser.shown()


def test_a_memo_is_worked_out_once_by_many_threads() -> None:
    calls: list[int] = []
    start = threading.Barrier(8)

    class Thing:
        size = 3

        @computed("size")
        def big(self) -> int:
            calls.append(1)
            return self.size * 1000

    thing, results = Thing(), []

    def read() -> None:
        start.wait()
        results.append(thing.big)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [3000] * 8
    assert len(calls) == 1


@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_dependency_is_named_after_the_first_render_under_debug(
    browser: Browser, settings: Any, caplog: pytest.LogCaptureFixture, debug: bool
) -> None:
    settings.DEBUG = debug
    browser.get("/forgetful/")

    assert ("Forgetful.total is @computed('itmes')" in caplog.text) is debug


def test_what_is_worked_out_cannot_be_set(browser: Browser) -> None:
    browser.open("/reacting/")

    with pytest.raises(AttributeError):
        browser.view.doubled = 1


@pytest.mark.parametrize("make", [lambda: state(1, default_factory=list), lambda: state(default_factory=5)])
def test_two_defaults_are_a_usage_error(make: Any) -> None:
    with pytest.raises(UsageError, match="default_factory=list"):
        make()


@pytest.mark.parametrize("default", [list, dict, set, lambda: [1], test_mutable_defaults_are_never_shared])
def test_a_default_that_would_have_to_be_called_first_is_a_usage_error(default: Any) -> None:
    with pytest.raises(UsageError, match=r"expected a value.*default_factory=list"):
        state(default)


@pytest.mark.parametrize("name", [5, "", "two words"])
def test_a_dependency_that_is_no_name_is_a_usage_error(name: Any) -> None:
    with pytest.raises(UsageError, match="expected names of attributes"):
        computed("items", name)


@pytest.mark.parametrize("decorate", [reactive, computed, computed("a")])
def test_what_is_read_cannot_be_awaited(decorate: Any) -> None:
    async def value(self: Any) -> int:
        return 1

    with pytest.raises(UsageError, match="cannot be awaited"):
        decorate(value)


def test_a_subclass_may_set_another_default() -> None:
    class Five(Reacting):
        count = 5

    class Six(Five):
        count = state(6)

    assert Five._djust_registry.constants["count"] == 5
    assert vars(Six())["count"] == 6


def test_a_page_may_not_set_what_is_worked_out(browser: Browser) -> None:
    class Page(LiveView):
        @computed
        def total(self) -> int:
            return 1

        @event_handler
        def nothing(self) -> None: ...

    assert Page._djust_registry.properties == {"total"}
