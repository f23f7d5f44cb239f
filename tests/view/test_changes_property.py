"""Any state, any edits: what the tracker says against what a slow, complete look at everything says."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from djust.view.changes import StateTracker
from tests.site.models import Note


@dataclass
class Point:
    x: Any = None


@dataclass(slots=True)
class Slim:
    x: Any = None
    y: Any = None


class Plain:
    pass


LEAVES: list[Any] = [None, True, False, 0, 1, 2, "a", "b", "", "<i>", SafeString("<i>"), 1.0, 0.5, Decimal("1.0"), (1, "a"), b"x", 10**20]
KEYS = ["a", "b", "c", 1, True, None, (1, 2)]
MAKERS: list[Callable[[], Any]] = [
    dict,
    list,
    set,
    deque,
    OrderedDict,
    Counter,
    lambda: defaultdict(list),
    Point,
    Slim,
    Plain,
    lambda: Note(text="t"),
    lambda: deque(maxlen=2),
]


class World:
    """A random state, and every container in it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.containers: list[Any] = []
        self.state: dict[str, Any] = {}
        for name in "pqrstu":
            self.state[name] = self.value(3)

    def value(self, depth: int) -> Any:
        chance = self.random.random()
        if depth == 0 or chance < 0.4:
            return self.random.choice(LEAVES)
        if chance < 0.5 and self.containers:
            return self.random.choice(self.containers)
        if chance < 0.55:
            return (self.value(depth - 1), 1)
        if chance < 0.65:  # rows, as they are in most pages
            rows = [{"id": n, "x": self.value(0)} for n in range(self.random.randrange(5))]
            self.containers += [rows, *rows]
            return rows
        container = self.random.choice(MAKERS)()
        self.containers.append(container)
        for _ in range(self.random.randrange(4)):
            self.edit(container, depth - 1)
        return container

    def edit(self, container: Any, depth: int = 1) -> None:
        random = self.random
        if isinstance(container, dict):
            key = random.choice(KEYS)
            if random.random() < 0.3:
                container.pop(key, None)
            else:
                container[key] = self.value(depth)
        elif isinstance(container, list | deque):
            choice = random.random()
            if choice < 0.2 and container:
                container.pop()
            elif choice < 0.4 and container:
                container[random.randrange(len(container))] = self.value(depth)
            elif choice < 0.5:
                container.reverse()
            else:
                container.append(self.value(depth))
        elif isinstance(container, set):
            (container.discard if random.random() < 0.4 else container.add)(random.choice(LEAVES))
        else:
            name = random.choice(["x", "y"]) if not isinstance(container, Point) else "x"
            if isinstance(container, Plain) and random.random() < 0.3:
                vars(container).pop(name, None)
            else:
                setattr(container, name, self.value(depth))


def leaf(thing: Any) -> Any:
    if type(thing) in (float, Decimal, SafeString):
        return "object", id(thing)
    if type(thing) is tuple:
        return "tuple", tuple(map(leaf, thing))
    return type(thing), repr(thing)


def look(thing: Any, seen: dict[int, int], *, order: bool = True) -> Any:
    """Tell everything that is reached from *thing*: types, identities of containers, leaves, order."""
    attributes = getattr(thing, "__dict__", None)
    slots = getattr(type(thing), "__slots__", ())
    holds = isinstance(thing, dict | list | set | deque | tuple)
    if isinstance(thing, SafeString) or not (holds or attributes is not None or slots):
        return leaf(thing)
    if type(thing) is tuple:
        return "tuple", [look(item, seen, order=order) for item in thing]
    if id(thing) in seen:
        return "again", seen[id(thing)]
    seen[id(thing)] = len(seen)
    told: list[Any] = [type(thing), id(thing)]
    if isinstance(thing, dict):
        told += [(look(key, seen, order=order), look(value, seen, order=order)) for key, value in thing.items()]
    elif isinstance(thing, set):
        told += [leaf(item) for item in thing] if order else sorted(repr(leaf(item)) for item in thing)
    elif isinstance(thing, list | deque):
        told += [look(item, seen, order=order) for item in thing]
    if attributes is not None:
        told += [(name, look(value, seen, order=order)) for name, value in attributes.items()]
    told += [(slot, look(getattr(thing, slot), seen, order=order)) for slot in slots]
    return told


def everything(state: dict[str, Any], *, order: bool = True) -> dict[str, Any]:
    return {name: look(value, {}, order=order) for name, value in state.items()}


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 4), st.integers(1, 3))
def test_the_names_whose_reachable_content_changed_are_named_and_everything_is_put_back(random: Random, edits: int, rounds: int) -> None:
    world = World(random)
    state = world.state
    tracker = StateTracker()
    tracker.hold(state)
    for _ in range(rounds):
        before, before_unordered = everything(state), everything(state, order=False)
        for _ in range(edits):
            if world.containers and random.random() < 0.8:
                world.edit(random.choice(world.containers))
            elif random.random() < 0.3:
                state.pop(random.choice("pqrstu"), None)
            else:
                state[random.choice("pqrstuvw")] = world.value(2)
        after = everything(state)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}

        assert tracker.compare(state).names == changed

        if random.random() < 0.5:
            assert tracker.restore(state) == []
            assert everything(state, order=False) == before_unordered
        tracker.hold(state)
        assert tracker.compare(state).names == frozenset()


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 4))
def test_an_object_that_is_known_and_not_listed_is_as_it_was(random: Random, edits: int) -> None:
    world = World(random)
    tracker = StateTracker()
    tracker.hold(world.state)
    before = {id(container): look(container, {}) for container in world.containers}
    for _ in range(edits if world.containers else 0):
        world.edit(random.choice(world.containers))

    changes = tracker.compare(world.state)
    for container in world.containers:
        if id(container) in changes.known and id(container) not in changes.objects:
            assert look(container, {}) == before.get(id(container))
