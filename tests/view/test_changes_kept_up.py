"""A snapshot that keeps up with a state is the snapshot that a new walk would make."""

from __future__ import annotations

import gc
import weakref
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djust import identity
from djust.view.changes import StateTracker
from djust.view.changes.snapshot import Snapshot
from tests.view.test_changes_property import World


@dataclass
class Thing:
    name: Any
    tags: list[str] = field(default_factory=list)


def row(number: int) -> dict[str, Any]:
    return {"id": number, "name": f"Row {number}", "on": False}


def walked(snapshot: Snapshot) -> dict[str, Any]:
    """Tell what a snapshot knows, whatever the order in which it came to know it."""
    contents = []
    for depth, level in enumerate(snapshot._levels):
        for batch in level:
            for target in [*getattr(batch, "dicts", ()), *getattr(batch, "lists", ()), *getattr(batch, "objects", ())]:
                contents.append((depth, id(target)))
    return {
        "known": dict(snapshot._known),
        "contents": sorted(contents),
        "shared": {} if snapshot._knotted else dict(snapshot._shared),
        "knotted": snapshot._knotted,
        "unwalkable": (set(snapshot._lazy), set(snapshot._opaque)),
        "names": {name: id(value) for name, value in snapshot.names.items()},
        "inner": sorted(id(target) for level in snapshot._levels for batch in level for target in batch.inner()),
    }


def kept_up(state: dict[str, Any], change: Any) -> tuple[bool, Snapshot]:
    """Return whether a snapshot of *state* could keep up with *change*, and the snapshot."""
    snapshot = Snapshot(state)
    snapshot.changed_objects()
    change(state)
    snapshot.changed_objects()
    return snapshot.keep_up(state, again=True), snapshot


STRUCTURAL: dict[str, Any] = {
    "append": lambda state: state["rows"].append(row(1000)),
    "append of another kind": lambda state: state["rows"].append(Thing("new", ["a"])),
    "append with a list in it": lambda state: state["rows"].append({**row(1000), "on": ["deep"]}),
    "prepend": lambda state: state["rows"].insert(0, row(1000)),
    "extend": lambda state: state["rows"].extend(map(row, range(1000, 1010))),
    "remove": lambda state: state["rows"].pop(30),
    "remove some": lambda state: state["rows"].__delitem__(slice(10, 20)),
    "reverse": lambda state: state["rows"].reverse(),
    "shuffle": lambda state: Random(1).shuffle(state["rows"]),
    "sort into a new list": lambda state: state.update(rows=sorted(state["rows"], key=lambda each: -each["id"])),
    "another name for some rows": lambda state: state.update(shown=state["rows"][5:9]),
    "a row in place of another": lambda state: state["rows"].__setitem__(3, row(1000)),
    "a container in place of a leaf": lambda state: state["rows"][7].update(name=["a", {"b": 1}]),
    "a thing and what it holds removed": lambda state: state["things"].pop(0),
    "a thing appended": lambda state: state["things"].append(Thing("new", ["x"])),
    "a name removed": lambda state: state.pop("things"),
    "values and order at once": lambda state: (state["rows"].reverse(), state["rows"][0].update(on=True), state["rows"].pop()),
    "rows moved between two lists": lambda state: state["done"].append(state["rows"].pop(3)),
}


@pytest.mark.parametrize("change", STRUCTURAL)
def test_rows_that_come_go_and_move_need_no_new_walk(change: str) -> None:
    state: dict[str, Any] = {"rows": list(map(row, range(60))), "things": [Thing("a", ["b"]), Thing("c")], "done": [], "count": 1}
    possible, snapshot = kept_up(state, STRUCTURAL[change])

    assert possible
    assert walked(snapshot) == walked(Snapshot(state))
    assert snapshot.changed_objects() == set()


def test_a_row_that_is_also_chosen_asks_for_a_new_walk_when_rows_go() -> None:
    rows = list(map(row, range(20)))
    possible, _ = kept_up({"rows": rows, "chosen": rows[3]}, lambda state: state["rows"].pop(3))

    assert not possible


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 6), st.booleans())
def test_whatever_was_done_what_is_held_is_what_a_new_walk_would_hold(random: Random, rounds: int, touched: bool) -> None:
    world = World(random)
    tracker = StateTracker()
    tracker.hold(world.state)
    for _ in range(rounds):
        for _ in range(random.randrange(4)):
            if world.containers and random.random() < 0.8:
                world.edit(random.choice(world.containers))
            else:
                world.state[random.choice("pqrstuv")] = world.value(2)
        tracker.compare(world.state)
        tracker.hold(world.state, touched=touched)

        assert walked(tracker._snapshot) == walked(Snapshot(world.state))
        assert tracker.compare(world.state).objects == frozenset()


