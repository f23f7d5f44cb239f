"""What a StateTracker sees, and what it puts back."""

from __future__ import annotations

import io
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from djust.view.changes import StateTracker
from tests.site.models import Note


@dataclass
class Point:
    x: int
    tags: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Slim:
    x: int
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fixed:
    x: int


class Plain:
    def __init__(self) -> None:
        self.x = 1
        self.inner = {"a": [1]}


class Guarded:
    """Refuses ordinary assignments."""

    def __init__(self) -> None:
        vars(self)["x"] = 1

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError("read-only")


class NamedList(list[Any]):
    name = "none"


class Shade(Enum):
    DARK = "dark"


def held(state: dict[str, Any]) -> StateTracker:
    tracker = StateTracker()
    tracker.hold(state)
    return tracker


def test_an_untouched_state_has_no_changes() -> None:
    state = {"n": 1, "rows": [{"a": 1.5}], "point": Point(1), "_private": {1, 2}, "none": None}
    changes = held(state).compare(state)

    assert changes.names == frozenset()
    assert changes.objects == frozenset()
    assert id(state["rows"]) in changes.known
    assert id(state["rows"][0]) in changes.known


def test_before_anything_is_held_every_name_is_new() -> None:
    assert StateTracker().compare({"a": 1, "b": []}).names == {"a", "b"}


def test_names_that_are_assigned_added_or_removed_are_named() -> None:
    state: dict[str, Any] = {"kept": 1, "set": 1, "gone": 1}
    tracker = held(state)
    state["set"], state["new"] = 2, None
    del state["gone"]

    assert tracker.compare(state).names == {"set", "new", "gone"}


EDITS: dict[str, tuple[Any, Any]] = {
    "append": ([1], lambda it: it.append(2)),
    "item of a list": ([1, 2], lambda it: it.__setitem__(0, 5)),
    "reversed list": ([1, 2], lambda it: it.reverse()),
    "value of a dict": ({"a": 1}, lambda it: it.update(a=2)),
    "new key": ({"a": 1}, lambda it: it.update(b=2)),
    "renamed key": ({"a": 1}, lambda it: it.update(b=it.pop("a"))),
    "order of keys": ({"a": 1, "b": 1}, lambda it: it.update(a=it.pop("a"))),
    "key of another type": ({1: "x"}, lambda it: (it.clear(), it.update({True: "x"}))),
    "key between two dicts": ([{"a": 1, "b": 2}, {"c": 3}], lambda it: it[1].update(b=it[0].pop("b"))),
    "emptied dict": ({"a": 1}, lambda it: it.clear()),
    "filled dict": ({}, lambda it: it.update(a=1)),
    "set": ({1, 2}, lambda it: it.add(3)),
    "deque": (deque([1, 2], maxlen=2), lambda it: it.append(3)),
    "counter": (Counter("ab"), lambda it: it.update("a")),
    "defaultdict": (defaultdict(list), lambda it: it["new"]),
    "default factory": (defaultdict(list), lambda it: setattr(it, "default_factory", set)),
    "OrderedDict": (OrderedDict(a=1, b=2), lambda it: it.move_to_end("a")),
    "bytearray": (bytearray(b"ab"), lambda it: it.extend(b"c")),
    "dataclass": (Point(1), lambda it: setattr(it, "x", 2)),
    "list in a dataclass": (Point(1), lambda it: it.tags.append("new")),
    "slots": (Slim(1), lambda it: setattr(it, "x", 2)),
    "list in slots": (Slim(1), lambda it: it.tags.append("new")),
    "removed slot": (Slim(1), lambda it: delattr(it, "x")),
    "plain object": (Plain(), lambda it: setattr(it, "x", 2)),
    "deep in a plain object": (Plain(), lambda it: it.inner["a"].append(2)),
    "new attribute": (Plain(), lambda it: setattr(it, "y", 2)),
    "removed attribute": (Plain(), lambda it: delattr(it, "x")),
    "new attributes altogether": (Plain(), lambda it: setattr(it, "__dict__", {"x": 1})),
    "namespace": (SimpleNamespace(a=1), lambda it: setattr(it, "a", 2)),
    "read-only object": (Guarded(), lambda it: vars(it).update(x=2)),
    "list in a tuple": (([1],), lambda it: it[0].append(2)),
    "list subclass": (NamedList([1]), lambda it: it.append(2)),
    "attribute of a list subclass": (NamedList([1]), lambda it: setattr(it, "name", "some")),
    "error": (ValueError("a"), lambda it: setattr(it, "args", ("b",))),
    "unsaved model": (Note(text="a"), lambda it: setattr(it, "text", "b")),
    "state of a model": (Note(text="a"), lambda it: setattr(it._state, "adding", False)),
    "related object of a model": (Note(text="a"), lambda it: it._state.fields_cache.update(other=Note(text="b"))),
    "list of dicts": ([{"a": n} for n in range(100)], lambda it: it[50].update(a="x")),
    "dicts of several kinds": ([{"a": 1}, {"b": 1}, {"a": 2}], lambda it: it[2].update(a=3)),
    "true for one": ([1], lambda it: it.__setitem__(0, True)),
    "float for int": ({"a": 1}, lambda it: it.update(a=1.0)),
    "another equal float": ([float("1.5")], lambda it: it.__setitem__(0, float("1.5"))),
    "equal decimals": ([Decimal("1.0")], lambda it: it.__setitem__(0, Decimal("1.00"))),
    "safe text for text": (["<b>"], lambda it: it.__setitem__(0, SafeString("<b>"))),
    "another equal safe text": ([SafeString("<b>")], lambda it: it.__setitem__(0, SafeString("<b>"))),
    "one moment in two time zones": (
        [datetime(2026, 1, 1, 12, tzinfo=UTC)],
        lambda it: it.__setitem__(0, it[0].astimezone(timezone(timedelta(hours=1)))),
    ),
    "an equal list in place of a list": ([[1]], lambda it: it.__setitem__(0, [1])),
}


