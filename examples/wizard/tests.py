"""Three steps, what keeps one from the next, and what they end in."""

from __future__ import annotations

from datetime import timedelta

from django.test import TestCase
from django.utils.timezone import localdate

from djust.testing import CannotBeDone, LiveViewTest, live
from examples.wizard.models import Registration

TOMORROW = (localdate() + timedelta(days=1)).isoformat()


def wrong(page: LiveViewTest) -> list[str]:
    return [error.text for error in page.find_all("[role=alert]")]


class WizardTests(TestCase):
    def setUp(self) -> None:
        self.page = live(self.client, "/wizard/")

    def who(self) -> None:
        self.page.submit("form", {"name": "Ada", "email": "ada@example.org"}, by="button:not([type])")

    def trip(self) -> None:
        self.page.submit("form", {"day": TOMORROW, "people": 3, "meal": "With fish"}, by="button:not([type])")

    def test_three_steps_end_in_a_registration(self) -> None:
        self.who()
        self.trip()
        self.page.submit("form", {"wishes": "A window", "terms": True}, by="button:not([type])")

        self.assertEqual(self.page.text("h1"), "See you, Ada!")
        self.assertIn("With fish", self.page.text("dl"))
        saved = Registration.objects.get()
        self.assertEqual((saved.people, saved.meal, saved.wishes), (3, "fish", "A window"))

    def test_a_step_that_is_wrong_says_so_and_keeps_what_was_typed(self) -> None:
        self.page.submit("form", {"name": "Ada", "email": "nonsense"})

        self.assertEqual(wrong(self.page), ["Enter a valid email address."])
        self.assertEqual(self.page.value("[name=email]"), "nonsense")
        self.assertEqual(self.page.text("#step"), "Step 1 of 3")

    def test_a_field_is_checked_when_it_is_left_and_no_other(self) -> None:
        self.page.change("[name=email]", "nonsense")
        first = wrong(self.page)
        self.page.change("[name=email]", "ada@example.org")

        self.assertEqual(first, ["Enter a valid email address."])
        self.assertEqual(wrong(self.page), [])

    def test_a_day_that_is_past_is_refused(self) -> None:
        self.who()
        self.page.submit("form", {"day": "2020-01-01"})

        self.assertEqual(wrong(self.page), ["Choose a day from tomorrow on."])

    def test_one_can_go_back_and_finds_what_was_typed(self) -> None:
        self.who()
        self.page.click("button", text="Back")

        self.assertEqual(self.page.value("[name=name]"), "Ada")
        with self.assertRaises(CannotBeDone):
            self.page.click("button", text="Back")

    def test_the_path_is_steep(self) -> None:
        self.who()
        self.trip()
        self.page.submit("form", {"wishes": ""})

        self.assertEqual(wrong(self.page), ["This field is required."])
        self.assertFalse(Registration.objects.exists())
