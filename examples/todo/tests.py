"""What the list does."""

from __future__ import annotations

from django.test import TestCase

from djust.testing import CannotBeDone, LiveViewTest, live
from examples.todo.models import Task


def shown(page: LiveViewTest) -> list[str]:
    return [row.text for row in page.find_all("li span")]


class TodoTests(TestCase):
    def setUp(self) -> None:
        Task.objects.create(text="Bread", done=True)
        Task.objects.create(text="Milk")
        self.page = live(self.client, "/todo/")

    def test_a_task_is_added_and_the_field_is_ready_for_the_next(self) -> None:
        self.page.submit("form", {"text": " Tea "})

        self.assertEqual(shown(self.page), ["Tea", "Milk", "Bread"])
        self.assertEqual(self.page.value("[name=text]"), "")
        self.assertEqual(self.page.text("[role=status]"), "2 left")

    def test_a_task_without_a_word_is_not_added(self) -> None:
        self.page.submit("form", {"text": "   "})

        self.assertEqual(Task.objects.count(), 2)

    def test_a_ticked_task_goes_to_the_others(self) -> None:
        milk = Task.objects.get(text="Milk")
        self.page.click(f"[data-task='{milk.pk}'][type=checkbox]")
        milk.refresh_from_db()

        self.assertTrue(milk.done)
        self.assertEqual(self.page.text("[role=status]"), "0 left")

    def test_the_list_can_be_narrowed(self) -> None:
        self.page.click("button", text="Open")
        open_ones = shown(self.page)
        self.page.click("[role=group] button", text="Done")

        self.assertEqual((open_ones, shown(self.page)), (["Milk"], ["Bread"]))
        self.assertEqual(self.page.find("[role=group] button", text="Done")["aria-pressed"], "true")

    def test_a_task_is_removed(self) -> None:
        self.page.click("[aria-label='Remove Milk']")

        self.assertEqual(shown(self.page), ["Bread"])

    def test_done_tasks_are_thrown_away_after_a_question(self) -> None:
        self.page.click("[dj-click=clear]", confirm=True)

        self.assertEqual(shown(self.page), ["Milk"])
        with self.assertRaises(CannotBeDone):
            self.page.click("[dj-click=clear]", confirm=True)
