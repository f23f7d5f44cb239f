"""The stream, step by step."""

from __future__ import annotations

from unittest.mock import patch

from django.test import SimpleTestCase

from djust.testing import LiveViewTest, live
from examples.dashboard.page import KEPT, Dashboard, Series


def measured(page: LiveViewTest) -> int:
    return len(page.state["series"][0].values)


@patch.object(Dashboard, "every", 0.001)
class DashboardTests(SimpleTestCase):
    def test_measurements_stream_in(self) -> None:
        page = live(self.client, "/dashboard/")
        before = page.find_all(".tile b")[0].text
        page.wait_for(lambda: measured(page) >= 3)

        self.assertEqual(before, "0.0")
        self.assertNotEqual(page.find_all(".tile b")[0].text, "0.0")
        self.assertEqual(len(page.find_all("polyline")[0]["points"].split()), measured(page))

    def test_the_stream_can_be_held_and_goes_on(self) -> None:
        page = live(self.client, "/dashboard/")
        page.wait_for(lambda: measured(page) >= 2)
        page.click("button", text="Hold").wait_for()
        held = measured(page)
        page.click("button", text="Go on").wait_for(lambda: measured(page) > held)

        self.assertTrue(page.has("button", text="Hold"))

    def test_what_is_too_high_is_said(self) -> None:
        with patch("examples.dashboard.page.readings", return_value=[{"Visitors": 500.0, "Temperature": 20.0, "Load": 1.0}]):
            page = live(self.client, "/dashboard/")
            page.wait_for()

        self.assertEqual(page.text("[role=log]"), "1 Visitors is at 500.0")
        self.assertTrue(page.has(".tile.high", text="Visitors"))

    def test_a_chart_keeps_the_latest(self) -> None:
        series = Series("Load", 80)
        for value in range(KEPT + 5):
            series = series.followed_by(value)

        self.assertEqual((len(series.values), series.now), (KEPT, KEPT + 4))
