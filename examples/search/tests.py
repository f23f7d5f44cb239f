"""What is found, and how it is asked for."""

from __future__ import annotations

from decimal import Decimal

from django.test import TestCase

from djust.testing import LiveViewTest, live
from examples.search.models import Product


def names(page: LiveViewTest) -> list[str]:
    return [name.text for name in page.find_all(".found span")]


class SearchTests(TestCase):
    def test_all_products_are_there_at_first(self) -> None:
        page = live(self.client, "/search/")

        self.assertEqual(page.text("[role=status]"), "10,000 products")
        self.assertEqual(len(names(page)), 20)

    def test_every_word_must_begin_something(self) -> None:
        page = live(self.client, "/search/")
        page.input("[name=query]", "alpi lam")

        self.assertTrue(all("Alpine" in name or "Lamp" in name for name in names(page)))
        self.assertIn("Alpine Lamp", names(page)[0])

    def test_names_count_for_more_than_descriptions(self) -> None:
        in_text = Product.objects.create(name="Thing", description="like a zeppelin", price=Decimal(1))
        in_name = Product.objects.create(name="Zeppelin", description="flies", price=Decimal(2))

        self.assertEqual(list(Product.objects.matching("zeppelins")), [in_name, in_text])

    def test_what_is_changed_is_found_by_its_new_name(self) -> None:
        product = Product.objects.create(name="Zeppelin", description="flies", price=Decimal(2))
        product.name = "Balloon"
        product.save()

        self.assertFalse(Product.objects.matching("zeppelin").exists())
        self.assertTrue(Product.objects.matching("balloon").exists())

    def test_nothing_is_said_to_be_nothing(self) -> None:
        page = live(self.client, "/search/")
        page.input("[name=query]", "xyzzy")

        self.assertEqual(names(page), [])
        self.assertIn("Nothing matches", page.text("main"))

    def test_signs_are_no_query_language(self) -> None:
        page = live(self.client, "/search/")
        page.input("[name=query]", 'lamp" OR (NEAR* -- ')

        self.assertEqual(page.errors, [])

    def test_more_are_shown_when_asked_for(self) -> None:
        page = live(self.client, "/search/")
        page.input("[name=query]", "lamp").click("button", text="More")

        self.assertEqual(len(names(page)), 40)
        self.assertEqual(len(set(names(page))), 40)

    def test_a_search_can_be_sent_to_somebody(self) -> None:
        self.assertIn("Kettle", names(live(self.client, "/search/?query=kettle"))[0])

    def test_outcomes_are_kept_by_the_words(self) -> None:
        self.assertEqual(live(self.client, "/search/").cache_key("search", query="lamp"), ("search", "lamp"))
