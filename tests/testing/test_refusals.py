"""What a person could not do is refused, in words that help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from djust.testing import CannotBeDone, EventFailed, LiveViewTest, NotLive, TimedOut, live

pytestmark = [pytest.mark.urls("tests.testing.pages"), pytest.mark.django_db]


@pytest.fixture
def desk(client: Client) -> LiveViewTest:
    return live(client, "/desk/")


REFUSED: dict[str, tuple[Callable[[LiveViewTest], object], str]] = {
    "a missing element": (lambda view: view.click("#nowhere"), "expected one element '#nowhere', found none. On the page are:\n  #said"),
    "several": (lambda view: view.click("#form button"), 'found 2:\n  <button id="save"'),
    "another text": (lambda view: view.click("#save", text="Send"), "'#save' finds:\n  <button id=\"save\""),
    "no selector": (lambda view: view.click("##"), "expected a CSS selector"),
    "disabled": (lambda view: view.click("#off"), "disabled: it cannot be clicked"),
    "in a disabled fieldset": (lambda view: view.click("#in-fieldset"), "is disabled"),
    "hidden": (lambda view: view.click("#in-hidden"), "stands in <div hidden>H, which is hidden"),
    "inert": (lambda view: view.click("#in-inert"), "which is inert"),
    "in a closed dialog": (lambda view: view.click("#in-dialog"), "a dialog that is not open"),
    "in closed details": (lambda view: view.click("#in-details"), "which is closed"),
    "no handler": (lambda view: view.click("h1"), "neither it nor anything around it has dj-click. Who asks for it:\n  <button id="),
    "a link": (lambda view: view.click("#link"), "It is a link: client.get('/elsewhere/') opens it."),
    "a form nobody asked of": (lambda view: view.click("#deaf-button"), "nobody hears a click"),
    "a question": (lambda view: view.click("#careful"), "asks 'Sure?': say confirm=True or confirm=False"),
    "an answer without a question": (lambda view: view.click("#plain", confirm=True), "asks nothing"),
    "another key": (lambda view: view.keydown("#q", "Tab"), "nobody hears a keydown"),
    "a modifier": (lambda view: view.keydown("#q", "Enter", control=True), "expected modifiers among ctrl"),
    "no field": (lambda view: view.fill("h1", "x"), "is no field to be filled in"),
    "a file": (lambda view: view.fill("[type=file]", "x"), "is no field to be filled in"),
    "no option": (lambda view: view.submit("#form", {"size": "xl"}), "does not offer 'xl'. It offers:\n  <option value=\"s\">Small"),
    "a disabled option": (lambda view: view.submit("#form", {"size": "x"}), "does not offer 'x'"),
    "two of one": (lambda view: view.submit("#form", {"size": ["s", "m"]}), "expected one option"),
    "no such field": (lambda view: view.submit("#form", {"nam": 1}), "has no field 'nam'. It has:"),
    "no such box": (lambda view: view.submit("#form", {"extra": ["bow"]}), "expected one of these to have the value 'bow'"),
    "no bool": (lambda view: view.change("#ready", "yes"), "expected True or False, got 'yes'"),
    "no text": (lambda view: view.fill("#q", None), "expected a text or a number, got None"),
    "a button that does not submit": (lambda view: view.submit("#form", {"name": "a"}, by="#plain"), 'These do:\n  <button id="save"'),
    "no form": (lambda view: view.submit("#q"), "expected a form, '#q' finds <input"),
    "nowhere to follow": (lambda view: view.follow(), "has not gone anywhere"),
    "no handler to predict": (lambda view: view.prediction("nothing"), "Desk has no handler 'nothing'. It has: card"),
    "nothing predicted": (lambda view: view.prediction("note"), "predicts nothing of 'note'"),
    "nothing cached": (lambda view: view.cache_key("note"), "it has no @cache"),
}


@pytest.mark.parametrize(("act", "text"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_refused(desk: LiveViewTest, act: Callable[[LiveViewTest], object], text: str) -> None:
    with pytest.raises(CannotBeDone) as refused:
        act(desk)

    assert text in str(refused.value)
    assert desk.state["said"] == ""


def test_what_stands_outside_of_the_barrier_can_be_done(desk: LiveViewTest) -> None:
    desk.click("#in-legend")
    desk.click("#summary")

    assert desk.state["said"] == "note"


def test_a_page_that_is_not_live_is_named_with_its_answer(client: Client) -> None:
    with pytest.raises(NotLive, match=r"expected a live page at /nowhere/, got 404"):
        live(client, "/nowhere/")


def test_a_malformed_attribute_is_refused_as_the_browser_says_it(client: Client) -> None:
    view = live(client, "/desk/")
    element = view._screen.one("#plain")
    element.set("dj-click", "note(")

    with pytest.raises(EventFailed, match=r"attribute.invalid: This part of the page does not work."):
        view.click("#plain")


def test_what_never_comes_is_not_waited_for_without_end(desk: LiveViewTest) -> None:
    with pytest.raises(TimedOut, match=r"waited 0.01 s for '#never'. Background work: nothing. The page shows: 'Desk"):
        desk.wait_for("#never", timeout=0.01)


def test_the_get_takes_what_a_client_takes(client: Client) -> None:
    view = live(client, "/desk/", secure=True, headers={"accept-language": "de"})

    assert view.instance.request.is_secure()
    assert view.instance.request.headers["accept-language"] == "de"
    assert 'lang="de"' in view.response.content.decode()


def test_a_form_without_a_button_is_submitted_by_enter_only_where_browsers_do_that(client: Client) -> None:
    view = live(client, "/rows/")
    view.submit("#single", {"one": "x"})

    assert len(view.find_all("li")) == 3
    with pytest.raises(CannotBeDone, match="has no button that submits"):
        view.submit("#closed")