def contents(thing: Any, seen: tuple[int, ...] = ()) -> Any:
    """Everything that can be told of *thing* from outside, types and identities of containers included."""
    if id(thing) in seen:
        return "again", seen.index(id(thing))
    seen = (*seen, id(thing))
    parts: list[Any] = [type(thing).__name__]
    if isinstance(thing, dict):
        parts += [(contents(key, seen), contents(value, seen)) for key, value in thing.items()]
        parts.append(repr(getattr(thing, "default_factory", None)))
    elif isinstance(thing, list | tuple | deque):
        parts += [contents(item, seen) for item in thing]
    elif isinstance(thing, set):
        parts.append(sorted(map(repr, thing)))
    elif isinstance(thing, BaseException):
        parts.append(repr(thing))
    elif not hasattr(thing, "__dict__") and not hasattr(type(thing), "__slots__"):
        return type(thing).__name__, repr(thing)
    if getattr(type(thing), "__slots__", ()):
        parts += [(slot, contents(getattr(thing, slot, "unset"), seen)) for slot in type(thing).__slots__]
    if hasattr(thing, "__dict__"):
        parts.append([(name, contents(value, seen)) for name, value in vars(thing).items()])
    return id(thing), *parts


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_in_place_is_seen_and_taken_back(edit: str) -> None:
    make, change = EDITS[edit]
    state = {"edited": make, "other": [1, {"a": 2}]}
    tracker = held(state)
    before = contents(make)
    change(make)

    changes = tracker.compare(state)
    assert changes.names == {"edited"}
    assert id(make) in changes.objects
    assert id(state["other"]) not in changes.objects

    assert tracker.restore(state) == []
    assert contents(state["edited"]) == before
    assert state["edited"] is make


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("text", "".join(["te", "xt"])),
        (10**20, int("1" + "0" * 20)),
        (b"ab", bytes([97, 98])),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        ((1, "text"), (1, "".join(["te", "xt"]))),
    ],
)
def test_an_equal_leaf_of_the_same_type_is_no_change(before: Any, now: Any) -> None:
    state = {"name": before, "rows": [before], "by": {"a": before}}
    tracker = held(state)
    state["name"] = state["rows"][0] = state["by"]["a"] = now

    assert before is not now
    assert tracker.compare(state).names == frozenset()


