"""Collections: which rows are in them is shown before the server has it, and nothing of them travels that the page does not show."""

from __future__ import annotations

import json
from typing import Any

import pytest

from djust.prediction.readable import program_lines
from tests.prediction.foreseen import foreseen, told
from tests.prediction.world import forecast_of

ROWS = (
    '<ul>{% for p in products %}<li dj-key="{{ p.id }}" class="{% if p.id in liked %}on{% endif %}">'
    "{% if p.id in liked %}<b>Liked</b>{% else %}Like{% endif %}</li>{% endfor %}</ul>"
)
COUNT = "<p>{{ liked|length }} like{{ liked|length|pluralize }}{% if liked %}!{% endif %}</p>"
PRODUCTS = [{"id": number} for number in range(1, 6)]
TOGGLE = (
    "def like(self, item_id: int = 0):\n    if item_id in self.liked:\n        self.liked.remove(item_id)\n"
    "    else:\n        self.liked.append(item_id)\n"
)


def handler(*lines: str) -> str:
    return "def like(self, item_id: int = 0):\n" + "".join(f"    {line}\n" for line in lines)


def state(liked: Any) -> dict[str, Any]:
    return {"products": PRODUCTS, "liked": liked}


@pytest.mark.parametrize("item_id", [2, 3])
@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (TOGGLE, list),
        (handler("if item_id not in self.liked:", "    self.liked.add(item_id)", "else:", "    self.liked.discard(item_id)"), set),
        (handler("if item_id in self.liked:", "    self.liked.remove(item_id)", "else:", "    self.liked.add(item_id)"), set),
        (handler("self.liked ^= {item_id}"), set),
        (handler("self.liked |= {item_id}"), set),
        (handler("self.liked -= {item_id}"), set),
        (handler("self.liked = self.liked - {item_id}"), set),
        (handler("self.liked = [i for i in self.liked if i != item_id]"), list),
        (handler("self.liked = {i for i in self.liked if i != item_id}"), set),
        (handler("self.liked = [item_id]"), list),
        (handler("liked = self.liked", "if item_id in liked:", "    liked.remove(item_id)", "else:", "    liked.append(item_id)"), list),
        (handler("self.liked.remove(item_id) if item_id in self.liked else self.liked.append(item_id)"), list),
        (handler("self.liked = self.liked - {item_id} if item_id in self.liked else self.liked | {item_id}"), set),
        (handler("if item_id in self.liked:", "    self.liked.remove(item_id)", "    return", "self.liked.append(item_id)"), list),
        (handler("self.liked = [*self.liked, item_id]"), list),
        (handler("self.liked += [item_id]"), list),
        (handler("self.liked = {item_id}"), set),
        (handler("self.liked = set()"), set),
        (handler("self.liked.clear()"), list),
    ],
)
def test_what_goes_into_a_collection_or_out_of_it_is_drawn_in_its_row_and_in_the_count(source: str, kind: Any, item_id: int) -> None:
    assert foreseen(ROWS + COUNT, source, state(kind([3, 5])), item_id=item_id) == "all"


def test_the_only_thing_that_goes_turns_what_stands_for_none() -> None:
    assert foreseen(ROWS + COUNT, TOGGLE, state([3]), item_id=3) == "all"


def test_what_is_in_a_list_twice_is_still_there_when_it_was_taken_out_once() -> None:
    assert foreseen(ROWS, TOGGLE, state([3, 3]), item_id=3) == "all"
    assert foreseen(ROWS, handler("self.liked.append(item_id)", "self.liked.remove(item_id)"), state([3]), item_id=3) == "all"
    assert told(ROWS, TOGGLE, state([3, 3, 4]))[0]["c"] == [["00120", [False, (True,), True]], [[[1, 5]]]]


def test_what_is_in_no_row_is_left_to_the_server() -> None:
    assert foreseen(ROWS + COUNT, TOGGLE, state([3, 77]), item_id=77) == "nothing"


def test_a_handler_asks_a_collection_of_a_row() -> None:
    source = handler("self.last = item_id in self.liked", "self.liked.append(item_id)")

    assert foreseen(ROWS + "<i>{{ last }}</i>", source, state([3]) | {"last": None}, item_id=3) == "all"


def test_values_that_the_template_names_are_asked_too() -> None:
    page = "{% if 'red' in colors %}<b>red</b>{% endif %}<i class=\"{% if 'blue' in colors %}on{% endif %}\"></i>"
    page += "<u>{{ chosen.id }}{% if chosen.id in colors %}!{% endif %}</u>"
    source = "def toggle(self, color=''):\n    if color in self.colors:\n        self.colors.remove(color)\n"
    source += "    else:\n        self.colors.append(color)\n"
    held = {"colors": ["red"], "chosen": {"id": "green"}}

    for color in ("red", "blue", "green"):
        assert foreseen(page, source, held, color=color) == "all"
    assert foreseen(page, source, held, color="pink") == "all"  # which changes nothing


def test_a_collection_whose_things_are_rows_themselves_is_drawn_in_both_places() -> None:
    page = '{% for t in tags %}<i class="{% if t in chosen %}on{% endif %}">{{ t }}</i>{% endfor %}'
    page += "{% for c in chosen %}<b>{{ c }}</b>{% endfor %}"
    source = "def toggle(self, tag=''):\n    if tag in self.chosen:\n        self.chosen.remove(tag)\n"
    source += "    else:\n        self.chosen.append(tag)\n"

    for tag in ("red", "blue"):
        assert foreseen(page, source, {"tags": ["red", "blue"], "chosen": ["red"]}, tag=tag) == "all"


