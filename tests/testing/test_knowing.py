"""What the browser knows of handlers can be asserted."""

from __future__ import annotations

import pytest
from django.test import Client

from djust.testing import CannotBeDone, LiveViewTest, live
from tests.testing.pages import Foreseen

pytestmark = [pytest.mark.urls("tests.testing.pages"), pytest.mark.django_db]


@pytest.fixture
def view(client: Client) -> LiveViewTest:
    return live(client, "/foreseen/")


def test_the_program_of_a_prediction_is_data(view: LiveViewTest) -> None:
    assert view.prediction("up") == [[], [["=", ["+", [0], 1], 0]]]


def test_a_handler_that_is_not_optimistic_has_none(view: LiveViewTest) -> None:
    with pytest.raises(CannotBeDone, match="predicts nothing of 'other'"):
        view.prediction("other")


def test_an_outcome_is_known_by_the_handler_and_its_key_parameters(view: LiveViewTest) -> None:
    assert view.cache_key("search", query="tea", page=2, more="x") == ("search", "tea", 2)
    assert view.cache_key("search", query="tea") == ("search", "tea", None)


def test_an_outcome_that_is_kept_is_put_back_without_running_the_handler(view: LiveViewTest) -> None:
    view.click("#again").input("input", "milk")
    before = Foreseen.runs, view.text("#runs")
    view.click("#again")

    assert before == (2, "milk 1")
    assert (Foreseen.runs, view.text("#runs")) == (2, "tea 2")
