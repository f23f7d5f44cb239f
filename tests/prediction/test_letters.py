"""Operators on texts mean the same in both languages, letter by letter."""

from __future__ import annotations

from typing import Any

import pytest

from djust.prediction.trees import is_safe_text
from tests.prediction.interpreter import answers

#: Code points that the operators take (``docs/internals/wire.md``, 9), and some of their neighbours.
LETTERS = [
    letter for code in [*range(1, 0x250), 0x250, 0x391, 0x3A3, 0x1E9E, 0x2028, 0x3000, 0xFEFF, 0x1F600] if is_safe_text(letter := chr(code))
]


def told(operator: str, texts: list[str]) -> list[Any]:
    """Return what the client makes of *texts*."""
    questions = [{"s": [text], "p": [], "program": [[], [["=", [operator, [0]], 0]]], "given": {}} for text in texts]
    return [answer["after"][0] for answer in answers(questions)]


@pytest.mark.parametrize(("operator", "python"), [("upper", str.upper), ("lower", str.lower), ("strip", str.strip)])
def test_an_operator_is_pythons_or_unknown(operator: str, python: Any) -> None:
    texts = [*LETTERS, *(f"a{letter}B" for letter in LETTERS), *(f"{letter}x y{letter}" for letter in LETTERS)]
    found = told(operator, texts)

    assert [(text, one) for text, one in zip(texts, found, strict=True) if one not in ([], python(text))] == []
    assert sum(one != [] for one in found) > 900


def test_int_is_pythons_or_unknown() -> None:
    texts = [
        "1",
        " 12 ",
        "-7",
        "+3",
        "--1",
        "1_000",
        "٣",
        "",
        "1.0",
        "0x1",
        "99999999999999999999",
        "\t5\n",
        "\xa05",
        "- 1",
        "00012",
        "1e3",
    ]
    found = told("int", texts)

    for text, one in zip(texts, found, strict=True):
        if one != []:
            assert one == int(text)
    assert [text for text, one in zip(texts, found, strict=True) if one != []] == ["1", " 12 ", "-7", "+3", "\t5\n", "\xa05", "00012"]


@pytest.mark.parametrize("operator", ["//", "*", "+"])
def test_arithmetic_is_pythons_up_to_the_last_safe_number(operator: str) -> None:
    numbers = [0, 1, -1, 2, -2, 3, 7, -7, 10, 2**31, -(2**31), 2**52, 2**53 - 2, 2**53 - 1, -(2**53) + 1, -(2**53) + 2]
    pairs = [(a, b) for a in numbers for b in numbers]
    questions = [{"s": [a, b], "p": [], "program": [[], [["=", [operator, [0], [1]], 0]]], "given": {}} for a, b in pairs]
    wrong = []
    for (a, b), answer in zip(pairs, answers(questions), strict=True):
        one = answer["after"][0]
        exact = eval(f"a {operator} b") if b or operator != "//" else None
        if one != [] and one != exact:
            wrong.append((a, b, one, exact))

    assert wrong == []
