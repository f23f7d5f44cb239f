"""Several values in one parameter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest

from djust.errors import InvalidParams
from djust.params import parameters_of


def bound(annotation: Any, value: Any) -> Any:
    def handler(self, it): ...

    handler.__annotations__["it"] = annotation
    return parameters_of(handler).bind({"it": value})["it"]


@pytest.mark.parametrize(
    ("annotation", "sent", "got"),
    [
        (list[int], "1, 2,3", [1, 2, 3]),
        (list[int], "[1, 2]", [1, 2]),
        (list[int], ["1", 2], [1, 2]),
        (list[int], 5, [5]),
        (list[int], "5", [5]),
        (list[str], "", []),
        (list[str], ["a,b"], ["a,b"]),
        (list, "a, b", ["a", "b"]),
        (list, ["x"], ["x"]),
        (Sequence[int], "1", [1]),
        (Iterable[int], "1", [1]),
        (set[int], "1,2,1", {1, 2}),
        (frozenset[str], ["a"], frozenset("a")),
        (tuple[int, ...], "1,2", (1, 2)),
        (tuple[int, str], "1,b", (1, "b")),
        (tuple, "a", ("a",)),
        (list[list[int]], "[[1], [2, 3]]", [[1], [2, 3]]),
        (list[int] | None, None, None),
        (list[int] | None, "", None),
        (dict, '{"a": 1}', {"a": 1}),
        (dict, {"a": [1]}, {"a": [1]}),
        (dict[str, int], {"a": "5"}, {"a": 5}),
        (dict[int, bool], '{"1": "yes"}', {1: True}),
        (Mapping[str, list[int]], {"a": "1,2"}, {"a": [1, 2]}),
    ],
)
def test_values_arrive_in_their_container(annotation: Any, sent: Any, got: Any) -> None:
    arrived = bound(annotation, sent)

    assert arrived == got
    assert type(arrived) is type(got)


@pytest.mark.parametrize(
    ("annotation", "sent", "where"),
    [
        (list[int], "1,x,3", "it[1]"),
        (list[int], None, "it"),
        (list[int], {"a": 1}, "it"),
        (list[int], "[1, 2", "it"),
        (list[int], "[NaN]", "it"),
        (list[float], "[1e999]", "it"),
        (list[int], "[" * 100_000, "it"),
        (list[list[int]], "[[1], [2, 0.5]]", "it[1][1]"),
        (set, "[[1]]", "it"),
        (tuple[int, str], "1", "it"),
        (dict, "5", "it"),
        (dict, "[]", "it"),
        (dict, "", "it"),
        (dict, None, "it"),
        (dict, '{"a":' * 50_000, "it"),
        (dict[str, int], {"a": "x"}, "it['a']"),
    ],
)
def test_a_wrong_element_is_named_by_its_place(annotation: Any, sent: Any, where: str) -> None:
    with pytest.raises(InvalidParams) as refused:
        bound(annotation, sent)

    assert list(refused.value.problems) == [where]
