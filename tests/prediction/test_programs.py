"""What handlers become: constructs that authors write, those of Python that are traps, and what is left to the server."""

from __future__ import annotations

import pytest

from djust.prediction.readable import program_lines
from tests.prediction.interpreter import answers
from tests.prediction.world import View, forecast_of, plan_of, read

PAGE = """<p>{{ count }} {{ name }} {{ flag }} {{ other }} {{ user.name }}</p>
<ul>{% for item in items %}<li dj-key="{{ item.id }}">{{ item.done }} {{ item.n }}</li>{% endfor %}</ul>
<ol>{% for tag in tags %}<li>{{ tag }}</li>{% endfor %}</ol>"""


def program(body: str, parameters: str = "item_id: int = 0, word: str = '', **kwargs", **world: frozenset[str]) -> str:
    """Return the program of a handler with this *body*, in words; why there is none otherwise."""
    lines = "\n".join("    " + line for line in body.splitlines())
    forecast = forecast_of(PAGE, f"def act(self, {parameters}):\n{lines}\n", **world)
    return forecast.reasons.get("act") or "\n".join(program_lines(forecast.statements["act"]))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("self.count += 1", "count = (count + 1)"),
        ("'''Words.'''\nself.count = -self.count", "count = (0 - count)"),
        ("self.flag = not self.flag", "flag = not flag"),
        ("self.name = word.strip() or 'nobody'", "name = (strip(word) or 'nobody')"),
        ("self.name = f'{word}: {self.count}'", "name = text(word, ': ', count)"),
        ("self.flag = 1 < self.count <= 3", "flag = ((1 < count) and (count <= 3))"),
        ("self.flag = self.name in ('a', 'b')", "flag = ((name == 'a') or (name == 'b'))"),
        ("self.flag = self.other is not None", "flag = not (other is None)"),
        ("self.name = 'on' if self.flag else 'off'", "name = ('on' if flag else 'off')"),
        ("self.count = max(self.count - 1, 0)", "count = (0 if ((count - 1) < 0) else (count - 1))"),
        ("step: int = 2\nself.count += step", "step = 2\ncount = (count + step)"),
        ("self.user['name'] = word", "user.name = word"),
        ("user = self.user\nuser['name'] = word", "user.name = word"),
        ("self.user = {'name': word, 'age': 3}", "user.name = ?\nuser.name = word"),
        ("if not word:\n    return\nself.count += 1", "if not word:\n    end\ncount = (count + 1)"),
        ("if self.flag:\n    self.count = 1\nelse:\n    self.count = 2", "if flag:\n    count = 1\nelse:\n    count = 2"),
    ],
)
def test_assignments_become_programs(body: str, expected: str) -> None:
    assert program(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "item = next(i for i in self.items if i['id'] == item_id)\nitem['done'] = not item['done']",
            "item = None\nfor $1 in items:\n    if ($1.id == item_id):\n        item = $1\n        break\n"
            "if (item is None):\n    end\nitem.done = not item.done",
        ),
        (
            "for item in self.items:\n    if item['id'] == item_id:\n        item['n'] += 1\n        break",
            "for item in items:\n    if (item.id == item_id):\n        item.n = (item.n + 1)\n        break",
        ),
        ("self.items[0]['done'] = True", "$1 = items[0]\n$1.done = True"),
        ("self.items.append({'id': 9, 'done': False, 'n': 1})", "put {id: 9, done: False, n: 1} into items at the end"),
        ("self.items.insert(0, {'id': 9, 'done': False})", "put {id: 9, done: False} into items at 0"),
        ("self.items = [*self.items, {'id': 9}]", "put {id: 9} into items at the end"),
        ("self.items = [{'id': 9}] + self.items", "put {id: 9} into items at 0"),
        ("self.items.pop()", "take -1 out of items"),
        ("del self.items[item_id]", "take item_id out of items"),
        ("self.items.clear()", "for $1 in items:\n    take $1 out of items"),
        (
            "self.items = [i for i in self.items if i['id'] != item_id]",
            "for $1 in items:\n    if ($1.id == item_id):\n        take $1 out of items",
        ),
        ("if word not in self.tags:\n    self.tags.append(word)", None),
        ("for i in list(self.items):\n    if i['done']:\n        self.items.remove(i)", None),
    ],
)
def test_lists_become_programs(body: str, expected: str | None) -> None:
    told = program(body)

    if expected is None:
        assert "into tags at the end" in told or "take i out of items" in told
    else:
        assert told == expected


def test_a_call_is_passed_by_and_what_it_may_have_changed_is_unknown() -> None:
    assert program("self.count = 1\nself.load()\nself.count += 1\nself.name = word") == "count = 1\ncount = ?\nname = word"


