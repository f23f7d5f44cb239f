"""The places where sessions lie: the same tests for each of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command

from djust.session.resume import place as places
from djust.session.resume.base import Place, Sight
from djust.session.resume.cache import CachePlace
from djust.session.resume.memory import Memory
from djust.session.resume.place import Ticket
from tests.redis_server import RedisServer, redis_server

MINUTE = 60.0


@pytest.fixture(params=["memory", "locmem", "database", "redis"])
def place(request: pytest.FixtureRequest, settings: Any) -> Iterator[Place]:
    if request.param == "memory":
        yield Memory()
        return
    if request.param == "redis":
        redis = request.getfixturevalue("redis")
        settings.CACHES = {"shared": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis.url}}
    elif request.param == "database":
        request.getfixturevalue("cache_table")
        settings.CACHES = {"shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept"}}
    else:
        settings.CACHES = {"shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"}}
    caches["shared"].clear()
    yield CachePlace(lambda: caches["shared"])


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def cache_table(db: None) -> None:
    call_command("createcachetable", "kept")


class TestPlaces:
    def test_what_is_put_lies_there(self, place: Place) -> None:
        assert place.look("n") is Sight.NOTHING
        assert place.put("n", b"one", MINUTE)
        assert place.look("n") == b"one"
        assert place.put("n", b"two", MINUTE)
        assert place.look("n") == b"two"

    def test_it_is_taken_once(self, place: Place) -> None:
        place.put("n", b"one", MINUTE)

        assert place.take("n", MINUTE)
        assert not place.take("n", MINUTE)
        assert place.look("n") is Sight.TAKEN

    def test_a_name_under_which_nothing_lies_can_be_taken(self, place: Place) -> None:
        assert place.take("n", MINUTE)
        assert not place.take("n", MINUTE)

    def test_nothing_is_put_under_a_name_that_was_taken(self, place: Place) -> None:
        place.take("n", MINUTE)

        assert not place.put("n", b"late", MINUTE)
        assert place.look("n") is Sight.TAKEN

    def test_of_many_who_take_it_at_once_one_gets_it(self, place: Place) -> None:
        if isinstance(place, CachePlace) and "Database" in type(place._cache()).__name__:
            pytest.skip("SQLite in memory belongs to one thread")
        place.put("n", b"one", MINUTE)
        start = threading.Barrier(8)
        got: list[bool] = []

        def take() -> None:
            start.wait(10)
            got.append(place.take("n", MINUTE))

        threads = [threading.Thread(target=take) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)

        assert sorted(got) == [False] * 7 + [True]

    def test_what_is_promised_is_coming_until_it_is_there(self, place: Place) -> None:
        place.promise(["n", "m"], MINUTE)
        place.put("n", b"one", MINUTE)

        assert place.look("m") is Sight.COMING
        assert place.look("n") == b"one"

    def test_what_is_forgotten_can_be_put_again(self, place: Place) -> None:
        place.put("n", b"one", MINUTE)
        place.forget("n")

        assert place.look("n") is Sight.NOTHING
        assert place.put("n", b"two", MINUTE)


def test_memory_keeps_nothing_past_its_time() -> None:
    now = [0.0]
    memory = Memory(clock=lambda: now[0])
    memory.put("a", b"one", 10)
    memory.take("b", 10)
    memory.promise(["c"], 10)
    now[0] = 11

    assert [memory.look(name) for name in "abc"] == [Sight.NOTHING] * 3


@pytest.mark.parametrize("text", ["key", "key.1", "key.20"])
def test_a_ticket_is_read_as_it_was_written(text: str) -> None:
    assert Ticket.read(text).text == text


@pytest.mark.parametrize("text", ["", ".", "key.", "key.x", "key.-1", "key.1.2", "key.9999999999", "k\u0663.\u0663", "\ud800"])
def test_what_is_no_ticket_is_a_key_that_nobody_has(text: str) -> None:
    ticket = Ticket.read(text)

    assert ticket == Ticket(text)
    assert ticket.name.isascii()


def test_a_name_tells_no_key() -> None:
    ticket = Ticket("abcdefgh", 3)

    assert "abcdefgh" not in ticket.name
    assert ticket.name != ticket.next.name


def test_without_the_setting_there_is_no_place(settings: Any) -> None:
    settings.DJUST = {}

    assert places.current() is None
