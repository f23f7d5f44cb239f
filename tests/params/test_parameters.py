"""How names, positions, defaults and restrictions come together."""

from __future__ import annotations

import contextlib
import functools
import gc
import weakref
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djust.errors import InvalidParams, UsageError
from djust.params import parameters_of

if TYPE_CHECKING:
    from decimal import Decimal as Money


class View:
    class Tone(Enum):
        WARM = "warm"

    def pick(self, item_id: int = 0, **kwargs): ...

    def look(self, value: str = ""): ...

    def fill(self, name="", amount=3, **kwargs): ...

    def move(self, row: int, to: int, *, quiet: bool = False): ...

    def press(self, **kwargs): ...

    def count(self, **amounts: int): ...

    def gather(self, *names, **kwargs): ...

    def pay(self, amount: Money = 0, note: str = ""): ...

    def paint(self, tone: Tone): ...

    def maybe(self, page: int = None): ...  # noqa: RUF013

    def only(self, key, /): ...

    def colour(self, tone: complex = 0j): ...


def bind(handler: Any, params: dict[str, Any] | None = None, args: tuple[Any, ...] = (), **options: Any) -> dict[str, Any]:
    return parameters_of(handler).bind(params or {}, args, **options)


def problems(handler: Any, params: dict[str, Any] | None = None, args: tuple[Any, ...] = (), **options: Any) -> dict[str, str]:
    with pytest.raises(InvalidParams) as refused:
        bind(handler, params, args, **options)
    return refused.value.problems


def test_a_data_attribute_arrives_as_its_annotated_type() -> None:
    assert bind(View.pick, {"item_id": "5"}) == {"item_id": 5}


def test_what_the_handler_does_not_take_is_dropped() -> None:
    assert bind(View.look, {"value": "x", "_target": "y", "other": 1}) == {"value": "x"}


def test_an_open_handler_gets_the_rest_as_it_came() -> None:
    assert bind(View.pick, {"item_id": "5", "_target": "go", "n": 1}) == {"item_id": 5, "_target": "go", "n": 1}


def test_parameters_without_annotation_get_what_came() -> None:
    assert bind(View.fill, {"name": 5, "amount": "7"}) == {"name": 5, "amount": "7"}


def test_nobody_can_give_self() -> None:
    assert bind(View.press, {"self": "me", "a": 1}) == {"a": 1}
    assert bind(View.press, {"self": "me"}, coerce=False) == {}


def test_a_missing_required_parameter_names_what_came() -> None:
    missing = problems(View.move, {"row": "1", "speed": "2"})

    assert list(missing) == ["to"]
    assert "carried: row, speed" in missing["to"]
    assert "data-to" in missing["to"]


def test_all_problems_are_told_at_once() -> None:
    assert sorted(problems(View.move, {"row": "x"})) == ["row", "to"]


def test_an_empty_text_takes_the_default_of_a_number() -> None:
    assert bind(View.pick, {"item_id": ""}) == {}
    assert bind(View.look, {"value": ""}) == {"value": ""}
    assert list(problems(View.move, {"row": "", "to": "1"})) == ["row"]


def test_a_default_of_none_permits_none() -> None:
    assert bind(View.maybe, {"page": None}) == {"page": None}
    assert bind(View.maybe, {"page": ""}) == {}
    assert bind(View.maybe, {"page": "2"}) == {"page": 2}


def test_null_is_no_number_even_with_a_default() -> None:
    assert list(problems(View.pick, {"item_id": None})) == ["item_id"]


def test_arguments_by_position_fill_parameters_in_order() -> None:
    assert bind(View.move, {}, ("1", 2)) == {"row": 1, "to": 2}


def test_arguments_by_position_come_before_named_ones() -> None:
    assert bind(View.move, {"row": 9, "to": 2}, (1,)) == {"row": 1, "to": 2}


def test_too_many_arguments_are_refused() -> None:
    assert "at most 2 (row, to) by position, got 3" in problems(View.move, {}, (1, 2, True))["arguments"]
    assert "expected none by position" in problems(View.press, {}, (1,))["arguments"]
    assert "expected none by position" in problems(View.gather, {}, (1,))["arguments"]


def test_an_argument_for_a_starred_parameter_is_told_that_it_needs_a_name() -> None:
    assert problems(View.gather, {}, (1,))["arguments"].endswith("add named parameters; *names takes nothing from a page")


def test_a_restriction_drops_every_other_name() -> None:
    assert bind(View.pick, {"item_id": "5", "x": 1}, allowed=["item_id"]) == {"item_id": 5}
    assert bind(View.pick, {"item_id": "5", "x": 1}, allowed=["x"]) == {"x": 1}
    assert bind(View.fill, {"name": "a", "amount": 1}, coerce=False, allowed=["name"]) == {"name": "a"}