def test_a_list_that_two_names_share_changes_both() -> None:
    shared = [1]
    state = {"one": {"in": shared}, "two": [shared], "three": []}
    tracker = held(state)
    shared.append(2)

    assert tracker.compare(state).names == {"one", "two"}


def test_a_state_that_holds_itself_is_walked_once() -> None:
    ring: dict[str, Any] = {"n": 1}
    ring["self"] = [ring]
    inner = ring["self"]
    state = {"ring": ring, "inner": inner, "other": []}
    tracker = held(state)
    assert tracker.compare(state).names == frozenset()
    ring["n"] = 2

    assert tracker.compare(state).names == {"ring", "inner"}
    tracker.restore(state)
    assert ring == {"n": 1, "self": inner}


def test_only_the_changed_row_and_what_holds_it_are_listed() -> None:
    rows = [{"id": n, "cells": [n]} for n in range(50)]
    state = {"rows": rows}
    tracker = held(state)
    rows[7]["cells"].append(0)

    assert tracker.compare(state).objects == {id(rows), id(rows[7]), id(rows[7]["cells"])}


@pytest.mark.parametrize("make", [lambda: iter([1]), lambda: (n for n in "ab"), lambda: io.StringIO("x"), lambda: memoryview(b"x")])
def test_what_cannot_be_walked_counts_as_changed_and_is_named_when_put_back(make: Any) -> None:
    state = {"direct": make(), "deep": [{"in": make()}], "other": [1]}
    tracker = held(state)

    assert tracker.compare(state).names == {"direct", "deep"}
    assert tracker.restore(state) == ["direct", "deep"]


@pytest.mark.parametrize("make", [lambda: Note.objects.all(), lambda: Note.objects, lambda: gettext_lazy("Yes")])
def test_what_is_evaluated_afresh_counts_as_changed_and_is_put_back_as_it_was(make: Any) -> None:
    query = make()
    state = {"query": query, "other": [1]}
    tracker = held(state)
    assert tracker.compare(state).names == {"query"}
    state["query"] = None

    assert tracker.restore(state) == []
    assert state["query"] is query


@pytest.mark.parametrize("leaf", [Shade.DARK, len, held, Point, io, UTC, range(3), Note._meta.get_field("text")])
def test_functions_classes_modules_and_configuration_are_leaves(leaf: Any) -> None:
    state = {"leaf": leaf, "deep": [leaf]}

    assert held(state).compare(state).names == frozenset()


def test_names_added_since_are_removed_and_lost_ones_come_back() -> None:
    rows = [1]
    state: dict[str, Any] = {"rows": rows, "n": 1}
    tracker = held(state)
    state["new"] = 1
    state["rows"].append(2)
    state["rows"] = [5]
    del state["n"]

    assert tracker.restore(state) == []
    assert state == {"rows": [1], "n": 1}
    assert state["rows"] is rows


def test_the_same_objects_lie_in_the_same_containers_again() -> None:
    first, second = {"id": 1}, {"id": 2}
    state = {"rows": [first, second], "chosen": first}
    tracker = held(state)
    state["rows"].sort(key=lambda row: -row["id"])
    state["rows"].pop()["id"] = 9
    tracker.restore(state)

    assert state["rows"] == [{"id": 1}, {"id": 2}]
    assert state["rows"][0] is state["chosen"] is first


