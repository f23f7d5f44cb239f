"""A thousand rows: search as you type, sort by any column."""

from __future__ import annotations

from typing import Literal

from django.db.models import Q
from django.http import HttpRequest

from djust import event_handler
from djust.demo.models import Product
from djust.demo.page import Page


class ProductsPage(Page):
    slug = "products"
    template_name = "demo/products.html"

    columns = (("name", "Product"), ("maker", "Maker"), ("category", "Range"), ("rating", "Rating"), ("stock", "Stock"), ("price", "Price"))

    def mount(self, request: HttpRequest) -> None:
        super().mount(request)
        self.query = ""
        self.column = "name"
        self.descending = False
        self.find()

    def find(self) -> None:
        found = Product.objects.all()
        for word in self.query.split():
            found = found.filter(Q(name__icontains=word) | Q(maker__icontains=word) | Q(category__icontains=word))
        self.products = list(found.order_by(f"-{self.column}" if self.descending else self.column, "pk"))

    @event_handler()
    def search(self, value: str = "") -> None:
        self.query = value
        self.find()

    @event_handler()
    def sort(self, column: Literal["name", "maker", "category", "rating", "stock", "price"]) -> None:
        self.descending = column == self.column and not self.descending
        self.column = column
        self.find()
