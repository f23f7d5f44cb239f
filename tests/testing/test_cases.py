"""The same in Django's own test classes, and in async tests."""

from __future__ import annotations

import asyncio

import pytest
from django.test import Client, SimpleTestCase, TestCase, override_settings

from djust.testing import alive, live
from tests.site.models import Note


@override_settings(ROOT_URLCONF="tests.testing.pages")
class InATestCase(TestCase):
    """Django's `TestCase`: one transaction for each test."""

    @classmethod
    def setUpTestData(cls) -> None:
        Note.objects.create(text="for all")

    def test_handlers_and_tasks_see_the_transaction_of_the_test(self) -> None:
        view = live(self.client, "/working/")
        view.click("#write").wait_for()
        view.click("#look")

        assert view.text("#notes") == "2"

    def test_and_it_is_rolled_back(self) -> None:
        assert Note.objects.count() == 1

    async def test_in_an_async_method(self) -> None:
        view = await alive(self.client, "/working/")
        await view.aclick("#slowly")
        await view.await_for(lambda: view.state["notes"] == 2)
        await view.aclick("#look")

        assert (await view.afind("#notes")).text == "2"


@override_settings(ROOT_URLCONF="tests.testing.pages", MIDDLEWARE=[])
class WithoutADatabase(SimpleTestCase):
    """A page that needs no database can be tested without one."""

    def test_a_page_that_asks_nothing_of_the_database(self) -> None:
        view = live(self.client, "/rows/")
        view.click("#add")

        assert len(view.find_all("li")) == 3


@pytest.mark.urls("tests.testing.pages")
@pytest.mark.django_db(transaction=True)
async def test_an_async_test_of_pytest() -> None:
    view = await alive(Client(), "/failing/")
    await asyncio.sleep(0)
    await view.aclick("#count_up")
    with pytest.raises(ZeroDivisionError):
        await view.aclick("#fail_later")

    assert view.state["count"] == 1
