"""The table of contents: which pages the demo has, and what each one shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: the name of its URL, of its files, and what is said about it."""

    slug: str
    title: str
    shows: str

    @property
    def view(self) -> str:
        """The file that holds its view, below the demo's folder."""
        return f"pages/{self.slug}.py"

    @property
    def template(self) -> str:
        """The file that holds its template, below the demo's folder."""
        return f"templates/demo/{self.slug}.html"


CONTENTS = (
    Entry("counter", "Counter", "A number, two buttons and a page title that counts along: the smallest live page there is."),
    Entry("todo", "Todo list", "Rows come, go and change in a list that the database keeps, and what you are typing stays yours."),
    Entry("products", "Products", "A table of 1,000 rows that searches as you type and sorts without losing its place."),
    Entry("liked", "Liked walks", "A heart on a card changes one attribute and one number, and leaves the rest of the page alone."),
    Entry("booking", "Booking", "A form that Django validates while you fill it in, one field at a time."),
    Entry(
        "latency",
        "Zero latency",
        "A slow server, on purpose: search, hearts, numbers and tabs, each bare and with the decorator that hides the wait.",
    ),
)
