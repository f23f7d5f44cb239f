"""A browser comes back to another process: the page goes on there as if nothing had happened, once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.urls import path

from djust.session import updates
from djust.session.population import Population, population
from djust.session.resume import place as places
from djust.session.resume.base import Place
from djust.session.resume.memory import Memory
from djust.sync import Inline
from tests.session.driver import Browser
from tests.site.models import Note
from tests.site.views import moving


class Processes:
    """Several processes in one: each has a population of its own, the place is everybody's."""

    def __init__(self) -> None:
        self._others = {"A": vars(Population())}
        self._now = "A"
        self._others["A"] = dict(vars(population))

    def go_to(self, name: str) -> None:
        """Be process *name* from now on."""
        self._others[self._now] = dict(vars(population))
        self._now = name
        vars(population).update(self._others.setdefault(name, vars(Population())))


@pytest.fixture(autouse=True)
def place() -> Iterator[Place]:
    shared = Memory()
    places.install(shared)
    yield shared
    places.install(None)


@pytest.fixture
def processes() -> Iterator[Processes]:
    several = Processes()
    yield several
    several.go_to("A")


@pytest.fixture(autouse=True)
def _nothing_was_done() -> None:
    moving.DONE.clear()
    moving.UNMOUNTED.clear()


def moved(browser: Browser, processes: Processes, frame: int | None = None) -> dict[str, Any]:
    """Lose the socket, and come back to another process."""
    browser.drop()
    processes.go_to("B")
    return browser.resume(frame)