def arrange(rows: list[dict[str, Any]], random: Random) -> None:
    """Do one of the things that people do with rows."""
    choice = random.randrange(9)
    if choice == 0:
        rows.append(row(random.randrange(10**6)))
    elif choice == 1:
        rows.insert(0, row(random.randrange(10**6)))
    elif choice == 2 and rows:
        rows.pop(random.randrange(len(rows)))
    elif choice == 3:
        rows.reverse()
    elif choice == 4:
        random.shuffle(rows)
    elif choice == 5 and rows:
        random.choice(rows)["on"] = random.choice([True, False, [1], {"deep": [2]}, Thing("in a row")])
    elif choice == 6 and rows:
        rows[random.randrange(len(rows))] = {**row(1), "more": random.random()}
    elif choice == 7:
        del rows[5 : random.randrange(5, 12)]
    elif choice == 8 and rows:
        rows.append(random.choice(rows))


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 8), st.integers(1, 3))
def test_after_any_edits_of_rows_the_next_change_is_seen_where_it_is(random: Random, rounds: int, edits: int) -> None:
    state: dict[str, Any] = {"rows": list(map(row, range(30))), "archive": list(map(row, range(100, 105)))}
    tracker = StateTracker()
    tracker.hold(state)
    for _ in range(rounds):
        for _ in range(edits):
            arrange(state["rows"], random)
            if random.random() < 0.3 and state["rows"]:
                state["archive"].append(state["rows"].pop())
            if random.random() < 0.2:
                state["shown"] = random.sample(state["rows"], min(5, len(state["rows"])))
        tracker.compare(state)
        tracker.hold(state, touched=random.random() < 0.5)
        assert walked(tracker._snapshot) == walked(Snapshot(state))
        chosen = random.choice([*state["rows"], *state["archive"]])
        chosen["id"] = object()

        fresh = StateTracker()
        changes = tracker.compare(state)
        assert id(chosen) in changes.objects
        before = chosen["id"]
        tracker.restore(state)
        fresh.hold(state)
        assert chosen["id"] is not before
        assert fresh.compare(state).known == tracker.compare(state).known


def test_what_a_render_adds_is_held_if_it_ran_anyones_code() -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    state: dict[str, Any] = {"counts": counts}
    tracker = StateTracker()
    tracker.hold(state)
    tracker.compare(state)
    counts["seen"]  # as a template does that prints it
    tracker.hold(state)

    assert tracker.compare(state).names == frozenset()
    tracker.restore(state)
    assert counts == {"seen": 0}


def test_what_changes_behind_a_quiet_render_is_seen_at_the_next_event() -> None:
    state = {"rows": list(map(row, range(9)))}
    tracker = StateTracker()
    tracker.hold(state)
    state["rows"].reverse()
    tracker.compare(state)
    state["rows"][4]["on"] = True
    tracker.hold(state, touched=False)

    assert tracker.compare(state).objects == {id(state["rows"]), id(state["rows"][4])}


@pytest.mark.parametrize(
    "holder", [lambda target: [target], lambda target: {"a": target}, lambda target: (target,), lambda target: Thing(target)]
)
def test_nothing_that_left_the_state_is_kept_alive(holder: Any) -> None:
    state: dict[str, Any] = {"rows": [holder(Thing(str(number))) for number in range(20)]}
    tracker = StateTracker()
    tracker.hold(state)
    gone = weakref.ref(inside(state["rows"][5]))
    stays = weakref.ref(inside(state["rows"][6]))
    del state["rows"][5]
    tracker.compare(state)
    tracker.hold(state)
    gc.collect()

    assert gone() is None
    assert stays() is not None


@pytest.mark.parametrize("touched", [True, False])
def test_a_value_that_was_replaced_is_not_kept_alive(touched: bool) -> None:
    state: dict[str, Any] = {"rows": [{"thing": Thing("a")}, {"thing": Thing("b")}], "name": Thing("c")}
    tracker = StateTracker()
    tracker.hold(state)
    gone = [weakref.ref(state["rows"][0]["thing"]), weakref.ref(state["name"])]
    state["rows"][0]["thing"], state["name"] = Thing("d"), None
    tracker.compare(state)
    tracker.hold(state, touched=touched)
    gc.collect()

    assert [reference() for reference in gone] == [None, None]


def test_what_a_failed_handler_made_is_not_kept_alive() -> None:
    state: dict[str, Any] = {"rows": [{"thing": None}]}
    tracker = StateTracker()
    tracker.hold(state)
    state["rows"][0]["thing"] = made = Thing("a")
    tracker.compare(state)
    tracker.restore(state)
    gone = weakref.ref(made)
    del made
    gc.collect()

    assert gone() is None


def inside(held: Any) -> Any:
    if isinstance(held, Thing):
        return held.name
    return next(iter(held.values())) if isinstance(held, dict) else held[0]


@pytest.fixture(params=[identity._QUICK, False], ids=["by pointers", "by items"], scope="module")
def _way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Both ways to compare: what other interpreters than CPython must do is done here as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "_QUICK", request.param)
        yield


@pytest.mark.usefixtures("_way")
@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_common_ends_are_the_longest(held: list[int], now: list[int]) -> None:
    start, end = identity.common_ends(tuple(held), tuple(now))

    assert held[:start] == now[:start]
    assert start == min(len(held), len(now)) or held[start] != now[start]
    rest, other = held[start:], now[start:]
    assert rest[len(rest) - end :] == other[len(other) - end :]
    assert end == min(len(rest), len(other)) or rest[-end - 1] != other[-end - 1]


@pytest.mark.usefixtures("_way")
@given(st.lists(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_objects_are_found_by_their_ids(objects: list[int], wanted: set[int]) -> None:
    places = identity.places_of(tuple(objects), {id(each) for each in wanted})

    assert places == [place for place, each in enumerate(objects) if each in wanted]


@pytest.mark.usefixtures("_way")
@given(st.integers(0, 5000), st.sets(st.integers(0, 4999)))
def test_different_places_are_found_wherever_they_are(length: int, changed: set[int]) -> None:
    held: tuple[object, ...] = tuple(range(length))
    now = tuple(object() if place in changed else each for place, each in enumerate(held))

    assert identity.differing(held, now) == sorted(place for place in changed if place < length)
