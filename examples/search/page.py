"""A search over ten thousand products that answers while you type."""

from __future__ import annotations

from django.http import HttpRequest

from djust import LiveView, cache, debounce, event_handler
from examples.search.models import Product

#: So many are shown at first, and with each "more".
STEP = 20


class Search(LiveView):
    """What is found is state; the words are in the address, so that a search can be sent to somebody."""

    template_name = "search.html"
    here = "search"

    def mount(self, request: HttpRequest) -> None:
        self._find(request.GET.get("query", ""))

    @event_handler
    @debounce(0.15)
    @cache(ttl=60, key_params=["query"])
    def search(self, query: str = "") -> None:
        """Find; the same words again are answered from the browser's memory."""
        self._find(query)

    @event_handler
    def more(self) -> None:
        self.products += Product.objects.matching(self.query)[len(self.products) : len(self.products) + STEP]

    def _find(self, query: str) -> None:
        found = Product.objects.matching(query)
        self.query = query
        self.total = found.count()
        self.products = list(found[:STEP])
