"""Votes, one for each visitor, seen by all."""

from __future__ import annotations

from django.test import TestCase

from djust.testing import LiveViewTest, live


def votes(page: LiveViewTest) -> list[str]:
    return [number.text for number in page.find_all(".votes b")]


class PollTests(TestCase):
    def test_a_vote_is_counted_and_marked(self) -> None:
        page = live(self.client, "/poll/")
        page.click("button", text="By the sea")

        self.assertEqual(votes(page), ["1", "0", "0", "0"])
        self.assertEqual(page.find("button", text="By the sea")["aria-pressed"], "true")

    def test_every_page_sees_it_at_once(self) -> None:
        page, other = live(self.client, "/poll/"), live(self.client_class(), "/poll/")
        with self.captureOnCommitCallbacks(execute=True):
            page.click("button", text="In a city")

        self.assertEqual(votes(other), ["0", "0", "1", "0"])
        self.assertEqual(other.text("#total"), "1 vote")
        self.assertFalse(other.has("[aria-pressed=true]"))

    def test_whoever_changes_their_mind_still_has_one_vote(self) -> None:
        page = live(self.client, "/poll/")
        page.click("button", text="In a city").click("button", text="At home").click("button", text="At home")

        self.assertEqual(votes(page), ["0", "0", "0", "1"])

    def test_a_visitor_who_comes_back_has_voted(self) -> None:
        live(self.client, "/poll/").click("button", text="At home")
        again = live(self.client, "/poll/")
        again.click("button", text="By the sea")

        self.assertEqual(votes(again), ["1", "0", "0", "0"])

    def test_two_pages_of_one_visitor_have_one_vote(self) -> None:
        one, two = live(self.client, "/poll/"), live(self.client, "/poll/")
        one.click("button", text="By the sea")
        two.click("button", text="At home")

        self.assertEqual(votes(two), ["0", "0", "0", "1"])
