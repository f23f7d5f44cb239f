"""One row is chosen, and values go to several places, or to one of several."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.prediction.foreseen import foreseen, told
from tests.prediction.test_programs import program

ROWS = (
    '{% for i in items %}<li dj-key="{{ i.id }}" class="{% if i.id == chosen %}on{% endif %}">'
    "{% if chosen == i.id %}<b>{{ i.id }}</b>{% endif %}</li>{% endfor %}"
)
TOGGLE = "def choose(self, item_id: int = 0):\n    self.chosen = None if self.chosen == item_id else item_id\n"


def state(chosen: Any) -> dict[str, Any]:
    return {"items": [{"id": 1}, {"id": 2}, {"id": 3}], "chosen": chosen}


@pytest.mark.parametrize("chosen", [None, 1, 2, 9, "2", True])
def test_a_row_is_chosen_and_no_more_by_a_second_click(chosen: Any) -> None:
    for item_id in (1, 2):
        assert foreseen(ROWS, TOGGLE, state(chosen), item_id=item_id) == "all"


def test_a_row_that_is_not_chosen_is_asked_for_by_what_it_is_not() -> None:
    source = "def choose(self, item_id: int = 0):\n    if item_id != self.chosen:\n        self.chosen = item_id\n"

    assert foreseen(ROWS, source, state(2), item_id=1) == "all"
    assert foreseen(ROWS, source, state(2), item_id=2) == "all"


def test_what_is_chosen_travels_only_as_what_its_row_shows() -> None:
    assert told(ROWS, TOGGLE, state(424242)) == told(ROWS, TOGGLE, state("nobody")) == told(ROWS, TOGGLE, state(None))
    assert "424242" not in json.dumps(told(ROWS, TOGGLE, state(424242)))
    assert told(ROWS, TOGGLE, state(2)) != told(ROWS, TOGGLE, state(None))


def test_a_fraction_that_is_chosen_is_left_to_the_server() -> None:
    assert foreseen(ROWS, TOGGLE, state(2.0), item_id=2) == "nothing"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("self.count, self.name = self.count + 1, word", "$1 = (count + 1)\n$2 = word\ncount = $1\nname = $2"),
        ("self.user[word] = 1", "$1 = 1\nif (word == 'name'):\n    user.name = $1"),
        ("self.user[word] = 1\nself.name = self.user['name']", "$1 = 1\nif (word == 'name'):\n    user.name = $1\nname = ?"),
        ("self.count = max(0, self.count, 2)", "count = (2 if ((count if (0 < count) else 0) < 2) else (count if (0 < count) else 0))"),
    ],
)
def test_targets_become_programs(body: str, expected: str) -> None:
    assert program(body) == expected


def test_two_values_change_places() -> None:
    assert foreseen("<p>{{ a }} {{ b }}</p>", "def swap(self):\n    self.a, self.b = self.b, self.a\n", {"a": 1, "b": "x"}) == "all"


def test_a_key_that_comes_with_the_event_is_one_that_the_page_shows_or_none() -> None:
    page = "<p>{{ form.name }}</p><i>{{ form.town }}</i>"
    source = "def edit(self, key='', value=''):\n    self.form[key] = value\n"

    for key in ("name", "town", "street"):
        assert foreseen(page, source, {"form": {"name": "Ann", "town": "Ulm"}}, key=key, value="x") == "all"
    assert foreseen(page + "{% if form %}!{% endif %}", source, {"form": {"name": "Ann", "town": ""}}, key="name", value="x") == "nothing"


@pytest.mark.parametrize(
    ("filtered", "share"), [("word|capfirst", "nothing"), ("word|truncatechars:20", "all"), ("word|truncatechars:4", "nothing")]
)
def test_a_filter_is_told_as_far_as_both_sides_agree(filtered: str, share: str) -> None:
    source = "def act(self, word=''):\n    self.word = word\n"

    assert foreseen(f"<p>{{{{ {filtered} }}}}</p>", source, {"word": "a"}, word="über <all>") == share


def test_a_text_that_a_normal_form_would_spell_otherwise_is_not_cut() -> None:
    source = "def act(self, word=''):\n    self.word = word\n"

    assert foreseen("<p>{{ word|truncatechars:20 }}</p>", source, {"word": "a"}, word="u\u0308ber") == "nothing"


def test_every_second_row_changes_its_stripe_when_one_goes() -> None:
    page = '{% for i in items %}<p id="r{{ i.id }}" class="{% if forloop.counter|divisibleby:2 %}even{% endif %}"></p>{% endfor %}'
    source = "def drop(self):\n    self.items.pop(0)\n"

    assert foreseen(page, source, state(None)) == "all"
