"""Things kept for a while."""

from __future__ import annotations

from djust.session.shelf import Bounds, Shelf


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def shelf_of(clock: Clock, gone: list[str], seconds: float = 10, most: int = 3, heaviest: int = 100) -> Shelf[str]:
    return Shelf(lambda: Bounds(seconds, most, heaviest), gone.append, clock)


def test_an_item_is_taken_once() -> None:
    shelf = shelf_of(Clock(), [])
    shelf.put("a", "apple", 1)

    assert shelf.take("a") == "apple"
    assert shelf.take("a") is None


def test_an_item_that_does_not_fit_stays() -> None:
    shelf = shelf_of(Clock(), [])
    shelf.put("a", "apple", 1)

    assert shelf.take("a", lambda item: item == "pear") is None
    assert shelf.take("a", lambda item: item == "apple") == "apple"


def test_an_item_past_its_time_is_let_go() -> None:
    clock, gone = Clock(), list[str]()
    shelf = shelf_of(clock, gone)
    shelf.put("a", "apple", 1)
    clock.now = 5
    shelf.put("b", "pear", 1)
    clock.now = 10

    assert shelf.take("a") is None
    shelf.sweep()
    assert gone == ["apple"]
    assert shelf.take("b") == "pear"


def test_the_oldest_goes_when_there_are_too_many() -> None:
    gone: list[str] = []
    shelf = shelf_of(Clock(), gone)
    for name in "abcd":
        shelf.put(name, name, 1)

    assert gone == ["a"]
    assert len(shelf) == 3


def test_the_oldest_go_when_they_are_too_heavy() -> None:
    gone: list[str] = []
    shelf = shelf_of(Clock(), gone)
    shelf.put("a", "a", 40)
    shelf.put("b", "b", 40)
    shelf.put("c", "c", 90)

    assert gone == ["a", "b"]
    shelf.take("c")
    shelf.put("d", "d", 100)
    assert gone == ["a", "b"]