@pytest.mark.parametrize("line", ["self.liked.pop()", "self.liked.extend(list(self.liked))"])
def test_what_is_done_to_a_collection_out_of_sight_makes_it_unknown_and_nothing_else(line: str) -> None:
    source = handler("self.n = 2", line, "self.m = 2", "if item_id in self.liked:", "    self.n = 3")
    page = ROWS + COUNT + "<i>{{ n }}</i><u>{{ m }}</u>"
    told_of = "\n".join(program_lines(forecast_of(page, source).statements["like"]))

    assert "(id in liked) = ?" in told_of
    assert "m = 2" in told_of
    assert foreseen(page, source, state([3, 4]) | {"n": 0, "m": 0}, item_id=4) == "some"


def test_a_loop_that_is_not_understood_makes_what_it_puts_things_in_unknown() -> None:
    source = handler("for i in (2, 3):", "    self.liked.append(i)", "for p in self.products:", "    p['n'] = 1")
    page = "{% for p in products %}<p title='{{ p.id }}'>{{ p.n }}{% if p.id in liked %}!{% endif %}</p>{% endfor %}"

    assert foreseen(page, source, {"products": [{"id": 1, "n": 0}, {"id": 2, "n": 0}], "liked": []}) == "nothing"


def test_what_is_unknown_is_known_again_when_it_was_written_anew() -> None:
    source = handler("self.liked = load(self)", "self.liked = [item_id]")

    assert foreseen(ROWS + COUNT, source.replace("load(self)", "sorted(self.liked)"), state([3, 4]), item_id=4) == "all"


def test_an_order_is_nothing_to_a_collection() -> None:
    assert foreseen(ROWS + COUNT, handler("self.liked.sort(reverse=True)", "self.liked.remove(item_id)"), state([3, 4]), item_id=4) == "all"


def test_inside_try_it_is_left_to_the_server() -> None:
    source = handler("try:", "    self.liked.remove(item_id)", "except ValueError:", "    self.liked.append(item_id)")

    assert foreseen(ROWS, source, state([3]), item_id=2) == "nothing"


def test_only_what_the_page_shows_of_a_collection_travels() -> None:
    said = json.dumps(told(ROWS, TOGGLE, state([3, 424242])))

    assert "424242" not in said
    assert told(ROWS, TOGGLE, state([3, 424242])) == told(ROWS, TOGGLE, state([3, 5151, 6161]))
    # How much there is in it travels where that is printed, and that there is something where that is asked.
    assert told(COUNT, TOGGLE, state([3, 424242])) == [2]
    assert told("{% if liked %}<b>x</b>{% endif %}", TOGGLE, state([3, 424242])) == [(True,)]
    assert told("{% if liked %}<b>x</b>{% endif %}", TOGGLE, state([])) == [0]


def test_a_condition_that_no_row_has_come_to_tells_nothing() -> None:
    page = '{% for p in products %}<p title="{{ p.id }}">{% if p.open %}<b>{% if p.id in liked %}<i>x</i>{% endif %}</b>{% endif %}</p>'
    page += "{% endfor %}"
    rows = [{"id": 1, "open": True}, {"id": 2, "open": False}]

    shown = told(page, TOGGLE, {"products": rows, "liked": [1, 2]})
    assert shown == told(page, TOGGLE, {"products": rows, "liked": [1]})
    assert shown != told(page, TOGGLE, {"products": rows, "liked": [2]})


@pytest.mark.parametrize("liked", ["345", {"3": 1}, None, 7, [[3]], 3.5])
def test_what_is_no_list_and_no_set_of_plain_values_is_left_to_the_server(liked: Any) -> None:
    slots = told(ROWS, TOGGLE, state(liked))

    assert json.loads(json.dumps(slots))[0]["c"][0] == ["00000", [[]]]


class Picky(set[int]):
    """A collection that does what it likes."""

    def add(self, one: int) -> None:
        super().add(one + 1)

    def discard(self, one: int) -> None:
        """Keep it."""

    def clear(self) -> None:
        """Keep all."""


@pytest.mark.parametrize(
    "line", ["self.liked.add(item_id)", "self.liked.discard(item_id)", "self.liked.clear()", "self.liked ^= {item_id}"]
)
def test_what_a_collection_of_ones_own_does_is_left_to_the_server(line: str) -> None:
    for item_id in (2, 3):
        assert foreseen(ROWS + COUNT, handler(line), state(Picky([3])), item_id=item_id) in ("nothing", "all")


def test_a_dictionary_is_no_collection_of_that_kind() -> None:
    page = "<b>{{ form.name }}</b>{% if form %}<i>{{ form.name }}</i>{% endif %}"
    source = "def edit(self, word=''):\n    self.form.pop('x', None)\n    self.form['name'] = word\n"

    assert foreseen(page, source, {"form": {"name": "a", "x": 1}}, word="b") == "some"  # all but the arm


def test_a_thousand_rows_with_a_few_likes_take_a_few_bytes() -> None:
    slots = told(ROWS, TOGGLE, {"products": [{"id": number} for number in range(1, 1001)], "liked": list(range(3, 1000, 97))})

    assert len(json.dumps(slots, separators=(",", ":"))) < 300
