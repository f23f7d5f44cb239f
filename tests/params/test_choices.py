"""Enumerations and literals as parameters."""

from __future__ import annotations

from enum import Enum, Flag, IntEnum
from typing import Any, Literal

import pytest
from django.db.models import TextChoices

from djust.errors import InvalidParams
from djust.params import parameters_of


class Size(Enum):
    SMALL = "s"
    LARGE = "l"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Switch(Enum):
    OFF = False
    ON = True


class Mixed(Enum):
    NUMBER = 1
    TEXT = "1"


class State(TextChoices):
    OPEN = "open", "Open"
    NONE = "", "Any"


class Loose(Enum):
    RED = "red"

    @classmethod
    def _missing_(cls, value: object) -> Loose | None:
        return cls.RED if str(value).lower() == "red" else None


class Right(Flag):
    READ = 1
    WRITE = 2


def bound(annotation: Any, value: Any, **default: Any) -> Any:
    def handler(self, it=None): ...

    def strict(self, it): ...

    handler.__annotations__["it"] = strict.__annotations__["it"] = annotation
    return parameters_of(handler if default else strict).bind({"it": value}).get("it", "default")


@pytest.mark.parametrize(
    ("annotation", "sent", "got"),
    [
        (Size, "s", Size.SMALL),
        (Size, "LARGE", Size.LARGE),
        (Level, "2", Level.HIGH),
        (Level, 1, Level.LOW),
        (Level, "HIGH", Level.HIGH),
        (Switch, True, Switch.ON),
        (Switch, "false", Switch.OFF),
        (Mixed, 1, Mixed.NUMBER),
        (Mixed, "1", Mixed.TEXT),
        (State, "open", State.OPEN),
        (State, "", State.NONE),
        (State | None, "", State.NONE),
        (Size | None, "", None),
        (Loose, "RED", Loose.RED),
        (Loose, "Red", Loose.RED),
        (Right, 3, Right.READ | Right.WRITE),
        (Size, Size.SMALL, Size.SMALL),
    ],
)
def test_an_enum_is_found_by_value_then_by_name(annotation: Any, sent: Any, got: Any) -> None:
    assert bound(annotation, sent) is got


@pytest.mark.parametrize(
    ("annotation", "sent"),
    [(Size, "m"), (Size, "small"), (Level, True), (Level, "3"), pytest.param(Level, 10**5000, id="huge"), (Size, ["s"])],
)
def test_what_is_no_member_is_refused_with_the_members(annotation: Any, sent: Any) -> None:
    with pytest.raises(InvalidParams) as refused:
        bound(annotation, sent)

    assert annotation.__name__ in refused.value.problems["it"]
    assert repr(next(iter(annotation)).value) in refused.value.problems["it"]


@pytest.mark.parametrize(
    ("annotation", "sent", "got"),
    [
        (Literal["asc", "desc"], "asc", "asc"),
        (Literal[1, 2], "2", 2),
        (Literal[1, 2], 2, 2),
        (Literal[True, "auto"], "true", True),
        (Literal["1", 1], 1, 1),
        (Literal["1", 1], "1", "1"),
        (Literal["a", None], "", None),
        (Literal["a", None], None, None),
        (Literal["", "a"], "", ""),
        (Literal["", "a"] | None, "", ""),
        (Literal["a"] | None, "", None),
    ],
)
def test_a_literal_takes_its_choices(annotation: Any, sent: Any, got: Any) -> None:
    arrived = bound(annotation, sent)

    assert arrived == got
    assert type(arrived) is type(got)


@pytest.mark.parametrize("sent", ["ASC", "", None, 1, ["asc"], {}])
def test_what_is_outside_a_literal_is_refused(sent: Any) -> None:
    with pytest.raises(InvalidParams, match="expected one of 'asc', 'desc', got "):
        bound(Literal["asc", "desc"], sent)


def test_true_is_not_the_choice_one() -> None:
    with pytest.raises(InvalidParams):
        bound(Literal[1, 2], True)
