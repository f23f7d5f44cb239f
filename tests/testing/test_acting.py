"""What a person does, and what the handler is told of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from djust.testing import LiveViewTest, live

pytestmark = [pytest.mark.urls("tests.testing.pages"), pytest.mark.django_db]


@pytest.fixture
def desk(client: Client) -> LiveViewTest:
    return live(client, "/desk/")


def got(view: LiveViewTest) -> tuple[str, Any]:
    return view.state["said"], view.state["got"]


def test_a_click_sends_the_pointer_and_what_the_element_carries(desk: LiveViewTest) -> None:
    desk.click("#plain")

    assert got(desk) == ("note", {"x": 0, "y": 0, "row_id": "7", "kind": "a", "count": 3})
    assert desk.text("#said") == "note"


def test_arguments_of_the_attribute_come_by_position(desk: LiveViewTest) -> None:
    desk.click("#args")

    assert got(desk) == ("pick", [2, "it's", True, None, 1.5])


def test_the_innermost_element_that_asks_hears_a_click(desk: LiveViewTest) -> None:
    desk.click("#inside")
    first = got(desk)[0]
    desk.click("#inner")

    assert (first, got(desk)[0]) == ("card", "note")


def test_who_waits_for_clicks_elsewhere_hears_those_and_none_of_its_own(client: Client) -> None:
    view = live(client, "/rows/")
    view.click("#add")

    assert view.text("#pop") == "away"
    with pytest.raises(AssertionError, match="nobody hears a click"):
        view.click("#pop")


def test_typing_sends_the_value_under_both_names(desk: LiveViewTest) -> None:
    desk.input("#q", "laptop")

    assert got(desk) == ("search", {"value": "laptop", "q": "laptop"})
    assert desk.value("#q") == "laptop"


def test_a_key_is_heard_by_its_name_and_brings_the_fields_value(desk: LiveViewTest) -> None:
    desk.fill("#q", "x")
    desk.keydown("#q", "Enter", shift=True)

    told = {"key": "Enter", "code": "Enter", "ctrl": False, "shift": True, "alt": False, "meta": False}
    assert got(desk) == ("go", {"value": "x", "q": "x", **told})


def test_a_key_is_heard_by_the_window(client: Client) -> None:
    view = live(client, "/rows/")
    view.keydown("#add", "Escape")

    assert view.text("#pop") == "Escape"


def test_going_to_another_field_leaves_the_one_before(desk: LiveViewTest) -> None:
    desk.focus("#q")
    desk.fill("#q", "typed")
    desk.click("#inner")

    assert desk.text("h1") == "Desk left typed"
    assert not desk.find("#q").focused


def test_a_changed_field_is_heard_when_it_is_left(desk: LiveViewTest) -> None:
    desk.change("#lazy", 5)

    assert got(desk) == ("changed", {"value": "5", "lazy": "5"})


def test_a_checkbox_is_ticked_by_a_click_on_its_label_and_sends_a_bool(desk: LiveViewTest) -> None:
    desk.click("#label")
    ticked = got(desk)
    desk.click("#ready")

    assert ticked == ("changed", {"value": True, "ready": True})
    assert got(desk) == ("changed", {"value": False, "ready": False})


def test_a_click_handler_of_a_checkbox_is_called_once(desk: LiveViewTest) -> None:
    desk.click("#toggled")

    assert got(desk)[0] == "ticked"
    assert desk.find("#toggled").checked


def test_a_model_follows_its_field(desk: LiveViewTest) -> None:
    desk.input("#title", "Tea").change("#city", "Rome").input("#number", 12)

    assert (desk.state["title"], desk.state["city"], desk.state["number"]) == ("Tea", "Rome", 12)


def test_a_lazy_model_waits_until_its_field_is_left(desk: LiveViewTest) -> None:
    with pytest.raises(AssertionError, match="nobody hears a input"):
        desk.input("#city", "Rome")

    assert desk.state["city"] == ""


def test_other_events_bring_what_the_test_says(desk: LiveViewTest) -> None:
    desk.trigger("#area", "mouseenter", x=3, y=4)
    entered = got(desk)
    desk.trigger("#area", "scroll", position=9)
    scrolled = got(desk)
    desk.trigger("#area", "poll")

    assert entered == ("pointed", {"x": 3, "y": 4})
    assert scrolled == ("scrolled", 9)
    assert got(desk) == ("polled", {})


def test_a_question_is_answered_by_the_test(desk: LiveViewTest) -> None:
    desk.click("#careful", confirm=False)
    refused = got(desk)
    desk.click("#careful", confirm=True)

    assert refused == ("", "")
    assert got(desk)[0] == "note"


def test_an_event_can_be_forged(desk: LiveViewTest) -> None:
    desk.send("note", of="nobody")

    assert got(desk) == ("note", {"of": "nobody"})


class TestForms:
    """What a form sends."""

    SENT = {
        "_target": "by",
        "name": "Ann",
        "text": "a\nb",
        "size": "m",
        "way": "air",
        "by": "save",
        "outside": "too",
    }

    def test_all_fields_as_they_stand_go_with_the_button_that_submits_first(self, desk: LiveViewTest) -> None:
        desk.submit("#form", {"name": "Ann"})

        assert got(desk) == ("save", self.SENT)

    def test_fields_are_filled_in_by_name_in_the_way_of_each(self, desk: LiveViewTest) -> None:
        desk.submit(
            "#form",
            {"name": "Ann", "text": "t", "size": "Small", "tags": ["red", "blue"], "way": "post", "extra": ["wrap", "card"], "terms": True},
            by="#draft",
        )

        chosen = {"text": "t", "size": "s", "tags": ["red", "blue"], "way": "post", "extra": ["wrap", "card"], "terms": "on"}
        assert got(desk) == ("save", {**self.SENT, **chosen, "by": "draft"})

    def test_filling_in_tells_who_listens_to_changes(self, desk: LiveViewTest) -> None:
        desk.submit("#form", {"name": "Ann", "terms": True})

        assert desk.text("h1") == "Desk name terms"

    def test_a_click_on_the_button_submits(self, desk: LiveViewTest) -> None:
        desk.fill("[name=name]", "Ann").click("#draft")

        assert got(desk) == ("save", {**self.SENT, "by": "draft"})

    def test_a_single_box_of_several_is_a_list_as_forms_on_the_server_expect(self, desk: LiveViewTest) -> None:
        desk.submit("#form", {"name": "Ann", "extra": "card"})

        assert got(desk)[1]["extra"] == ["card"]

    def test_a_required_field_that_is_empty_keeps_it_from_being_submitted(self, desk: LiveViewTest) -> None:
        with pytest.raises(AssertionError, match=r'while these are empty:\n  <input name="name" required'):
            desk.submit("#form")
        desk.submit("#form", validate=False)

        assert got(desk)[1]["name"] == ""


def test_several_steps_can_be_written_in_one(desk: LiveViewTest) -> None:
    assert desk.click("#plain").input("#q", "a").click("#args").text("#said") == "pick"


def test_the_page_can_be_asked_in_many_ways(desk: LiveViewTest) -> None:
    desk.click("#plain")

    assert desk.has("button", text="Note")
    assert not desk.has("#in-hidden")
    assert not desk.has("#nothing")
    assert desk.find("#plain")["data-row-id"] == "7"
    assert desk.find("#plain").get("class") is None
    assert desk.find("#off").disabled
    assert len(desk.find_all("#form button")) == 2
    assert desk.state["loud"] == "DESK"
    assert "_secret" not in desk.state
    assert desk.instance._secret == "never shown"
    assert '<p id="said">note</p>' in desk.html
    assert "dj=" not in desk.html
    assert "<!--{" not in desk.html
