"""Earlier outcomes that are shown again: the server's half of `cache`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from djust import ratelimit
from djust.session import cache as bounds
from djust.session.cache import Cache
from tests.session.driver import Browser
from tests.site.models import Note
from tests.site.views.caching import TOWNS


@pytest.fixture(autouse=True)
def _full_buckets() -> Iterator[None]:
    ratelimit.forget()
    yield
    ratelimit.forget()


def event(browser: Browser, name: str, number: int = 0, /, **params: Any) -> list[Any]:
    """Send an event, with the number of an outcome that is shown already."""
    browser.ref += 1
    return browser.say([browser.ref, browser.frame, name, params, {}, *([number] if number else [])])


def kept(frame: list[Any]) -> int:
    """Return the number that a reply says an outcome is kept under, 0 for none."""
    number: int = frame[3].get("cache", [0])[0] if len(frame) > 3 else 0
    return number


def ran(browser: Browser) -> list[str]:
    """Return what ran."""
    found: list[str] = getattr(browser.view.request, "ran", [])
    return found


def cache_of(browser: Browser) -> Cache:
    assert browser.connection is not None
    assert browser.connection.session is not None
    return browser.connection.session.cache


def list_of(*names: str) -> str:
    return "<ul>" + "".join(f"<li>{name}</li>" for name in names) + "</ul>"


@pytest.fixture
def towns(browser: Browser) -> Browser:
    return browser.open("/caching/")


# -- what is kept, and told ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["search", "search_later"])
def test_a_run_says_under_which_number_its_outcome_is_kept_and_how_it_is_shown(towns: Browser, name: str) -> None:
    upper = str.upper if name == "search_later" else str
    frame = event(towns, name, query="Be")

    assert frame[3]["cache"] == [1, [[0, "Be"], [1, 6, f"<li>{upper('Bern')}</li>"], [3, "1 for Be"]]]


@pytest.mark.parametrize("name", ["search", "search_later"])
def test_a_hit_puts_back_what_was_written_and_runs_nothing(towns: Browser, name: str) -> None:
    first = event(towns, name, query="B")
    shown = towns.shown()
    event(towns, name, query="C")
    frame = event(towns, name, kept(first), query="B")

    assert ran(towns) == ["B", "C"]
    assert towns.shown() == shown
    assert len(frame) == 3, "the browser has it"
    assert [0, "B"] in frame[2]


def test_only_what_was_written_is_put_back(towns: Browser) -> None:
    first = event(towns, "search", query="B")
    event(towns, "search", query="C")
    event(towns, "increment")
    frame = event(towns, "search", kept(first), query="B")

    assert towns.view.count == 1
    assert [op[0] for op in frame[2]] == [0, 1, 3]


def test_what_was_assigned_is_put_back_even_if_it_changed_nothing_then(towns: Browser) -> None:
    """The results of the search are on the page already when it runs."""
    first = event(towns, "search", query="")
    event(towns, "clear")
    event(towns, "search", kept(first), query="")

    assert list_of(*TOWNS) in towns.shown()
    assert ran(towns) == [""]


def test_a_value_that_is_edited_in_place_is_put_back_once_it_is_known_to_be(towns: Browser) -> None:
    first = event(towns, "retag")
    event(towns, "untag")
    event(towns, "retag", kept(first))

    assert towns.view.tags == ["fresh"]
    assert ran(towns) == ["retag"]


def test_an_outcome_that_knows_nothing_of_such_an_edit_is_of_no_use(towns: Browser) -> None:
    towns.view.tags = ["fresh"]
    towns.view.update()
    unaware = event(towns, "retag")  # it edits, and nothing comes of it
    event(towns, "untag")
    aware = event(towns, "retag")
    event(towns, "untag")
    event(towns, "retag", kept(unaware))
    event(towns, "untag")
    event(towns, "retag", kept(aware) + 1)

    assert ran(towns) == ["retag", "retag", "retag"], "the third for the first number, the fourth was a hit"
    assert towns.view.tags == ["fresh"]


def test_a_hit_works_whatever_is_done_to_what_was_put_back(towns: Browser) -> None:
    first = event(towns, "search_later", query="C")
    shown = towns.shown()
    for _ in range(3):
        event(towns, "spoil")
        event(towns, "search_later", kept(first), query="C")

        assert towns.shown() == shown
    assert ran(towns) == ["C"]


def test_rows_that_are_the_pages_own_stay_that(towns: Browser) -> None:
    """A click that changes one of them is to be seen where the search shows it."""
    first = event(towns, "search", query="Be")
    event(towns, "search", query="C")
    event(towns, "search", kept(first), query="Be")
    event(towns, "like", name="Bern")

    assert list_of("Bern!") in towns.shown()
    assert towns.view.results[0] is towns.view.towns[0]


def test_names_that_share_a_value_share_the_copy(browser: Browser) -> None:
    browser.open("/caching/")
    first = event(browser, "pair")
    event(browser, "clear")
    event(browser, "pair", kept(first))
    browser.view.tags.append("both")

    assert browser.view.results is browser.view.tags


def test_declared_attributes_and_properties_are_put_back(browser: Browser) -> None:
    browser.open("/caching/declared/")
    first = event(browser, "set", to=3)
    shown = browser.shown()
    event(browser, "drop")
    event(browser, "set", kept(first), to=3)

    assert browser.shown() == shown


def test_loading_attributes_are_not_part_of_it(towns: Browser) -> None:
    first = event(towns, "slowly")
    event(towns, "increment")
    before = len(towns.wire.texts)
    event(towns, "slowly", kept(first))

    assert (towns.view.count, towns.view.busy) == (100, False)
    assert len(towns.answers(before)) == 1, "nothing runs, so nothing is shown to run"
    assert ran(towns) == ["slowly"]


def test_the_result_of_an_action_is_put_back_beside_those_of_others(browser: Browser) -> None:
    browser.open("/caching/effects/")
    first = event(browser, "order", how="soup")
    event(browser, "order", how="cake")
    event(browser, "other")
    event(browser, "order", kept(first), how="soup")

    assert "soup ordered" in browser.shown()
    assert browser.view._action_state["other"]["result"] == "other"
    assert browser.view.done == 1


# -- QuerySets -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def notes(browser: Browser) -> Browser:
    Note.objects.bulk_create(Note(text=text) for text in ("a1", "a2", "b1"))
    return browser.open("/caching/notes/")


def test_a_queryset_is_put_back_as_the_rows_it_gave(notes: Browser, django_assert_num_queries: Callable[[int], Any]) -> None:
    first = event(notes, "find", text="a")
    event(notes, "find", text="b")
    Note.objects.filter(text="a2").delete()
    with django_assert_num_queries(1):  # of the other QuerySet of the page
        event(notes, "find", kept(first), text="a")

    assert "<p>a1 a2 </p><b>2</b>" in notes.shown()


def test_the_rows_stand_until_the_name_is_assigned(notes: Browser) -> None:
    first = event(notes, "find", text="a")
    event(notes, "find", text="b")
    event(notes, "find", kept(first), text="a")
    Note.objects.create(text="a3")
    event(notes, "render")
    stood = notes.shown()
    event(notes, "narrow", text="3")

    assert "<p>a1 a2 </p><b>2</b><i>a1 a2 b1 a3 </i>" in stood, "and any other QuerySet is asked again"
    assert "<p>a3 </p><b>1</b>" in notes.shown()


def test_a_run_leaves_a_queryset_that_asks_again(notes: Browser) -> None:
    event(notes, "find", text="a")
    Note.objects.create(text="a3")
    event(notes, "render")

    assert "<p>a1 a2 a3 </p>" in notes.shown()


def test_a_queryset_that_the_handler_did_not_write_is_not_put_back(notes: Browser) -> None:
    first = event(notes, "find", text="a")
    Note.objects.create(text="c1")
    event(notes, "find", kept(first), text="a")

    assert "<i>a1 a2 b1 c1 </i>" in notes.shown()


# -- what is not kept ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["go", "go_otherwise", "say", "remember", "fail", "work", "begin", "stop"])
def test_an_outcome_with_effects_that_cannot_be_put_back_is_not_kept(browser: Browser, name: str) -> None:
    browser.open("/caching/effects/")
    frame = event(browser, name)

    assert kept(frame) == 0
    assert len(cache_of(browser)) == 0


def test_the_failure_of_an_action_is_not_kept(browser: Browser) -> None:
    browser.open("/caching/effects/")

    assert kept(event(browser, "order", how="badly")) == 0
    assert kept(event(browser, "order", how="well")) == 1


def test_what_can_be_read_once_is_not_kept(towns: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "djust")
    frame = event(towns, "flow", query="x")

    assert kept(frame) == 0
    assert "Towns.flow is not cached: it writes a tuple_iterator, which cannot be put back." in caplog.text


def test_a_login_ends_all_outcomes(browser: Browser) -> None:
    User.objects.create_user("ann")
    browser.open("/caching/effects/")
    first = event(browser, "plain")
    frame = event(browser, "enter")

    assert kept(first) == 1
    assert kept(frame) == 0
    assert len(cache_of(browser)) == 0


def test_a_logout_elsewhere_ends_them_as_well(settings: Any, db: None) -> None:
    settings.DJUST = {"AUTH_SECONDS": 0}
    user = User.objects.create_user("ann")
    client = Client()
    client.force_login(user)
    browser = Browser(client).open("/caching/effects/")
    first = event(browser, "plain")
    client.logout()
    frame = event(browser, "plain", kept(first))

    assert frame[3]["error"]["code"] == "login.required"
    assert len(cache_of(browser)) == 0


# -- whether a number is good ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2, 99, 2**40])
def test_an_unknown_number_runs_the_handler(towns: Browser, number: int) -> None:
    event(towns, "search", query="B")
    frame = event(towns, "search", number, query="B")

    assert ran(towns) == ["B", "B"]
    assert kept(frame) == 2


def test_a_number_of_another_handler_or_of_other_parameters_runs_the_handler(towns: Browser) -> None:
    first = event(towns, "search", query="B")
    event(towns, "search", kept(first), query="C")
    event(towns, "search_later", kept(first), query="B")

    assert ran(towns) == ["B", "C", "B"]
    assert list_of("BERN", "BASEL", "BIEL") in towns.shown()


def test_a_later_outcome_for_the_same_parameters_takes_the_place_of_the_earlier(towns: Browser) -> None:
    event(towns, "search", query="B")
    event(towns, "search", query="B")

    assert len(cache_of(towns)) == 1
    event(towns, "search", 1, query="B")
    assert ran(towns) == ["B", "B", "B"]


def test_after_its_time_the_handler_runs(towns: Browser) -> None:
    now = 1000.0
    cache_of(towns).clock = lambda: now
    first = event(towns, "search", query="B")
    now += 59.9
    event(towns, "search", kept(first), query="B")
    now += 0.1
    event(towns, "search", kept(first), query="B")

    assert ran(towns) == ["B", "B"], "and a hit does not make it last longer"


def test_permissions_hold_for_a_hit(db: None) -> None:
    user = User.objects.create_user("ann")
    user.user_permissions.set(Permission.objects.filter(codename="change_note"))
    client = Client()
    client.force_login(user)
    browser = Browser(client).open("/caching/effects/")
    first = event(browser, "guarded")
    user.user_permissions.clear()
    frame = event(browser, "guarded", kept(first))

    assert kept(first) == 1
    assert frame[3]["error"]["code"] == "permission.denied"


def test_rates_hold_for_a_hit(browser: Browser) -> None:
    browser.open("/caching/effects/")
    first = event(browser, "paced")
    event(browser, "paced", kept(first))
    frame = event(browser, "paced", kept(first))

    assert frame[3]["error"]["code"] == "rate.limited"


def test_parameters_are_read_before_a_hit(browser: Browser) -> None:
    browser.open("/caching/declared/")
    first = event(browser, "set", to=3)

    assert event(browser, "set", kept(first), to="x")[3]["error"]["code"] == "params.invalid"


# -- bounds ----------------------------------------------------------------------------------------------------------------


def test_a_hundred_are_kept_and_those_used_last(towns: Browser) -> None:
    event(towns, "search", query="0")
    for number in range(1, bounds.MOST + 1):
        event(towns, "search", query=str(number))
        event(towns, "search", 1, query="0")

    assert len(cache_of(towns)) == bounds.MOST
    assert ran(towns).count("0") == 1
    event(towns, "search", 2, query="1")
    assert ran(towns).count("1") == 2, "that one made room"


def test_so_many_bytes_are_kept(towns: Browser) -> None:
    numbers = [kept(event(towns, "grow", size=50_000, mark=mark)) for mark in range(6)]

    assert numbers == [1, 2, 3, 4, 5, 6]
    assert 100_000 < cache_of(towns).weight <= bounds.HEAVIEST
    assert len(cache_of(towns)) < 6
    event(towns, "grow", 6, size=50_000, mark=5)
    assert len(ran(towns)) == 6, "the last is there"


def test_an_outcome_that_is_heavier_than_all_may_be_is_not_kept(towns: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "djust")
    event(towns, "search", query="B")
    frame = event(towns, "grow", size=300_000)

    assert kept(frame) == 0
    assert len(cache_of(towns)) == 1, "and it takes nobody else's room"
    assert "Towns.grow is not cached: its outcome weighs 293 KB, and a page keeps 256 at most." in caplog.text


def test_the_weight_is_given_back(towns: Browser) -> None:
    for _ in range(3):
        for query in ("B", "C"):
            event(towns, "search", query=query)
    one = cache_of(towns).weight
    event(towns, "search", query="B")

    assert cache_of(towns).weight == one


# -- a browser that loses the line -----------------------------------------------------------------------------------------


def test_a_browser_that_comes_back_can_hit(towns: Browser) -> None:
    first = event(towns, "search", query="B")
    event(towns, "search", query="C")
    towns.drop()
    towns.resume()
    event(towns, "search", kept(first), query="B")

    assert ran(towns) == ["B", "C"]


def test_a_reply_that_was_lost_is_not_said_again_with_what_it_brought_to_keep(towns: Browser) -> None:
    before = towns.frame
    event(towns, "search", query="B")
    towns.drop()
    told = towns.resume(before)

    assert not any("cache" in reply for reply in told["replies"])


def test_a_render_that_fails_on_a_hit_forgets_it(towns: Browser) -> None:
    first = event(towns, "break_later")
    assert kept(first) == 1
    event(towns, "increment")
    frame = event(towns, "break_later", kept(first))

    assert frame[3]["error"]["code"] == "render.failed"
    assert len(cache_of(towns)) == 0


def test_an_outcome_that_cannot_be_copied_answers_all_the_same(towns: Browser, caplog: pytest.LogCaptureFixture) -> None:
    frame = event(towns, "seal")

    assert kept(frame) == 0
    assert towns.view.count == 7
    assert "what it wrote could not be copied" in caplog.text