def test_the_page_goes_on_without_being_mounted_again(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.event("add", {"item": "a"})
    view = browser.view
    told = moved(browser, processes)

    assert (told["is"], told["ref"], told["ops"], told["replies"]) == ("resumed", 1, [], [])
    assert not browser.wire.closed
    assert browser.event("add", {"item": "b"})[2][0] == [0, "2"]
    assert moving.DONE == ["mount", "a", "b"]
    assert view not in moving.UNMOUNTED


def test_all_state_comes_along_private_names_and_shared_objects_included(browser: Browser, processes: Processes, db: None) -> None:
    Note.objects.create(text="one")
    browser.open("/moving/")
    browser.event("add", {"item": "a"})
    moved(browser, processes)
    view = browser.view

    assert view.basket is view.same
    assert view._private == {"seen": ["a"]}
    assert view.page is view
    assert view.asked is view.request
    assert [note.text for note in view.notes] == ["one"]


def test_a_queryset_travels_as_the_question_it_asks(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.drop()
    Note.objects.create(text="later")
    processes.go_to("B")
    browser.resume()

    assert [note.text for note in browser.view.notes] == ["later"]


def test_an_event_whose_answer_was_lost_is_not_run_again(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.acknowledges = False
    browser.event("add", {"item": "a"})
    browser.event("add", {"item": "b"})
    told = moved(browser, processes, frame=0)
    browser.say([1, told["frame"], "add", {"item": "a"}])
    browser.say([2, told["frame"], "add", {"item": "b"}])

    assert told["ref"] == 2
    assert [0, "2"] in told["ops"]
    assert "<li>a</li>" in str(told["ops"])
    assert moving.DONE == ["mount", "a", "b"]


def test_an_event_that_never_arrived_runs_once_where_the_page_is_now(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.event("add", {"item": "a"})
    told = moved(browser, processes)
    frame = browser.event("add", {"item": "b"})

    assert told["ref"] == 1
    assert frame[1] == 2
    assert moving.DONE == ["mount", "a", "b"]


def test_an_error_lost_on_the_way_down_is_told_by_the_other_process(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.acknowledges = False
    browser.event("add")
    browser.event("fail")
    told = moved(browser, processes, frame=1)

    assert [(reply["ref"], reply["error"]["code"]) for reply in told["replies"]] == [(2, "handler.failed")]


def test_only_parts_that_differ_are_sent(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/long/")
    browser.acknowledges = False
    browser.event("more")
    told = moved(browser, processes, frame=0)

    assert told["ops"][0] == [0, "1"]
    assert len(str(told["ops"])) < 200


def test_frames_that_the_other_process_never_heard_of_are_made_good_with_everything(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.event("add", {"item": "a"})
    told = moved(browser, processes, frame=9)

    assert told["frame"] == 10
    assert [op[0] for op in told["ops"]] == [0, 1, 2]
    assert browser.event("add", {"item": "b"})[:2] == [11, 2]


def test_a_page_can_go_on_and_on(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    for number, process in enumerate("BCABAC"):
        browser.event("add", {"item": str(number)})
        browser.drop()
        processes.go_to(process)
        assert browser.resume()["is"] == "resumed"

    assert browser.view.count == 6
    assert ["mount", *"012345"] == moving.DONE


def test_the_process_that_had_it_goes_on_when_the_browser_comes_back_to_it(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    view = browser.view
    browser.drop()
    told = browser.resume()

    assert told["is"] == "resumed"
    assert browser.view is view


def test_the_process_that_had_it_lets_it_go_when_another_goes_on(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    old = browser.view
    moved(browser, processes)
    browser.event("add")
    browser.drop()
    processes.go_to("A")
    told = browser.resume()

    assert told["is"] == "resumed"
    assert browser.view is not old
    assert browser.view.count == 1
    assert old not in moving.UNMOUNTED


def test_two_processes_cannot_both_go_on(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.drop()
    key = browser.key
    processes.go_to("B")
    assert browser.resume()["is"] == "resumed"
    processes.go_to("C")
    browser.key = key

    assert browser.resume()["code"] == "resume.unknown"


def test_a_resume_whose_answer_was_lost_finds_the_page_with_the_old_key(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.event("add")
    key = browser.key
    moved(browser, processes)
    browser.drop()
    browser.key = key
    processes.go_to("C")
    told = browser.resume(frame=1)

    assert told["is"] == "resumed"
    assert browser.view.count == 1


def test_a_page_that_expires_here_and_lives_elsewhere_is_not_unmounted(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    moved(browser, processes)
    session = browser.connection and browser.connection.session
    processes.go_to("A")
    (resting,) = [kept.item for kept in population.resting._kept.values()]
    resting.expire()
    wait_until(lambda: resting.state.value == "ended")

    assert session is not None
    assert session.state.value == "connected"
    assert resting.page.view not in moving.UNMOUNTED


def test_a_page_that_expires_and_lives_nowhere_is_unmounted(browser: Browser) -> None:
    browser.open("/moving/")
    view = browser.view
    browser.drop()
    population.resting.drop_oldest()

    wait_until(lambda: view in moving.UNMOUNTED)


def test_another_visitor_cannot_take_it_with_a_stolen_key_and_it_stays_for_its_own(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.drop()
    processes.go_to("B")
    thief = Browser()
    thief.get("/moving/")
    thief.key, thief.url = browser.key, browser.url

    assert thief.resume()["code"] == "resume.unknown"
    assert browser.resume()["is"] == "resumed"


def test_whoever_logged_out_meanwhile_goes_to_the_login(browser: Browser, processes: Processes) -> None:
    user = User.objects.create_user("ann")
    browser.client.force_login(user)
    browser.open("/moving/named/")
    browser.drop()
    processes.go_to("B")
    browser.client.session.flush()
    told = browser.resume()

    assert (told["code"], told["to"]) == ("login.required", "/login/?next=/moving/named/")


def test_the_same_user_goes_on(browser: Browser, processes: Processes) -> None:
    browser.client.force_login(User.objects.create_user("ann"))
    browser.open("/moving/named/")
    browser.event("add")
    told = moved(browser, processes)

    assert told["ops"] == []
    assert browser.event("add")[2] == [[0, "ann 2"]]


def test_state_that_cannot_be_written_is_named_and_the_page_joins_anew(
    browser: Browser, processes: Processes, caplog: pytest.LogCaptureFixture
) -> None:
    browser.open("/moving/locked/")
    browser.event("take")
    told = moved(browser, processes)

    assert told["code"] == "resume.unknown"
    assert "Locked cannot go on in another process" in caplog.text
    assert "self.lock (cannot pickle '_thread.lock' object)" in caplog.text


def test_what_was_kept_before_state_became_unwritable_is_not_taken_up(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/locked-always/")
    browser.event("release")
    browser.event("take")
    processes.go_to("B")

    assert browser.resume()["code"] == "resume.unknown"


def test_a_view_that_must_not_be_kept_is_not(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/never/")

    assert moved(browser, processes)["code"] == "resume.unknown"


def test_with_every_event_nothing_is_lost_though_the_process_was_killed(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/everything/")
    browser.acknowledges = False
    browser.event("add", {"item": "a"})
    browser.event("add", {"item": "b"})
    processes.go_to("B")
    told = browser.resume(frame=1)

    assert told["ref"] == 2
    assert browser.view.count == 2
    assert [0, "2"] in told["ops"]
    assert browser.event("add", {"item": "c"})[2][0] == [0, "3"]


def test_with_every_event_a_page_survives_before_its_first(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/everything/")
    processes.go_to("B")

    assert browser.resume()["is"] == "resumed"


def test_with_every_event_a_second_kill_loses_nothing_either(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/everything/")
    browser.event("add", {"item": "a"})
    for process in "BCD":
        processes.go_to(process)
        assert browser.resume()["is"] == "resumed"

    assert browser.view.count == 1


def test_a_process_that_hears_late_that_its_page_went_on_elsewhere_answers_no_more(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/everything/")
    ghost, wire = browser.connection, browser.wire
    assert ghost is not None
    session = ghost.session
    processes.go_to("B")
    browser.resume()
    processes.go_to("A")
    said = len(wire.texts)
    browser.executor.start(ghost.receive('[1,0,"add"]'))

    assert len(wire.texts) == said
    assert session is not None
    assert session.state.value == "ended"


def test_without_every_event_a_kill_loses_the_page_and_it_joins_anew(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/")
    browser.event("add")
    processes.go_to("B")

    assert browser.resume()["code"] == "resume.unknown"
    browser.ref = 0
    assert browser.join(digest=False)["how"] == "values"


def test_another_plan_is_morphed_in(browser: Browser, processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.open("/moving/")
    browser.event("add", {"item": "a"})
    monkeypatch.setattr(moving.Moving, "template", "<h2>{{ count }} of them</h2>")
    told = moved(browser, processes)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]
    assert "1 of them</h2>" in told["ops"][0][2]
    assert browser.event("add")[2] == [[0, "2 of them"]]


def test_a_class_that_is_gone_is_named_and_the_page_joins_anew(
    browser: Browser, processes: Processes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser.open("/moving/")
    browser.drop()
    monkeypatch.delattr(moving, "Basket")
    processes.go_to("B")

    assert browser.resume()["code"] == "resume.unknown"
    assert "this version of the code cannot take the state it had" in caplog.text


def test_an_address_that_leads_to_another_view_joins_anew(browser: Browser, processes: Processes, settings: Any) -> None:
    browser.open("/moving/")
    browser.drop()
    processes.go_to("B")
    newer = ModuleType("newer")
    vars(newer)["urlpatterns"] = [path("moving/", moving.Everything.as_view())]
    settings.ROOT_URLCONF = newer

    assert browser.resume()["code"] == "resume.unknown"


def test_what_a_newer_version_declares_has_its_default(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/spoken/")
    del vars(browser.view)["later"]
    moved(browser, processes)

    assert browser.view.later == "new"


def test_language_and_messages_come_along(browser: Browser, processes: Processes) -> None:
    browser.get("/moving/spoken/", **{"Accept-Language": "de"})  # over the socket the driver says "en"
    browser.join()
    assert "<li class=info>hello</li>" in browser.html
    told = moved(browser, processes)

    assert told["ops"] == []
    assert "<li class=info>hello</li>" in browser.shown()
    assert browser.event("speak")[2] == [[0, "deJa"]]


def test_work_that_ended_with_its_process_ends_on_the_page_as_well(processes: Processes, db: None) -> None:
    class Aside(Inline):
        def aside(self, function: Callable[[], None]) -> None:
            threading.Thread(target=function, daemon=True).start()

    moving.Working.gate.clear()
    browser = Browser(executor=Aside()).open("/moving/working/")
    browser.acknowledges = False
    browser.event("build")
    told = moved(browser, processes, frame=0)
    moving.Working.gate.set()
    (lost,) = [reply for reply in told["replies"] if "done" in reply]

    assert {"ref": 1, "more": "build"} in told["replies"]
    assert lost["done"] == ["build"]
    assert lost["error"]["text"] == "The server was restarted meanwhile; this may be done in part."
    assert browser.view.busy is False
    assert "The server was restarted" in browser.shown()


def test_what_the_page_listens_to_it_hears_in_the_other_process(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/hearing/")
    moved(browser, processes)
    browser.event("tell", {"what": "news"})

    assert browser.view.heard == "news"


def test_what_happens_to_a_page_while_its_browser_is_away_comes_along(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/hearing/")
    other = Browser().open("/moving/hearing/")
    browser.drop()
    other.event("tell", {"what": "meanwhile"})
    processes.go_to("B")
    told = browser.resume()

    assert told["ops"] == [[0, "meanwhile"]]


def test_what_was_pushed_and_not_heard_is_pushed_by_the_other_process(browser: Browser, processes: Processes) -> None:
    browser.open("/moving/pushing/")
    browser.acknowledges = False
    browser.event("tell")
    browser.event("tell")
    processes.go_to("B")
    told = browser.resume(frame=1)

    assert [reply["events"] for reply in told["replies"] if "events" in reply] == [[["told", {"count": 2}]]]


def test_what_was_let_go_is_sent_whole(browser: Browser, processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "MOST_OUT", 0)
    browser.open("/moving/")
    browser.acknowledges = False
    browser.event("add")
    browser.event("add")
    told = moved(browser, processes, frame=1)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]


def test_a_page_without_room_stays_where_it_lies(browser: Browser, processes: Processes, settings: Any) -> None:
    browser.open("/moving/")
    browser.event("add")
    browser.drop()
    processes.go_to("B")
    settings.DJUST = {"MAX_SESSIONS": 0}
    assert browser.resume()["code"] == "too_many"
    settings.DJUST = {}

    assert browser.resume()["is"] == "resumed"
    assert browser.view.count == 1


def test_a_place_that_fails_takes_no_page_away(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Memory):
        def put(self, *_: Any) -> bool:
            raise OSError("no route to the cache")

        take = put

    places.install(Failing())
    browser.open("/moving/everything/")
    browser.event("add", {"item": "a"})
    browser.drop()

    assert browser.resume()["is"] == "resumed"
    assert browser.event("add", {"item": "b"})[2][0] == [0, "2"]
    assert caplog.text.count("cannot be used") == 1


def test_a_place_that_failed_is_left_alone_for_a_while(browser: Browser) -> None:
    class Failing(Memory):
        asked = 0

        def put(self, *_: Any) -> bool:
            self.asked += 1
            raise OSError("no route to the cache")

    failing = Failing()
    places.install(failing)
    browser.open("/moving/everything/")
    for _ in range(5):
        browser.event("add")

    assert failing.asked == 1
    assert browser.view.count == 5


def test_whole_documents_are_sent_where_marks_did_not_hold(browser: Browser, processes: Processes) -> None:
    browser.open("/breaking/")
    browser.say(["broken", [1]])
    told = moved(browser, processes)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]


def test_the_cache_that_the_settings_name_is_the_place(browser: Browser, processes: Processes, settings: Any) -> None:
    places.install(None)
    settings.DJUST = {"RESUME_CACHE": "default"}
    cache.clear()
    browser.open("/moving/")
    browser.event("add")

    assert moved(browser, processes)["is"] == "resumed"
    assert browser.view.count == 1


def wait_until(there: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    ticks = threading.Event()
    for _ in range(1000):
        if there():
            return
        ticks.wait(0.01)
    raise AssertionError("waited for ten seconds")
