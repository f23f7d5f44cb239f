"""State that refers to its own view, or to its request."""

from __future__ import annotations

from tests.session.driver import Browser


def test_what_is_remembered_of_it_does_not_grow_with_each_event(browser: Browser) -> None:
    browser.open("/moving/")
    sizes = []
    for _ in range(5):
        browser.event("add")
        sizes.append(len(browser.view._djust._tracker._snapshot.known))

    assert sizes[-1] < 40
    assert sizes[-1] - sizes[0] <= 4


def test_the_view_can_be_read_through_it(browser: Browser) -> None:
    browser.open("/moving/")
    frame = browser.event("add", {"item": "a"})

    assert [0, "1"] in frame[2]
    assert [2, "1"] in frame[2]