def test_arguments_by_position_fill_only_what_a_restriction_permits() -> None:
    assert bind(View.fill, {}, ("x",), allowed=["amount"]) == {"amount": "x"}
    assert "got 2" in problems(View.fill, {}, (1, 2), allowed=["name"])["arguments"]


def test_without_coercion_every_scalar_is_text() -> None:
    sent = {"name": True, "amount": 5, "none": None, "half": 0.5, "whole": 2.0, "list": [1, {"a": False}]}

    assert bind(View.fill, sent, coerce=False) == {
        "name": "true",
        "amount": "5",
        "none": "",
        "half": "0.5",
        "whole": "2",
        "list": ["1", {"a": "false"}],
    }


def test_without_coercion_a_missing_parameter_is_still_missing() -> None:
    assert list(problems(View.move, {"row": "x"}, coerce=False)) == ["to"]


def test_without_coercion_values_too_deep_or_too_long_are_refused() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]

    assert list(problems(View.fill, {"name": deep}, coerce=False)) == ["*"]
    assert list(problems(View.fill, {"name": 10**5000}, coerce=False)) == ["*"]


def test_annotated_keyword_arguments_are_coerced_each() -> None:
    assert bind(View.count, {"apples": "3"}) == {"apples": 3}
    assert list(problems(View.count, {"apples": "three"})) == ["apples"]


def test_a_name_that_is_missing_at_run_time_is_unresolved_and_never_a_silent_pass() -> None:
    pay = parameters_of(View.pay)

    assert "Money" in pay.unresolved["amount"]
    assert pay.bind({"note": "x"}) == {"note": "x"}
    with pytest.raises(UsageError, match=r"pay\(amount\): annotation 'Money' cannot be resolved"):
        pay.bind({"amount": "5"})


def test_a_type_without_coercion_is_unresolved() -> None:
    colour = parameters_of(View.colour)

    assert "register_coercion(complex, function)" in colour.unresolved["tone"]
    with pytest.raises(UsageError):
        colour.bind({"tone": "1j"})


def test_a_name_of_the_views_class_is_found() -> None:
    assert bind(View.paint, {"tone": "warm"}) == {"tone": View.Tone.WARM}


def test_a_name_that_is_defined_later_is_found_at_first_use() -> None:
    def later(self, it: Late): ...  # noqa: F821

    known = parameters_of(later)
    assert "Late" in known.unresolved["it"]
    globals()["Late"] = Literal["a"]
    try:
        assert known.bind({"it": "a"}) == {"it": "a"}
        assert known.unresolved == {}
    finally:
        del globals()["Late"]


def test_a_positional_only_parameter_is_told_to_the_author() -> None:
    with pytest.raises(UsageError, match="positional-only"):
        parameters_of(View.only)


def test_a_function_without_self_is_told_to_the_author() -> None:
    def handler(**kwargs): ...

    with pytest.raises(UsageError, match="expected self"):
        parameters_of(handler)


def test_a_wrapped_handler_shows_the_signature_of_the_wrapped_one() -> None:
    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(self, *args, **kwargs):
            return function(self, *args, **kwargs)

        return wrapper

    parameters_of(View.move)
    wrapped = logged(View.move)

    assert parameters_of(wrapped).function is wrapped
    assert bind(wrapped, {"row": "1", "to": "2"}) == {"row": 1, "to": 2}


def test_a_bound_method_has_the_parameters_of_its_function() -> None:
    assert parameters_of(View().move) is parameters_of(View.move)
    assert parameters_of(View.move).required == ("row", "to")


def test_parameters_do_not_keep_a_function_alive() -> None:
    def handler(self, it: int): ...

    assert parameters_of(handler).bind({"it": "1"}) == {"it": 1}
    alive = weakref.ref(handler)
    del handler
    gc.collect()

    assert alive() is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ANNOTATIONS: list[Any] = [
    int,
    float,
    bool,
    str,
    View.Tone,
    Literal["a", 1],
    list[int],
    dict[str, int],
    set,
    tuple[int, ...],
    int | None,
    list,
]


@given(st.sampled_from(ANNOTATIONS), JSON, st.lists(JSON, max_size=3), st.booleans())
def test_whatever_a_browser_sends_is_bound_or_refused(annotation: Any, value: Any, args: list[Any], coerce: bool) -> None:
    def handler(self, it, other=None, **kwargs): ...

    handler.__annotations__["it"] = annotation
    arguments: dict[str, Any] = {"it": value}
    with contextlib.suppress(InvalidParams):
        arguments = parameters_of(handler).bind({"it": value, "self": value, "more": value}, args, coerce=coerce)

    assert "it" in arguments
    assert "self" not in arguments
