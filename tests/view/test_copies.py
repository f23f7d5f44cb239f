"""Copies of many objects: each its own, and made as Django makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from djust.view.copies import copied
from tests.site.models import Note


@dataclass
class Item:
    """An object with a list."""

    name: str
    tags: list[str] = field(default_factory=list)


@pytest.mark.parametrize("make", [lambda n: Note(pk=n, text=f"text {n}"), lambda n: Item(f"item {n}", [f"tag {n}"])])
def test_each_of_a_thousand_objects_gets_a_copy_of_its_own(make: Any) -> None:
    """What is made on the way and let go must not be taken for something else that comes to lie at its address."""
    values = [make(number) for number in range(1000)]
    twins = copied(values)

    assert [vars(twin) | {"_state": 0} for twin in twins] == [vars(value) | {"_state": 0} for value in values]
    assert not {id(vars(twin)) for twin in twins} & {id(vars(value)) for value in values}


def test_a_copy_of_a_model_has_its_own_relations(db: None) -> None:
    value = Permission.objects.select_related("content_type").first()
    assert value is not None
    twin = copied(value)
    other = Permission(name="other")
    twin._state.fields_cache["content_type"] = other

    assert type(twin) is Permission
    assert (twin.pk, twin._state.db, twin._state.adding) == (value.pk, value._state.db, False)
    assert value._state.fields_cache["content_type"] is not other


class Careful(Note):
    """A model that says itself what a copy is."""

    class Meta:
        app_label = "site"
        proxy = True

    def __getstate__(self) -> dict[str, Any]:
        return super().__getstate__() | {"text": "a copy"}  # type: ignore[no-any-return,misc]


def test_a_model_with_a_say_in_it_is_asked() -> None:
    assert copied(Careful(text="the first")).text == "a copy"
