"""A browser comes back: each event ran once, each answer arrives, and the page shows what is true."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from djust.session.connection import Connection
from djust.session.population import population
from djust.sync import Inline
from tests.session.driver import Browser
from tests.site.views import failing


def test_a_browser_that_missed_nothing_is_told_so(browser: Browser) -> None:
    browser.open("/counter/")
    browser.event("increment")
    browser.drop()

    assert browser.resume() == {"is": "resumed", "frame": 2, "ref": 1, "ops": [], "replies": []}
    assert browser.event("increment") == [3, 2, [[0, "Count: 2"]]]


def test_an_event_lost_on_the_way_up_is_sent_again_and_runs_once(browser: Browser) -> None:
    browser.open("/counter/")
    browser.event("increment")
    browser.drop()
    told = browser.resume()

    assert told["ref"] == 1
    assert browser.event("increment") == [3, 2, [[0, "Count: 2"]]]
    assert browser.view.count == 2


def test_an_answer_lost_on_the_way_down_comes_with_the_resume(browser: Browser) -> None:
    browser.open("/counter/")
    browser.acknowledges = False
    browser.event("increment")
    browser.event("increment")
    browser.drop()
    told = browser.resume(frame=0)

    assert told["ref"] == 2
    assert told["ops"] == [[0, "Count: 2"]]
    assert browser.view.count == 2


def test_an_error_lost_on_the_way_down_comes_with_the_resume(browser: Browser) -> None:
    browser.open("/fragile/")
    browser.acknowledges = False
    browser.event("number", {"value": 3})
    browser.event("fail")
    browser.event("number", {"value": 4})
    browser.drop()
    told = browser.resume(frame=1)

    assert told["ref"] == 3
    assert told["ops"] == [[1, "4"]]
    assert [(reply["ref"], reply["error"]["code"]) for reply in told["replies"]] == [(2, "handler.failed")]


def test_an_error_that_was_read_is_not_told_again(browser: Browser) -> None:
    browser.open("/fragile/")
    browser.event("fail")
    browser.drop()

    assert browser.resume()["replies"] == []


def test_a_resume_whose_answer_was_lost_can_be_repeated(browser: Browser) -> None:
    browser.open("/fragile/")
    browser.acknowledges = False
    browser.event("number", {"value": 3})
    browser.event("fail")
    browser.drop()
    first = browser.resume(frame=0)
    browser.drop()
    second = browser.resume(frame=0)

    assert second["ops"] == first["ops"] == [[1, "3"]]
    assert second["replies"] == first["replies"]
    assert second["frame"] > first["frame"]


def test_what_changed_while_the_browser_was_away_comes_with_the_resume(browser: Browser) -> None:
    browser.open("/counter/")
    view = browser.view
    browser.drop()
    view.count = 9
    view.update()

    assert browser.resume()["ops"] == [[0, "Count: 9"]]


def test_a_resume_comes_before_the_old_socket_is_known_to_be_dead(browser: Browser) -> None:
    browser.open("/counter/")
    browser.event("increment")
    ghost, old_wire = browser.connection, browser.wire
    told = browser.resume()
    assert ghost is not None
    ghost.lost()
    said = len(old_wire.texts)

    assert told["is"] == "resumed"
    assert old_wire.closed
    assert browser.event("increment")[2] == [[0, "Count: 2"]]
    assert len(old_wire.texts) == said


def test_a_ghost_socket_can_do_nothing_more(browser: Browser) -> None:
    browser.open("/counter/")
    ghost = browser.connection
    browser.resume()
    assert ghost is not None
    browser.executor.start(ghost.receive(json.dumps([1, 0, "increment"])))

    assert browser.view.count == 0


def test_an_unknown_key_is_refused(browser: Browser) -> None:
    browser.get("/counter/")
    browser.key = "nobody-has-this"
    told = browser.resume()

    assert (told["is"], told["code"]) == ("refused", "resume.unknown")
    assert browser.join()["how"] == "adopted"


def test_after_the_grace_the_key_is_unknown_and_unmount_was_called(browser: Browser) -> None:
    failing.UNMOUNTED.clear()
    browser.open("/slow/")
    browser.drop()
    population.resting.drop_oldest()

    assert browser.resume()["code"] == "resume.unknown"
    assert failing.UNMOUNTED.wait(10)


def test_another_visitor_cannot_resume_with_a_stolen_key(browser: Browser) -> None:
    browser.client.force_login(User.objects.create_user("owner"))
    browser.open("/account/")
    browser.drop()
    thief = Browser()
    thief.get("/counter/")
    thief.key, thief.url = browser.key, browser.url

    assert thief.resume()["code"] == "resume.unknown"
    assert browser.resume()["is"] == "resumed"


@pytest.mark.parametrize("frame", [2, 77])
def test_a_frame_that_was_never_sent_is_refused(browser: Browser, frame: int) -> None:
    browser.open("/counter/")
    browser.event("increment")
    browser.drop()

    assert browser.resume(frame=frame)["code"] == "resume.unknown"


def test_a_frame_before_the_last_acknowledged_one_is_refused(browser: Browser) -> None:
    browser.open("/counter/")
    browser.event("increment")
    browser.event("increment")
    browser.event("increment")
    browser.drop()

    assert browser.resume(frame=1)["code"] == "resume.unknown"


def test_the_server_restarted_between_two_clicks(browser: Browser, forget_everything: Callable[[], None]) -> None:
    browser.open("/counter/")
    browser.event("increment")
    browser.event("increment")
    browser.drop()
    forget_everything()
    refused = browser.resume()
    browser.frame, browser.ref = 0, 0
    told = browser.join(digest=False)

    assert refused["code"] == "resume.unknown"
    assert told["ops"] == [[0, "Count: 0"]]
    assert browser.event("increment") == [1, 1, [[0, "Count: 1"]]]


def test_a_redirect_lost_on_the_way_down_comes_with_the_resume(browser: Browser) -> None:
    browser.open("/going/")
    browser.event("go")
    browser.drop()
    told: dict[str, Any] = browser.resume(frame=0)

    assert told["replies"] == [{"ref": 1, "to": "/counter/"}]


def test_a_browser_whose_document_broke_resumes_with_the_whole_page(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.say(["broken", []])
    browser.event("say", {"word": "bye"})
    browser.drop()
    told = browser.resume(frame=1)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]
    assert "<b>bye</b>" in told["ops"][0][2]


def test_a_whole_document_that_was_lost_on_the_way_comes_with_the_resume(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.say(["broken", []])
    browser.drop()
    told = browser.resume(frame=0)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]


def test_a_mended_range_that_was_lost_on_the_way_comes_with_the_resume_until_it_arrives(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.say(["broken", [1]])
    browser.drop()
    assert browser.resume(frame=0)["ops"] == [[1, 6, "<b>hello</b>"]]
    browser.drop()
    assert browser.resume(frame=0)["ops"] == [[1, 6, "<b>hello</b>"]]
    browser.drop()
    assert browser.resume()["ops"] == []


def test_a_mended_range_that_was_lost_on_a_page_that_moved_on_is_drawn_with_all_of_it(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.say(["broken", [1]])
    browser.acknowledges = False
    browser.event("say", {"word": "bye"})
    browser.drop()
    told = browser.resume(frame=0)

    assert [op[:2] for op in told["ops"]] == [[-1, 6]]
    assert "bye" in told["ops"][0][2]


def test_places_reported_while_nothing_can_be_sent_are_all_mended(browser: Browser) -> None:
    browser.open("/breaking/")
    browser.wire.writable = False
    browser.say(["broken", [0]])
    browser.say(["broken", [1]])
    browser.drop()

    assert [op[0] for op in browser.resume()["ops"]] == [0, 1]


def test_a_page_that_cannot_be_written_whole_answers_and_heals_later(
    browser: Browser, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    browser.open("/breaking/")
    usual = settings.STORAGES
    settings.STORAGES = {**usual, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
    assert browser.say(["broken", []]) == []
    assert browser.event("say", {"word": "bye"}) == [1, 1, []]
    settings.STORAGES = usual

    assert "bye" in browser.event("say", {"word": "bye"})[3]["html"]
    assert "the next frame tries again" in caplog.text


def test_a_resume_that_finds_no_room_leaves_the_page_as_it_was(browser: Browser, settings: Any) -> None:
    browser.open("/counter/")
    browser.event("increment")
    browser.drop()
    settings.DJUST = {"MAX_SESSIONS": 0}
    assert browser.resume(frame=1)["code"] == "too_many"
    settings.DJUST = {}

    assert browser.resume(frame=1)["is"] == "resumed"
    assert browser.event("increment")[2] == [[0, "Count: 2"]]


def test_what_a_ghost_socket_says_wrongly_is_nothing_to_the_new_one(browser: Browser) -> None:
    browser.open("/counter/")
    ghost = browser.connection
    browser.resume()
    said = len(browser.wire.texts)
    assert ghost is not None
    browser.executor.start(ghost.receive("[7,0,0]"))

    assert len(browser.wire.texts) == said
    assert browser.event("increment")[1] == 1


def test_an_old_socket_that_dies_while_the_new_one_is_answered_takes_nothing_away(db: None) -> None:
    class Between(Inline):
        ghost: Connection | None = None

        async def run(self, function: Any, *args: Any) -> Any:
            ghost, self.ghost = self.ghost, None
            if ghost is not None:
                ghost.lost()
            return await super().run(function, *args)

    executor = Between()
    browser = Browser(executor=executor).open("/counter/")
    executor.ghost = browser.connection
    told = browser.resume()

    assert told["is"] == "resumed"
    assert len(population.resting) == 0
    assert list(population.connected) == [browser.key]
    assert browser.event("increment")[2] == [[0, "Count: 1"]]
