"""Whatever is done on a page, and in whichever order: with earlier outcomes put back it shows what it shows when every handler runs."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.driver import Browser
from tests.session.test_cache import event, kept, ran

QUERIES = st.sampled_from(["", "B", "Be", "C", "x"])
#: Searches come again and again; between them whatever else there is, edits in place and of what the results share among it.
STEPS = st.one_of(
    st.tuples(st.just("search"), st.fixed_dictionaries({"query": QUERIES})),
    st.tuples(st.just("search"), st.fixed_dictionaries({"query": QUERIES})),
    st.tuples(st.just("search_later"), st.fixed_dictionaries({"query": QUERIES})),
    st.tuples(st.just("retag"), st.just({})),
    st.tuples(st.just("untag"), st.just({})),
    st.tuples(st.just("like"), st.fixed_dictionaries({"name": st.sampled_from(["Bern", "Chur"])})),
    st.tuples(st.just("cut"), st.just({})),
    st.tuples(st.just("increment"), st.just({})),
    st.tuples(st.just("clear"), st.just({})),
)


class Remembering:
    """A browser that knows the numbers of outcomes."""

    def __init__(self) -> None:
        self.browser = Browser().open("/caching/")
        self.numbers: dict[str, int] = {}
        self.hits = 0

    def event(self, name: str, params: dict[str, Any]) -> None:
        key = f"{name} {params.get('query')}"
        before = len(ran(self.browser))
        number = self.numbers.get(key, 0)
        frame = event(self.browser, name, number, **params)
        self.hits += bool(number) and len(ran(self.browser)) == before
        if kept(frame):
            self.numbers[key] = kept(frame)


def test_a_page_with_hits_shows_what_a_page_without_shows(db: None) -> None:
    shares: list[float] = []

    @given(st.lists(STEPS, min_size=5, max_size=30))
    @settings(max_examples=60, deadline=None)
    def walk(steps: list[tuple[str, dict[str, Any]]]) -> None:
        plain = Browser().open("/caching/")
        remembering = Remembering()
        for name, params in steps:
            event(plain, name, **params)
            remembering.event(name, params)

            assert remembering.browser.shown() == plain.shown()
            assert remembering.browser.view.tags == plain.view.tags
        assert len(ran(remembering.browser)) + remembering.hits == len(ran(plain))
        shares.append(remembering.hits / len(steps))

    walk()
    assert sum(shares) / len(shares) > 0.1, "else nothing was tried"
