"""A model as a parameter, found by its primary key."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session

from djust.errors import InvalidParams, NotFound
from djust.params import parameters_of
from tests.site.models import Note

pytestmark = pytest.mark.django_db


def bound(annotation: Any, value: Any) -> Any:
    def handler(self, it): ...

    handler.__annotations__["it"] = annotation
    return parameters_of(handler).bind({"it": value})["it"]


def test_a_row_is_found_by_text_and_by_number() -> None:
    note = Note.objects.create(text="milk")

    assert bound(Note, str(note.pk)) == note
    assert bound(Note, note.pk) == note
    assert bound(Note | None, str(note.pk)) == note


def test_a_row_that_is_gone_is_not_found() -> None:
    with pytest.raises(NotFound) as missing:
        bound(Note, "4711")

    assert missing.value.code == "not_found"
    assert missing.value.detail.startswith("handler(it): expected the primary key of a Note that is there, got 4711")
    assert "4711" not in missing.value.text


def test_a_key_that_the_database_cannot_hold_is_not_found() -> None:
    for key in ("9" * 30, -(10**40)):
        with pytest.raises(NotFound):
            bound(Note, key)
        with pytest.raises(NotFound):
            bound(list[Note], [key])


@pytest.mark.parametrize("sent", ["abc", "", None, True, 1.5, [1], {"pk": 1}, "1_0"])
def test_what_cannot_be_a_key_is_invalid(sent: Any) -> None:
    with pytest.raises(InvalidParams, match="the primary key of a Note"):
        bound(Note, sent)


def test_an_empty_text_for_an_optional_row_is_none() -> None:
    assert bound(Note | None, "") is None


def test_a_queryset_in_the_annotation_restricts_what_is_found() -> None:
    done = Note.objects.create(text="done", done=True)
    open_ = Note.objects.create(text="open")
    annotation = Annotated[Note, Note.objects.filter(done=True)]

    assert bound(annotation, done.pk) == done
    with pytest.raises(NotFound):
        bound(annotation, open_.pk)


def test_the_queryset_of_an_annotation_is_asked_afresh_each_time() -> None:
    annotation = Annotated[Note, Note.objects.filter(done=True)]
    with pytest.raises(NotFound):
        bound(annotation, "1")
    note = Note.objects.create(text="later", done=True)

    assert bound(annotation, note.pk) == note


def test_a_list_of_rows_costs_one_query_and_keeps_the_order(django_assert_num_queries: Any) -> None:
    first, second = Note.objects.create(text="1"), Note.objects.create(text="2")

    with django_assert_num_queries(1):
        found = bound(list[Note], f"{second.pk},{first.pk},{second.pk}")

    assert found == [second, first, second]


def test_one_missing_row_in_a_list_is_not_found() -> None:
    note = Note.objects.create(text="1")

    with pytest.raises(NotFound):
        bound(list[Note], [note.pk, 4711])


def test_a_key_of_another_type_is_read_by_its_field() -> None:
    with pytest.raises(NotFound):
        bound(Session, "no-such\x00key")
    with pytest.raises(InvalidParams):
        bound(Session, ["list"])


def test_invalid_values_come_before_missing_rows() -> None:
    def move(self, note: Note, to: int): ...

    with pytest.raises(InvalidParams) as refused:
        parameters_of(move).bind({"note": "4711", "to": "up"})

    assert list(refused.value.problems) == ["to"]


def test_a_queryset_that_cannot_be_filtered_is_told_to_the_author() -> None:
    def move(self, note: Annotated[Note, Note.objects.all()[:3]]): ...

    def mix(self, user: Annotated[User, Permission.objects.all()]): ...

    move.__annotations__["note"] = Annotated[Note, Note.objects.all()[:3]]
    mix.__annotations__["user"] = Annotated[User, Permission.objects.all()]

    assert "filter instead" in parameters_of(move).unresolved["note"]
    assert "expects a queryset of User" in parameters_of(mix).unresolved["user"]
