"""Optional parameters and parameters of several types."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, NewType, Optional, TypeVar, Union

import pytest

from djust.errors import InvalidParams
from djust.params import parameters_of

ItemId = NewType("ItemId", int)
Number = TypeVar("Number", int, float)
Limited = TypeVar("Limited", bound=int)
Free = TypeVar("Free")


def bound(annotation: Any, value: Any) -> Any:
    def handler(self, it): ...

    handler.__annotations__["it"] = annotation
    return parameters_of(handler).bind({"it": value})["it"]


@pytest.mark.parametrize(
    ("annotation", "sent", "got"),
    [
        (int | None, "", None),
        (int | None, " ", None),
        (int | None, None, None),
        (int | None, "5", 5),
        (Optional[str], "", None),  # noqa: UP045
        (str | None, "a", "a"),
        (Union[int, str], "5", 5),  # noqa: UP007
        (str | int, "5", 5),
        (int | str, "x", "x"),
        (int | str, "", ""),
        (int | float, "5.5", 5.5),
        (float | int, 5, 5),
        (bool | int, 1, 1),
        (int | bool, True, True),
        (date | int, "2026-01-02", date(2026, 1, 2)),
        (list[int] | int, "5", [5]),
        (ItemId, "5", 5),
        (Annotated[int, "a note"], "5", 5),
        (Number, "5", 5),
        (Limited, "5", 5),
        (Free, "5", "5"),
        (Any, [1], [1]),
        (object, None, None),
        (None, "", None),
    ],
)
def test_the_member_that_fits_is_taken(annotation: Any, sent: Any, got: Any) -> None:
    arrived = bound(annotation, sent)

    assert arrived == got
    assert type(arrived) is type(got)


def test_when_no_member_fits_all_are_named() -> None:
    with pytest.raises(InvalidParams, match=r"expected a whole number \(int\) or a date, got 'x'"):
        bound(int | date, "x")


def test_null_is_refused_where_none_is_not_a_member() -> None:
    with pytest.raises(InvalidParams):
        bound(int | str, None)
