"""A dataclass as a parameter, filled from a form or an object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from djust.errors import InvalidParams
from djust.params import parameters_of


@dataclass
class Address:
    street: str
    number: int
    note: str = ""
    floor: int = 0
    gift: bool = field(kw_only=True)
    tags: list[str] = field(kw_only=True)
    token: str = field(default="secret", init=False)


@dataclass(frozen=True)
class Tree:
    name: str
    children: list[Tree] = field(default_factory=list)


@dataclass
class Period:
    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("first comes after last")


@dataclass
class Broken:
    thing: Nowhere  # noqa: F821


class View:
    def save(self, address: Address, **kwargs): ...

    def rename(self, address: Address | None = None): ...

    def plant(self, tree: Tree): ...

    def between(self, period: Period, unit: str = "days"): ...

    def broken(self, it: Broken): ...


FORM = {"street": "Elm", "number": "5", "floor": ""}


def test_the_fields_of_a_form_fill_the_record() -> None:
    arrived = parameters_of(View.save).bind({**FORM, "gift": "on", "tags": ["a", "b"], "_target": "save"})

    assert arrived == {"address": Address("Elm", 5, gift=True, tags=["a", "b"]), "_target": "save"}


def test_an_unticked_box_and_an_empty_multiple_choice_are_false_and_empty() -> None:
    address = parameters_of(View.save).bind(FORM)["address"]

    assert address.gift is False
    assert address.tags == []


def test_an_object_under_the_parameters_own_name_fills_the_record() -> None:
    content = {"street": "Elm", "number": 5, "gift": True, "tags": []}
    as_json = '{"street": "Elm", "number": 5, "gift": true, "tags": []}'

    for sent in (content, as_json):
        assert parameters_of(View.save).bind({"address": sent})["address"] == Address("Elm", 5, gift=True, tags=[])


def test_an_object_must_be_complete_where_a_form_need_not() -> None:
    with pytest.raises(InvalidParams) as refused:
        parameters_of(View.save).bind({"address": {"street": "Elm", "number": 5}})

    assert sorted(refused.value.problems) == ["address.gift", "address.tags"]


def test_every_wrong_field_is_named() -> None:
    with pytest.raises(InvalidParams) as refused:
        parameters_of(View.save).bind({"number": "five", "floor": "x"})

    assert sorted(refused.value.problems) == ["address.floor", "address.number", "address.street"]


def test_a_field_that_no_browser_may_set_is_not_set() -> None:
    address = parameters_of(View.save).bind({**FORM, "token": "stolen"})["address"]

    assert address.token == "secret"


def test_an_optional_record_stays_away_with_its_fields() -> None:
    rename = parameters_of(View.rename)

    assert rename.bind({}) == {}
    assert rename.bind({"address": None}) == {"address": None}
    assert rename.bind({"address": ""}) == {"address": None}
    assert rename.bind(FORM)["address"].street == "Elm"


def test_a_missing_record_is_named() -> None:
    with pytest.raises(InvalidParams) as refused:
        parameters_of(View.plant).bind({"other": 1})

    assert list(refused.value.problems) == ["tree"]


def test_a_record_may_hold_itself() -> None:
    arrived = parameters_of(View.plant).bind({"tree": {"name": "a", "children": [{"name": "b"}]}})

    assert arrived == {"tree": Tree("a", [Tree("b")])}


def test_a_record_nested_without_end_is_refused() -> None:
    tree: dict[str, Any] = {"name": "leaf"}
    for _ in range(3000):
        tree = {"name": "n", "children": [tree]}

    with pytest.raises(InvalidParams, match="deep"):
        parameters_of(View.plant).bind({"tree": tree})


def test_what_the_record_itself_refuses_is_told() -> None:
    with pytest.raises(InvalidParams, match="first comes after last"):
        parameters_of(View.between).bind({"first": "5", "last": "3"})


def test_a_restricted_handler_takes_the_record_with_its_fields() -> None:
    between = parameters_of(View.between)

    assert between.bind({"first": "1", "last": "2", "unit": "weeks"}, allowed=["period"]) == {"period": Period(1, 2)}
    with pytest.raises(InvalidParams):
        between.bind({"first": "1", "last": "2"}, allowed=["unit"])


def test_a_record_whose_annotations_cannot_be_resolved_is_for_a_check() -> None:
    assert "Nowhere" in parameters_of(View.broken).unresolved["it"]
