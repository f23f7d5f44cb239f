"""Which one a row is, what stands for none, and an arm that a number turns from nothing."""

from __future__ import annotations

import pytest

from tests.prediction.foreseen import foreseen, told

ITEMS = [{"id": number} for number in range(1, 6)]
DROP = "def drop(self, item_id: int = 0):\n    self.items = [i for i in self.items if i['id'] != item_id]\n"
ADD = "def add(self, at: int = 0):\n    self.items.insert(at, {'id': 77})\n"


@pytest.mark.parametrize("name", ["counter", "counter0", "revcounter", "revcounter0", "first", "last"])
def test_rows_say_which_one_they_are_when_others_go_and_come(name: str) -> None:
    page = f'{{% for i in items %}}<li dj-key="{{{{ i.id }}}}"><b>{{{{ forloop.{name} }}}}</b> {{{{ i.id }}}}</li>{{% endfor %}}'

    for item_id in (1, 3, 5):
        assert foreseen(page, DROP, {"items": ITEMS}, item_id=item_id) == "all"
    for at in (0, 2, 5):
        assert foreseen(page, ADD, {"items": ITEMS}, at=at) == "all"
    assert foreseen(page, ADD, {"items": []}, at=0) == "all"


def test_a_class_and_a_branch_follow_the_first_and_the_last_row() -> None:
    page = '{% for i in items %}<li dj-key="{{ i.id }}" class="{% if forloop.first %}first{% elif forloop.last %}last{% endif %}">'
    page += "{% if not forloop.last %}<hr>{% endif %}{% if forloop.counter > 2 %}<b>{{ i.id }}</b>{% endif %}</li>{% endfor %}"

    for item_id in (1, 3, 5):
        assert foreseen(page, DROP, {"items": ITEMS}, item_id=item_id) == "all"
    assert foreseen(page, ADD, {"items": ITEMS}, at=5) == "all"


def test_the_loop_around_a_loop_is_left_to_the_server() -> None:
    page = (
        '{% for i in items %}<li dj-key="{{ i.id }}">{% for x in xs %}<i>{{ forloop.parentloop.counter }}</i>{% endfor %}</li>{% endfor %}'
    )

    assert foreseen(page, DROP, {"items": ITEMS, "xs": [1]}, item_id=1) == "some"


@pytest.mark.parametrize(
    "page",
    [
        "<p>{% if count %}<b>{{ count }} likes</b>{% else %}No likes{% endif %}</p>",
        "<p>{% if count %}{{ count }} like{{ count|pluralize }}{% else %}No likes{% endif %}</p>",
        '<p title="{% if not count %}none{% else %}{{ count }}{% endif %}"></p>',
        "{% if count %}<i>{{ count }}</i>{% endif %}",
    ],
)
def test_a_number_turns_an_arm_that_was_never_shown(page: str) -> None:
    for count in (0, 1, False, -1):
        assert foreseen(page, "def more(self):\n    self.count += 1\n", {"count": count}) == "all"


@pytest.mark.parametrize(("value", "expected"), [(0, 0), ("", ""), (None, None), (False, False), (0.0, (False,)), ([], (False,))])
def test_of_what_is_false_it_is_told_which_it_is_where_the_template_prints_it(value: object, expected: object) -> None:
    more = "def more(self):\n    self.count += 1\n"

    (slot,) = told("{% if count %}<b>{{ count }}</b>{% else %}No likes{% endif %}", more, {"count": value})
    assert (slot, type(slot)) == (expected, type(expected))
    # Where it only turns an arm it is false, and no more.
    assert told("{% if count %}<b>x</b>{% else %}No likes{% endif %}", more, {"count": value}) == [
        value if isinstance(value, bool) else (False,)
    ]


def test_a_fraction_is_left_to_the_server() -> None:
    page = "{% if count %}<b>{{ count }}</b>{% else %}No likes{% endif %}"

    assert foreseen(page, "def more(self):\n    self.count += 1\n", {"count": 0.0}) == "nothing"
