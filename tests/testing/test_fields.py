"""What was typed stays where it was typed, whatever the page does around it."""

from __future__ import annotations

import pytest
from django.test import Client

from djust.testing import LiveViewTest, live

pytestmark = [pytest.mark.urls("tests.testing.pages"), pytest.mark.django_db]


@pytest.fixture
def view(client: Client) -> LiveViewTest:
    return live(client, "/rows/")


def test_a_field_moves_with_its_row(view: LiveViewTest) -> None:
    view.fill("input.a", "of a").fill("input.b", "of b")
    view.click("#reverse").click("#add")

    assert [(field["class"], field.value) for field in view.find_all("li input")] == [("new", ""), ("b", "of b"), ("a", "of a")]


def test_a_new_field_is_empty_even_where_one_was_typed_into_before(view: LiveViewTest) -> None:
    view.click("#add").fill("#third", "x").click("#reverse")
    kept = view.value("#third")
    view.send("add").instance.rows.clear()
    view.click("#reverse")
    view.send("add").send("add").send("add")

    assert kept == "x"
    assert view.value("#third") == ""


def test_a_field_that_the_template_fills_is_cleared_by_the_event_that_took_its_value(view: LiveViewTest) -> None:
    view.submit("#bound", {"filled": "a", "free": "b"})

    assert view.value("#bound [name=filled]") == ""
    assert view.value("#bound [name=free]") == "b", "the template says nothing of it, so the browser leaves it alone"


def test_another_event_leaves_what_is_typed(view: LiveViewTest) -> None:
    view.fill("#bound [name=filled]", "typed").click("#add")

    assert view.value("#bound [name=filled]") == "typed"


def test_a_new_value_from_the_server_is_shown(view: LiveViewTest) -> None:
    view.fill("#bound [name=filled]", "typed").click("#upper")

    assert view.value("#bound [name=filled]") == "SAID"


def test_a_form_that_django_prints_shows_what_the_server_says_after_a_submit_and_never_before(client: Client) -> None:
    view = live(client, "/printed/")
    view.fill("[name=title]", "A").change("[name=sure]", True)
    kept = view.value("[name=title]")
    view.submit("#wish", {"colours": ["b"], "extras": ["c"], "aside": "mine"})

    assert kept == "A"
    assert view.text("#got") == "title=A sure=True size=s notes= colours=['b'] extras=['c']"
    assert [view.value(f"[name={name}]") for name in ("title", "sure", "colours", "aside")] == ["", False, [], "mine"]
