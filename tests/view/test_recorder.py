"""The ``self`` of a task: an instance of the view's class whose writes wait until they are applied."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest

from djust import LiveView, event_handler
from djust.decorators import reactive, state
from djust.view.copies import copied
from djust.view.recorder import recorder
from djust.view.recording import Recording
from tests.site.models import Note


class Base(LiveView):
    """What the view inherits."""

    made: list[type] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Base.made.append(cls)

    def bump(self, by: int) -> None:
        self.count += by


class View(Base):
    """One of everything."""

    template = ""
    kind = "of the class"
    declared = state(default=[1])

    def __init__(self) -> None:
        super().__init__()
        self.count = 1
        self._hidden = "view"
        self._level = 1
        self.rows = [{"done": False}, {"done": False}]

    @property
    def double(self) -> int:
        return self.count * 2

    @double.setter
    def double(self, value: int) -> None:
        self.count = value // 2

    @reactive
    def level(self) -> int:
        return self._level

    @level.setter
    def level(self, value: int) -> None:
        self._level = value

    @cached_property
    def slow(self) -> int:
        return self.count * 100

    def bump(self, by: int) -> None:
        super().bump(by)
        self.__secret = by

    def secret(self) -> int:
        return self.__secret

    @event_handler
    def handler(self) -> None:
        self.count += 1000


class Stage:
    """A view, a task's self over it, and the session's turns."""

    def __init__(self) -> None:
        self.view = View()
        self.turn = 0
        self.told = 0
        self.recording = Recording(self.view, self._changed, lambda: self.turn)
        self.me = recorder(self.recording, lambda function: function(self.view))

    def _changed(self) -> None:
        self.told += 1

    def apply(self) -> bool:
        self.recording.collect()
        applied = self.recording.apply()
        self.turn += 1
        return applied


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_it_is_an_instance_of_the_views_class_and_no_class_of_its_own(stage: Stage) -> None:
    known = list(Base.made)
    made = recorder(stage.recording, lambda function: None)

    assert isinstance(made, View)
    assert made.__class__ is View
    assert type(made).__name__ == "View"
    assert Base.made == known == [View]


def test_the_task_reads_its_own_writes_and_the_view_reads_them_once_applied(stage: Stage) -> None:
    stage.me.count = 5
    stage.me.new = "new"

    assert (stage.me.count, stage.me.new, stage.view.count) == (5, "new", 1)

    stage.apply()

    assert (stage.view.count, stage.view.new) == (5, "new")  # type: ignore[attr-defined]
    assert stage.told > 0


def test_once_applied_a_plain_value_is_read_from_the_view_again(stage: Stage) -> None:
    stage.me.count = 5
    stage.apply()
    stage.view.count = 7

    assert stage.me.count == 7


def test_private_names_properties_and_inherited_methods_record(stage: Stage) -> None:
    stage.me._hidden = "task"
    stage.me.double = 8
    stage.me.bump(1)
    stage.me.level = 3
    stage.me.handler()

    assert (stage.me.double, stage.me.secret(), stage.me.level) == (2010, 1, 3)
    assert vars(stage.view) == vars(View())

    stage.apply()

    assert (stage.view.count, stage.view._hidden, stage.view.level, stage.view.secret()) == (1005, "task", 3, 1)


def test_declared_state_is_read_from_the_view_and_written_like_any_other(stage: Stage) -> None:
    stage.view.declared = [1, 2]
    stage.me.declared.append(3)
    stage.apply()

    assert stage.view.declared == [1, 2, 3]


def test_a_cached_property_is_worked_out_for_the_task_and_kept(stage: Stage) -> None:
    stage.me.count = 3

    assert stage.me.slow == 300
    assert "slow" not in vars(stage.view)

    stage.apply()

    assert stage.view.slow == 300


def test_class_attributes_and_missing_names_are_as_ever(stage: Stage) -> None:
    assert stage.me.kind == "of the class"
    with pytest.raises(AttributeError, match="nothing"):
        _ = stage.me.nothing
    with pytest.raises(AttributeError, match="nothing"):
        del stage.me.nothing


def test_a_name_can_be_taken_away(stage: Stage) -> None:
    del stage.me.count

    assert not hasattr(stage.me, "count")
    assert stage.view.count == 1

    stage.apply()

    assert not hasattr(stage.view, "count")


def test_vars_of_a_task_are_what_it_sees(stage: Stage) -> None:
    stage.me.count = 2
    stage.me.extra = 1
    del stage.me._hidden

    assert vars(stage.me)["count"] == 2
    assert set(vars(stage.me)) == set(vars(View())) - {"_hidden"} | {"extra"}
    assert len(vars(stage.me)) == len(vars(View()))


def test_a_nested_edit_is_seen_by_nobody_before_it_is_applied(stage: Stage) -> None:
    first = stage.view.rows[0]
    stage.me.rows[0]["done"] = True

    assert stage.view.rows == [{"done": False}, {"done": False}]

    stage.apply()

    assert stage.view.rows[0] == {"done": True}
    assert first == {"done": False}


def test_an_edit_after_the_apply_is_no_edit_of_the_views(stage: Stage) -> None:
    rows = stage.me.rows
    rows.append({})
    stage.apply()
    rows.append({})

    assert len(stage.view.rows) == 3

    stage.apply()

    assert len(stage.view.rows) == 4


def test_a_list_that_the_task_made_may_still_be_edited(stage: Stage) -> None:
    mine = stage.me.fresh = [1]
    mine.append(2)
    stage.apply()
    stage.me.fresh.append(3)
    stage.apply()

    assert stage.view.fresh == [1, 2, 3]  # type: ignore[attr-defined]


def test_reading_is_no_write(stage: Stage) -> None:
    assert [row["done"] for row in stage.me.rows] == [False, False]
    stage.view.rows.append({"done": True})

    assert not stage.apply()
    assert len(stage.view.rows) == 3


def test_what_somebody_else_changed_is_read_afresh_where_the_task_did_not(stage: Stage) -> None:
    stage.me.rows.append({"done": "task"})
    stage.apply()
    stage.view.rows.append({"done": "handler"})
    stage.turn += 1

    assert [row["done"] for row in stage.me.rows] == [False, False, "task", "handler"]


def test_the_last_write_to_a_name_wins(stage: Stage) -> None:
    stage.me.rows.append({"done": "task"})
    stage.view.rows = []
    stage.turn += 1
    stage.apply()

    assert [row["done"] for row in stage.view.rows] == [False, False, "task"]


def test_an_edit_under_way_is_left_alone_until_it_is_quiet(stage: Stage) -> None:
    rows = stage.me.rows
    rows.clear()
    stage.recording.look()

    assert not stage.recording.apply()

    rows.extend([1, 2])
    stage.recording.look()

    assert not stage.recording.apply()

    stage.recording.look()

    assert stage.recording.apply()
    assert stage.view.rows == [1, 2]


def test_a_list_that_is_never_quiet_is_shown_all_the_same(stage: Stage) -> None:
    rows = stage.me.rows
    for number in range(10):
        rows.append(number)
        stage.recording.look()

    assert stage.recording.apply()
    assert len(stage.view.rows) > 2


def test_after_it_is_closed_writes_are_seen_by_the_task_alone(stage: Stage) -> None:
    stage.me.count = 2
    stage.recording.close()
    stage.me.count = 3
    stage.apply()
    stage.apply()

    assert (stage.me.count, stage.view.count) == (3, 2)


@dataclass
class Item:
    """A record of the author's."""

    name: str
    tags: list[str] = field(default_factory=list)