def test_a_method_of_the_framework_changes_nothing() -> None:
    assert program("self.update()\nself.count += 1", harmless=frozenset({"update"})) == "count = (count + 1)"


def test_saving_a_row_does_not_take_back_what_is_shown_of_it() -> None:
    told = program("item = next(i for i in self.items if i.id == item_id)\nitem.done = True\nitem.save()")

    assert told.endswith("item.done = True")


def test_a_query_is_unknown_and_what_reads_it_too() -> None:
    told = program("found = Thing.objects.filter(name=word)\nself.count = found.count()\nself.flag = self.count > 3\nself.name = word")

    assert told == "count = ?\nflag = (3 < count)\nname = word"


def test_a_condition_that_nobody_knows_ends_the_program_and_what_it_might_write_is_unknown() -> None:
    told = program("self.count = 1\nself.name = word\nif self.allowed():\n    self.count = 2\nself.flag = True")

    assert told == "count = 1\nname = word\ncount = ?\nflag = ?"


def test_a_property_runs_code_so_that_nothing_is_known_after_it_is_set() -> None:
    assert program("self.total = 1\nself.count += 1\nself.name = word", properties=frozenset({"total"})) == "count = ?\nname = word"


def test_rows_that_are_taken_out_while_python_walks_over_them_are_left_to_the_server() -> None:
    told = program("for item in self.items:\n    self.items.remove(item)\nself.count = 1")

    assert told.startswith("items = ?")


def test_what_raises_inside_try_ends_the_program_where_python_goes_another_way() -> None:
    told = program("try:\n    self.count = int(word)\n    self.flag = True\nexcept ValueError:\n    self.flag = False")

    assert told == "end unless known: (int(word) is None)\ncount = int(word)\nflag = True"


def test_with_goes_straight_through() -> None:
    assert program("with transaction.atomic():\n    self.count += 1") == "count = (count + 1)"


def test_what_is_taken_out_of_a_list_in_an_expression_makes_the_list_unknown() -> None:
    told = program("self.items[0]['done'] = True\nself.other = self.items.pop()\nself.count = 1")

    assert told == "$1 = items[0]\n$1.done = True\nitems = ?\nother = ?\ncount = 1"


def test_what_is_sorted_is_unknown() -> None:
    told = program("self.items[0]['done'] = True\nself.items.sort(key=str)\nself.count += 1")

    assert told == "$1 = items[0]\n$1.done = True\nitems = ?\ncount = (count + 1)"


def test_a_loop_that_is_not_understood_makes_what_it_may_change_unknown() -> None:
    told = program("self.items.pop()\nfor at, item in enumerate(self.items):\n    item['n'] = at\nself.count += 1")

    assert told == "take -1 out of items\nitems = ?\ncount = (count + 1)"


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        ("async def act(self):\n    self.count = await work()\n", "nothing that it assigns can be worked out in the browser"),
        ("def act(self):\n    yield\n", "it is a generator"),
        ("def act(self):\n    self.hidden = 1\n", "no part of the page shows hidden in a way that the browser can draw"),
    ],
)
def test_why_a_handler_is_not_predicted_is_said(handler: str, reason: str) -> None:
    assert forecast_of(PAGE, handler).reasons == {"act": reason}


def test_constants_of_the_module_do_not_travel() -> None:
    assert program("self.name = word\nif word == SECRET_WORD:\n    self.flag = True\nself.count = 1") == "name = word\ncount = ?\nflag = ?"


def test_a_program_that_is_too_large_says_so() -> None:
    long = "\n".join(f"self.count = self.count + len('{'x' * 90}{n}')" for n in range(120))

    assert "more than 8192 bytes" in program(long)


@pytest.mark.parametrize(
    ("condition", "drawn"),
    [
        ("user.is_staff", True),  # nothing that the handler writes has to do with it: the server says which arm stands
        ("flag|length", False),
        ("total > 3", False),
        ("not flag", False),
    ],
)
def test_what_stands_in_an_arm_is_drawn_unless_the_arm_may_turn_unforeseen(condition: str, drawn: bool) -> None:
    page = f"<div>{{% if {condition} %}}<b>{{{{ count }}}}</b>{{% endif %}}</div><i>{{{{ flag }}}}</i>"
    forecast = forecast_of(page, "def act(self):\n    self.count += 1\n    self.flag = load()\n", properties=frozenset({"total"}))
    view = View({"count": 1, "flag": "ab" if "length" in condition else False, "total": 4, "user": {"is_staff": True}})
    _, state = read(forecast, plan_of(page), view)
    (answer,) = answers([{"s": state.told(), "p": forecast.parts(), "program": forecast.program("act"), "given": {}}])

    assert answer["ops"] == ([[0, 5, [[0, "2"]]]] if drawn else [])
