"""What may be written above a method."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from djust.decorators import action, background, event_handler, on_mount, server_function
from djust.decorators.metadata import meta_of, read_meta
from djust.errors import UsageError


def plain(self: Any) -> None:
    """Says what it does."""


@pytest.mark.parametrize("decorate", [event_handler, event_handler()])
def test_it_works_bare_and_called_and_returns_the_function(decorate: Callable[..., Any]) -> None:
    def handler(self: Any) -> None:
        """Says what it does."""

    marked = decorate(handler)
    meta = read_meta(marked)

    assert marked is handler
    assert meta is not None
    assert meta.marked
    assert meta.description == "Says what it does."


def test_it_works_on_async_functions() -> None:
    @event_handler()
    async def handler(self: Any) -> None: ...

    meta = read_meta(handler)

    assert meta is not None
    assert meta.marked


def test_what_another_decorator_wrote_stays_in_any_order() -> None:
    def handler(self: Any) -> None: ...

    before = meta_of(handler)
    event_handler(params=["a"], description="d", coerce_types=False)(handler)

    assert read_meta(handler) is before
    assert (before.params, before.description, before.coerce_types) == (("a",), "d", False)


def test_an_undecorated_function_has_no_metadata() -> None:
    assert read_meta(plain) is None


@pytest.mark.parametrize("thing", [int, 5, staticmethod(plain), "name"])
def test_something_else_than_a_function_is_a_usage_error(thing: Any) -> None:
    with pytest.raises(UsageError, match="goes above a method"):
        event_handler()(thing)


@pytest.mark.parametrize("decorate", [event_handler, action, server_function, on_mount, background])
def test_a_function_that_yields_is_a_usage_error(decorate: Any) -> None:
    def step(self: Any) -> Any:
        yield

    async def step_later(self: Any) -> Any:
        yield

    for function in (step, step_later):
        with pytest.raises(UsageError, match=r"function that yields.*@background"):
            decorate(function)


def test_params_given_as_one_string_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="Write params="):
        event_handler(params="name")


def test_serialize_without_an_api_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="expose_api=True"):
        event_handler(serialize="as_json")


def test_atomic_on_an_async_function_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="plain def"):

        @event_handler(atomic=True)
        async def handler(self: Any) -> None: ...