def test_what_was_held_last_is_what_comes_back() -> None:
    rows = [{"n": 1, "done": False}, {"n": 2, "done": False}]
    state: dict[str, Any] = {"rows": rows, "count": 0}
    tracker = held(state)
    rows[0]["done"], state["count"] = True, 1
    assert tracker.compare(state).names == {"rows", "count"}
    tracker.hold(state)
    assert tracker.compare(state).names == frozenset()
    rows[1]["done"], state["count"] = True, 2
    tracker.restore(state)

    assert state == {"rows": [{"n": 1, "done": True}, {"n": 2, "done": False}], "count": 1}


def test_a_container_that_took_the_place_of_a_leaf_is_walked_from_then_on() -> None:
    rows: list[Any] = [{"more": None}]
    state = {"rows": rows}
    tracker = held(state)
    rows[0]["more"] = [1]
    tracker.hold(state)
    rows[0]["more"].append(2)

    assert tracker.compare(state).names == {"rows"}


def test_what_left_the_state_is_not_kept() -> None:
    state: dict[str, Any] = {"rows": [[1]]}
    tracker = held(state)
    gone = state["rows"].pop()
    tracker.hold(state)

    assert id(gone) not in tracker.compare(state).known


def test_an_object_that_refuses_to_be_written_is_named() -> None:
    class Stubborn(set[int]):
        def __hash__(self) -> int:
            return 1

    class Moody:
        calm = True

        def __hash__(self) -> int:
            if not self.calm:
                raise TypeError("not now")
            return 1

    member = Moody()
    state = {"moods": {member}, "fine": [1]}
    tracker = held(state)
    state["moods"].clear()
    state["fine"].append(2)
    member.calm = False

    Moody.__hash__ = None  # type: ignore[assignment]
    assert tracker.restore(state) == ["moods"]
    assert state["fine"] == [1]


def test_keys_that_are_equal_texts_but_other_objects_are_the_same_keys() -> None:
    def row(number: int) -> dict[str, int]:
        return {"".join(["na", "me"]): number}

    state = {"rows": [row(1), row(2), row(3)]}
    tracker = held(state)
    assert tracker.compare(state).names == frozenset()
    state["rows"][1]["name"] = 5

    assert tracker.compare(state).objects == {id(state["rows"]), id(state["rows"][1])}


def test_a_key_that_became_safe_text_is_a_change() -> None:
    row: dict[str, int] = {"<b>": 1}
    state = {"row": row}
    tracker = held(state)
    del row["<b>"]
    row[SafeString("<b>")] = 1

    assert tracker.compare(state).names == {"row"}


def test_attributes_stored_in_another_order_are_told_apart() -> None:
    """Instances of one class share the table of their names; the order of the values inside is not the order of assignment."""

    class Pair:
        pass

    first, second = Pair(), Pair()
    first.x, first.y = 1, 2  # type: ignore[attr-defined]
    second.y, second.x = 3, 4  # type: ignore[attr-defined]
    state = {"pairs": [first, second], "copies": [vars(first).copy(), vars(second).copy()]}
    tracker = held(state)
    assert tracker.compare(state).names == frozenset()
    second.x, second.y = second.y, second.x  # type: ignore[attr-defined]
    state["copies"][1].update(x=3, y=4)

    changes = tracker.compare(state)
    assert changes.names == {"pairs", "copies"}
    assert id(second) in changes.objects
    assert id(first) not in changes.objects
    tracker.restore(state)
    assert list(vars(second).items()) == [("y", 3), ("x", 4)]


def test_a_change_is_traced_through_a_container_that_was_reached_earlier_elsewhere() -> None:
    deep = [1]
    early = {"deep": deep}
    state = {"early": early, "late": [{"early": early}]}
    tracker = held(state)
    deep.append(2)

    changes = tracker.compare(state)
    assert changes.names == {"early", "late"}
    assert changes.objects >= {id(deep), id(early), id(state["late"]), id(state["late"][0])}
