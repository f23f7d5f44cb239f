"""Values as text: bounded, secrets covered, and no database is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.functional import SimpleLazyObject

from djust.debug.values import COVERED, shown, shown_names
from tests.site.models import Note


class Stubborn:
    """An object whose author wrote a `repr` that must not be called, and an attribute that is a secret."""

    def __init__(self) -> None:
        self.size = 3
        self.api_key = "swordfish"

    def __repr__(self) -> str:
        raise AssertionError("nobody asked for this")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.5, "1.5"),
        ({"a": [1, (2, None)]}, "{'a': [1, (2, None)]}"),
        ({2, 1}, "{1, 2}"),
        (Stubborn(), f"Stubborn(size=3, api_key={COVERED})"),
        ({"password": "swordfish"}, f"{{'password': {COVERED}}}"),
        ("x" * 400, f"'{'x' * 300}' … 400 in all"),
    ],
)
def test_a_value_is_shown_as_python_would_write_it(value: Any, text: str) -> None:
    assert shown(value) == text


def test_what_is_lazy_stays_so() -> None:
    assert shown(SimpleLazyObject(lambda: 1 / 0)) == "<lazy, not loaded: SimpleLazyObject>"


def test_of_many_items_some_are_shown_and_the_rest_is_counted() -> None:
    text = shown(list(range(1000)))

    assert "199" in text
    assert "… 800 more" in text


def test_what_holds_itself_has_an_end() -> None:
    ring: list[Any] = []
    ring.append(ring)

    assert shown(ring).count("[") < 20


def test_names_that_sound_secret_are_covered() -> None:
    assert shown_names({"door_password": "x", "csrf_token": "y", "author": "z"}) == {
        "door_password": COVERED,
        "csrf_token": COVERED,
        "author": "'z'",
    }


@pytest.mark.django_db
def test_no_query_is_run_for_a_queryset_or_a_row(django_assert_num_queries: Any) -> None:
    Note.objects.create(text="milk")
    row = Note.objects.get()
    read = Note.objects.all()
    len(read)
    with django_assert_num_queries(0):
        assert shown(Note.objects.all()) == "<QuerySet of Note: not asked>"
        assert shown(read) == "<QuerySet of Note: 1 rows read>"
        assert shown(row) == f"Note(id={row.pk}, text='milk', done=False)"