class Names(list[str]):
    """A list of the author's."""


def test_containers_are_copied_as_deep_as_they_go() -> None:
    shared = ["shared"]
    value = {
        "list": [shared, shared],
        "tuple": (shared, 1),
        "default": defaultdict(list, a=[1]),
        "ordered": OrderedDict(b=[1], a=[2]),
        "deque": deque([[1]], maxlen=3),
        "set": {1, 2},
        "item": Item("a", ["x"]),
        "note": Note(pk=1, text="a"),
        "names": Names(["a"]),
    }
    twin: Any = copied(value)

    assert twin == value
    assert twin["list"][0] is twin["list"][1] is twin["tuple"][0] is not shared
    assert all(type(twin[name]) is type(value[name]) and twin[name] is not value[name] for name in value)
    assert twin["default"]["new"] == []
    assert list(twin["ordered"]) == ["b", "a"]
    assert twin["deque"].maxlen == 3
    assert twin["item"].tags is not value["item"].tags  # type: ignore[attr-defined]

    twin["note"].text = "b"

    assert value["note"].text == "a"  # type: ignore[attr-defined]


def test_a_container_that_holds_itself_is_copied_once() -> None:
    value: list[Any] = [1]
    value.append(value)
    twin = copied(value)

    assert twin[1] is twin
    assert twin is not value


def test_what_is_no_data_is_shared() -> None:
    thing = object()

    assert copied([thing])[0] is thing
