"""Attributes are read as `client/src/events` reads them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from djust.testing.attributes import own_values, parse_call
from djust.testing.refusals import CannotBeDone

CALLS: dict[str, tuple[str, list[Any]]] = {
    "save": ("save", []),
    " save( ) ": ("save", []),
    "pick(1, 'a', true, null)": ("pick", [1, "a", True, None]),
    "pick(-1.5, .5, 1e3, None, False)": ("pick", [-1.5, 0.5, 1000.0, None, False]),
    r"""say('it\'s', "a\nb", 'c, d')""": ("say", ["it's", "a\nb", "c, d"]),
    "big(9007199254740991, 9007199254740993)": ("big", [9007199254740991, "9007199254740993"]),
    "löschen(1)": ("löschen", [1]),
}


@pytest.mark.parametrize(("source", "call"), CALLS.items())
def test_a_call_is_read(source: str, call: tuple[str, list[Any]]) -> None:
    found = parse_call(source)

    assert (found.handler, found.args) == call


@pytest.mark.parametrize("source", ["", "1st", "a-b", "save(", "save(x)", "save(1 2)", "save(1,)", "save('a)", "save() now"])
def test_what_is_no_call_is_refused_with_what_was_expected(source: str) -> None:
    with pytest.raises(CannotBeDone, match=re.escape(f"got {source!r}")):
        parse_call(source)


VALUES: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "kebab becomes snake": ({"data-item-id": "5", "data-dj-row": "a"}, {"item_id": "5", "row": "a"}),
    "dj-value wins": ({"dj-value-kind": "b", "data-kind": "a"}, {"kind": "b"}),
    "int": ({"data-n:int": " +7 ", "data-big:int": "9007199254740993"}, {"n": 7, "big": "9007199254740993"}),
    "float": ({"data-n:float": "1.5"}, {"n": 1.5}),
    "bool": ({"data-a:bool": "", "data-b:bool": "off", "data-c:bool": "Yes"}, {"a": True, "b": False, "c": True}),
    "json": ({"data-n:json": '{"a": [1]}'}, {"n": {"a": [1]}}),
    "list": ({"data-n:list": "a , b", "data-m:list": "[1, 2]", "data-o:list": ""}, {"n": ["a", "b"], "m": [1, 2], "o": []}),
    "others say nothing": ({"class": "a", "dj-click": "save", "database": "x"}, {}),
}


@pytest.mark.parametrize(("attributes", "values"), VALUES.values(), ids=VALUES)
def test_values_of_an_element_are_read(attributes: dict[str, str], values: dict[str, Any]) -> None:
    assert own_values(attributes) == values


@pytest.mark.parametrize("attribute", [("data-n:int", "x"), ("data-n:bool", "maybe"), ("data-n:json", "{"), ("data-n:date", "1")])
def test_a_value_that_is_none_is_refused(attribute: tuple[str, str]) -> None:
    with pytest.raises(CannotBeDone, match=re.escape(f"{attribute[0]}={attribute[1]!r}")):
        own_values(dict([attribute]))


def test_the_client_still_has_the_words_that_are_read_here() -> None:
    client = (Path(__file__).resolve().parents[2] / "client" / "src" / "events" / "values.ts").read_text(encoding="utf-8")

    assert all(f"  {word}:" in client for word in ("int", "float", "bool", "json", "list"))
