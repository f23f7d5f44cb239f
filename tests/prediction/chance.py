"""Random handlers, templates and states: what authors write for optimistic updates, and what Python makes a trap of."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.prediction.templates import ANY, BOOLS, FIELDS, INTS, STRS, Templates

NUMBERS = [0, 1, 2, 3, -1, -7, 7, 10, 255, 2**53 - 1, -(2**53) + 1, 2**53, True, False]
TEXTS = [
    "",
    "0",
    "a",
    "b",
    "Ann",
    "a<b>&\"'",
    "ß",
    "Äöü",
    "x😀y",
    "it's",
    " padded\t",
    "hello big world",
    "12",
    "-3",
    "٣",
    "1_000",
    "\xa0n\u2003",
    "ΑΣ",
    "ŉ",
    "İ",
]
MIXED = [None, True, False, 0, 1, -1, "", "0", "1", "x", "None", 1.5, 0.0, 1.0, [], {"k": 1}, (), 2**60, "line\r\nend"]


class Chance(Templates):
    """Everything that is drawn comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.pick = self.random.choice
        #: Rows, as far as they have names at the point that is written.
        self.rows: list[str] = []
        self.locals: dict[str, list[str]] = {"n": ["by"], "s": ["word"], "b": ["on"], "x": ["what"]}
        self.looping = False
        self.fresh = 0

    # -- states ----------------------------------------------------------------------------------------------------------

    def state(self, rows: int = 5) -> dict[str, Any]:
        """Draw a state with at most so many *rows*."""

        def row(number: int) -> dict[str, Any]:
            word = self.pick(TEXTS)
            return {"id": number, "num": self.pick(NUMBERS), "word": word, "done": self.maybe(0.5), "thing": self.pick(MIXED)}

        ids = self.random.sample(range(1, rows + 4), self.random.randrange(0, rows + 1))
        tags = self.random.sample(TEXTS, self.random.randrange(0, 4))
        plain = {name: self.pick(NUMBERS[:8]) if self.maybe(0.8) else self.pick(NUMBERS) for name in INTS}
        texts = {name: self.pick(TEXTS) for name in STRS}
        return {
            **plain, **texts, **{name: self.maybe(0.5) for name in BOOLS}, **{name: self.pick(MIXED) for name in ANY},
            "items": [row(number) for number in ids], "tags": tags,
            "user": {"name": self.pick(TEXTS), "age": self.pick(NUMBERS[:8]), "vip": self.maybe(0.5)},
            "secret": self.pick(MIXED), "hidden": self.pick(NUMBERS[:5]),
            "liked": [*self.random.sample(range(1, rows + 4), self.random.randrange(4)), *self.pick([[], [], [], [2], ["x", None], [3.0]])],
            "marked": self.pick([set, set, set, frozenset, list])(self.random.sample([1, 2, 3, 4, "4", 5, True], self.random.randrange(4))),
            "chosen": self.pick([None, None, 1, 2, 3, 4, 5, "2", 3.0, True]),
            "picked": self.random.sample(["a", "b", "Ann", "", "0"], self.random.randrange(0, 4)) * self.pick([1, 1, 1, 2]),
        }  # fmt: skip

    def event(self) -> dict[str, Any]:
        given: dict[str, Any] = {
            "by": self.pick([1, 2, "3", " 4 ", -2, 0, ""]),
            "word": self.pick([*TEXTS, "name", "age"]),
            "on": self.pick([True, "off", "1", 0]),
        }
        given |= {"what": self.pick([None, True, 1, "1", "x", ""]), "item_id": self.pick([1, 2, 3, "4", "5", 6])}
        for name in list(given):
            if self.maybe(0.15):
                del given[name]
        return given

    # -- expressions -----------------------------------------------------------------------------------------------------

    def expression(self, kind: str, depth: int = 0) -> str:
        if kind != "x" and self.maybe(0.04):
            kind = self.pick(["n", "s", "b", "x"])  # a mistake of the author's
        if depth > 2 or self.maybe(0.35):
            return self.leaf(kind)
        deeper: Callable[[str], str] = lambda inner: self.expression(inner, depth + 1)  # noqa: E731
        if self.maybe(0.12):
            return f"({deeper(kind)} if {deeper('b')} else {deeper(kind)})"
        if self.maybe(0.06):
            return f"({deeper(kind)} {self.pick(['and', 'or'])} {deeper(kind)})"
        if kind == "n":
            return self.number(deeper)
        if kind == "s":
            return self.text(deeper)
        return self.truth(deeper) if kind == "b" else deeper(self.pick(["n", "s", "b"]))

    def number(self, deeper: Callable[[str], str]) -> str:
        choices = [
            lambda: f"({deeper('n')} {self.pick(['+', '-', '*', '//', '%', '+', '-'])} {deeper('n')})",
            lambda: f"-{self.leaf('n')}",
            lambda: f"len({self.pick(['self.items', 'self.tags', deeper('s')])})",
            lambda: f"{self.pick(['min', 'max'])}({deeper('n')}, {deeper('n')}{self.pick(['', '', ', 1'])})",
            lambda: f"abs({deeper('n')})",
            lambda: f"int({deeper(self.pick(['s', 'n', 'b']))})",
        ]
        if not self.looping:
            choices.append(lambda: f"sum(i['num'] for i in self.items if {self.row_truth('i')})")
            choices.append(lambda: f"len([i for i in self.items if {self.row_truth('i')}])")
            choices.append(lambda: "sum(1 for i in self.items if not i['done'])")
        if self.maybe(0.05):
            return f"({deeper('n')} / 2)"
        return self.pick(choices)()

    def text(self, deeper: Callable[[str], str]) -> str:
        return self.pick([
            lambda: f"({deeper('s')} + {deeper('s')})",
            lambda: f"str({deeper(self.pick(['n', 'b', 's', 'x']))})",
            lambda: f"{self.leaf('s')}.{self.pick(['upper', 'lower', 'title', 'strip'])}()",
            lambda: 'f"{' + self.leaf(self.pick(["n", "b", "s", "x"])) + "} of {" + self.leaf("n") + '}"',
            lambda: f"({deeper('s')} * 2)",
        ])()  # fmt: skip

    def truth(self, deeper: Callable[[str], str]) -> str:
        choices = [
            lambda: f"(not {deeper(self.pick(['b', 'b', 'n', 's', 'x']))})",
            lambda: f"({deeper('n')} {self.pick(['<', '<=', '>', '>=', '==', '!='])} {deeper('n')})",
            lambda: f"({deeper('s')} {self.pick(['==', '!=', '<', '>='])} {deeper('s')})",
            lambda: f"({self.leaf('x')} {self.pick(['==', '!='])} {self.leaf(self.pick(['n', 's', 'b', 'x']))})",
            lambda: f"({self.leaf('n')} < {self.leaf('n')} <= {self.leaf('n')})",
            lambda: f"({deeper('s')} in {deeper('s')})",
            lambda: f"({self.leaf('s')} not in ('a', 'b', self.s))",
            lambda: f"({self.leaf('n')} in [1, 2, self.n])",
            lambda: f"({self.leaf('x')} is {self.pick(['None', 'not None', 'True'])})",
            lambda: f"bool({deeper(self.pick(['n', 's', 'x']))})",
        ]
        if not self.looping:
            choices += [
                lambda: f"({self.leaf('s')} in self.tags)",
                lambda: f"{self.pick(['any', 'all'])}({self.row_truth('i')} for i in self.items)",
            ]
        return self.pick(choices)()

    def row_truth(self, row: str) -> str:
        return self.pick(
            [f"{row}['done']", f"{row}['num'] > self.n", f"not {row}['done']", f"{row}['word'] == word", f"{row}['id'] != item_id"]
        )

    def leaf(self, kind: str) -> str:
        constants = {"n": ["0", "1", "2", "-3"], "s": ["''", "'a'", "'B c'", "'0'"], "b": ["True", "False"], "x": ["None", "1", "'x'"]}
        names = {"n": INTS, "s": STRS, "b": BOOLS, "x": ANY}[kind]
        found = [*(f"self.{name}" for name in names)] * 2 + self.locals[kind] * 2 + constants[kind]
        found += [f"{row}[{field!r}]" for row in self.rows for field, one in FIELDS.items() if one == kind] * 3
        found += {"n": ["self.user['age']"], "s": ["self.user['name']"], "b": ["self.user['vip']"], "x": ["self.secret"]}[kind]
        if self.maybe(0.03):
            found = ["self.hidden"]
        return self.pick(found)

    # -- statements ------------------------------------------------------------------------------------------------------

    def handler(self) -> str:
        lines = [line for _ in range(self.random.randrange(1, 4)) for line in self.statement(0)]
        head = "def act(self, by: int = 1, word: str = 'w', on: bool = False, what=None, item_id: int = 0, **kwargs):"
        return "\n".join([head, *("    " + line for line in lines)]) + "\n"

    def block(self, depth: int) -> list[str]:
        held = [*self.rows], {kind: [*names] for kind, names in self.locals.items()}
        lines = ["    " + line for _ in range(self.random.randrange(1, 3)) for line in self.statement(depth + 1)]
        self.rows, self.locals = held
        return lines

    def statement(self, depth: int) -> list[str]:
        simple = [self.assignment, self.assignment, self.assignment, self.step, self.local, self.field, self.nested]
        rare = [self.passed_by, self.leaving, self.asserted]
        lists = [self.found, self.found, self.found, self.added, self.removed, self.kept, self.tagged, self.counted]
        if depth < 2:
            simple.append(lambda: self.choice(depth))
            if not self.looping:
                lists += [lambda: self.each(depth), lambda: self.tried(depth)]
        if self.maybe(0.08):
            return self.pick(rare)()
        if self.maybe(0.12):
            return self.collected()
        return self.pick(lists)() if not self.looping and self.maybe(0.4) else self.pick(simple)()

    def assignment(self) -> list[str]:
        kind = self.pick(["n", "s", "b", "x"])
        names = {"n": INTS, "s": STRS, "b": BOOLS, "x": ANY}[kind]
        return [f"self.{self.pick(names)} = {self.expression(kind)}"]

    def step(self) -> list[str]:
        if self.maybe(0.7):
            return [f"self.{self.pick(INTS)} {self.pick(['+=', '-=', '*=', '//=', '%='])} {self.leaf('n')}"]
        return [f"self.{self.pick(STRS)} += {self.leaf('s')}"]

    def local(self) -> list[str]:
        kind = self.pick(["n", "s", "b", "x"])
        self.fresh += 1
        line = f"v{self.fresh} = {self.expression(kind)}"
        self.locals[kind].append(f"v{self.fresh}")
        return [line]

    def nested(self) -> list[str]:
        key, kind = self.pick([("name", "s"), ("age", "n"), ("vip", "b")])
        return [f"self.user[{key!r}] = {self.expression(kind)}"]

    def field(self) -> list[str]:
        if not self.rows:
            return self.assignment()
        field, kind = self.pick([each for each in FIELDS.items() if each[0] != "id"])
        row = self.pick(self.rows)
        if kind == "n" and self.maybe(0.4):
            return [f"{row}[{field!r}] += {self.leaf('n')}"]
        return [f"{row}[{field!r}] = {self.expression(kind)}"]

    def found(self) -> list[str]:
        self.fresh += 1
        row = f"r{self.fresh}"
        test = self.pick([f"i['id'] == {self.pick(['item_id', 'self.n', '2'])}", "i['id'] == item_id", self.row_truth("i")])
        if self.maybe(0.4):
            self.rows.append(row)
            lines = [f"{row} = next(i for i in self.items if {test})", *self.field()]
            return lines
        self.rows.append(row)
        inner = ["    " + line for line in self.field()]
        self.rows.remove(row)
        return [f"{row} = next((i for i in self.items if {test}), None)", f"if {self.pick([row, f'{row} is not None'])}:", *inner]

    def each(self, depth: int) -> list[str]:
        self.looping = True
        self.fresh += 1
        row = f"e{self.fresh}"
        self.rows.append(row)
        before = [[f"    if {self.row_truth(row)}:", "        continue"]] if self.maybe(0.3) else [[]]
        body = [*before[0], *("    " + line for line in self.field()), *self.block(depth)]
        if self.maybe(0.3):
            body += [f"    if {self.row_truth(row)}:", "        break"]
        self.rows.remove(row)
        self.looping = False
        return [f"for {row} in self.items:", *body]

    def added(self) -> list[str]:
        values = {field: self.expression(kind, 1) for field, kind in FIELDS.items() if field != "id"}
        row = "{'id': 90 + len(self.items), " + ", ".join(f"{field!r}: {value}" for field, value in values.items()) + "}"
        where = self.pick([f"self.items.append({row})", f"self.items.insert({self.pick(['0', '1', '-1'])}, {row})"])
        return [
            self.pick([where, where, f"self.items = [*self.items, {row}]", f"self.items = [{row}] + self.items", f"self.items += [{row}]"])
        ]

    def removed(self) -> list[str]:
        if self.maybe(0.4):
            return ["for i in self.items:", "    if i['id'] == item_id:", "        self.items.remove(i)", "        break"]
        if self.maybe(0.3):
            return [
                f"for i in {self.pick(['self.items', 'list(self.items)'])}:",
                f"    if {self.row_truth('i')}:",
                "        self.items.remove(i)",
            ]
        return [
            self.pick(
                [
                    "self.items.pop()",
                    "self.items.pop(0)",
                    "del self.items[-1]",
                    "self.items.clear()",
                    "self.items = []",
                    "del self.items[by]",
                ]
            )
        ]

    def kept(self) -> list[str]:
        return [f"self.items = [i for i in self.items if {self.row_truth('i')}]"]

    def counted(self) -> list[str]:
        return [f"self.items[{self.pick(['0', '-1', 'by'])}]['done'] = {self.expression('b', 1)}"]

    def tagged(self) -> list[str]:
        return self.pick([
            ["if word not in self.tags:", "    self.tags.append(word)"],
            ["if word in self.tags:", "    self.tags.remove(word)", "else:", "    self.tags.insert(0, word)"],
            [f"self.tags = [t for t in self.tags if t != {self.leaf('s')}]"],
            [f"self.tags.append({self.expression('s', 1)})"],
        ])  # fmt: skip

    def collected(self) -> list[str]:
        """Something goes into a collection, or out of it; one row is chosen."""
        if self.rows and self.maybe(0.1):
            return [f"{self.rows[-1]}['id'] = {self.leaf('n')}"]
        if self.maybe(0.3):
            return self.pick([
                ["self.chosen = None if self.chosen == item_id else item_id"],
                ["if self.chosen != item_id:", "    self.chosen = item_id", "else:", "    self.chosen = None"],
                [f"self.b = {self.leaf('n')} == self.chosen", f"self.chosen = {self.pick(['item_id', 'self.n', 'what', 'None'])}"],
                [f"self.c = self.chosen == {self.rows[-1]}['id']" if self.rows else "self.c = self.chosen == 2"],
            ])  # fmt: skip
        name, thing = self.pick([("liked", "item_id"), ("liked", "item_id"), ("liked", "self.n"), ("picked", "word"), ("picked", "'a'")])
        toggled = [f"if {thing} in self.{name}:", f"    self.{name}.remove({thing})", "else:", f"    self.{name}.append({thing})"]
        if self.maybe(0.4):
            name, thing = "marked", self.pick(["item_id", "item_id", "by", "what"])
            toggled = [f"if {thing} not in self.marked:", f"    self.marked.add({thing})", "else:", f"    self.marked.discard({thing})"]
        if self.maybe(0.2):
            into, out = ("add", "discard") if name == "marked" else ("append", "remove")
            return [self.pick([
                f"self.{name}.{out}({thing}) if {thing} in self.{name} else self.{name}.{into}({thing})",
                f"self.{name} = [i for i in self.{name} if i != {thing}] if {thing} in self.{name} else [*self.{name}, {thing}]",
            ])]  # fmt: skip
        if self.maybe(0.15):
            return ["h = self." + name, *(line.replace(f"self.{name}", "h") for line in toggled)]
        if self.maybe(0.45):
            return toggled
        if self.rows and self.maybe(0.3):
            return [f"self.b = {self.rows[-1]}['id'] in self.{name}"]
        adds, left, right = ("add", "{", "}") if name == "marked" else ("append", "[", "]")
        return [self.pick([
            f"self.{name}.{adds}({thing})", f"self.{name}.remove({thing})", f"self.{name}.clear()", f"self.{name} = {left}{thing}{right}",
            f"self.{name} = {left}i for i in self.{name} if i != {thing}{right}", f"self.n = len(self.{name})", f"self.b = not self.{name}",
            f"self.{name} {'^' if name == 'marked' else '+'}= {left}{thing}{right}",
            f"self.{name} = {left}i for i in self.{name} if i{right}",
            f"self.{name} {'-' if name == 'marked' else '+'}= {left}{thing}, 2{right}", f"self.c = {thing} in self.{name}",
            f"self.{name} = {'set()' if name == 'marked' else '[]'}", f"self.{name} = {left}1, {thing}{right}", f"self.{name}.pop()",
            f"self.{name} = {left}*self.{name}, {thing}{right}", f"self.{name} = sorted(self.{name}, key=str)", f"self.{name} = self.s",
            f"self.{name} = self.{name} {'|' if name == 'marked' else '+'} {left}{thing}{right}",
        ])]  # fmt: skip

    def choice(self, depth: int) -> list[str]:
        lines = [f"if {self.expression('b')}:", *self.block(depth)]
        if self.maybe(0.3):
            lines += [f"elif {self.expression('b')}:", *self.block(depth)]
        return [*lines, "else:", *self.block(depth)] if self.maybe(0.4) else lines

    def tried(self, depth: int) -> list[str]:
        return ["try:", *self.block(depth), "except Exception:", f"    self.{self.pick(STRS)} = 'failed'"]

    def passed_by(self) -> list[str]:
        return self.pick([
            ["import math", f"self.{self.pick(INTS)} = math.floor(2.5)"],
            [f"self.{self.pick(STRS)} = ', '.join(sorted(self.tags))"],
            ["self.items.sort(key=lambda i: i['id'])"],
            ["for at, i in enumerate(self.items):", "    i['num'] = at"],
            ["while self.n > 5:", "    self.n //= 2"],
            ["self.n, self.m = self.m, self.n"],
            [f"self.s, self.n = {self.expression('s', 1)}, {self.expression('n', 1)}"],
            ["self.user[word] = what", "self.n = self.user['age']"],
            [f"self.user[{self.pick(['self.s', 'word', 'what'])}] = {self.expression('s', 1)}"],
            ["for i in (1, item_id):", "    self.liked.append(i)"],
            ["self.m = len([self.marked.add(i) for i in (1, 2)])"],
        ])  # fmt: skip

    def leaving(self) -> list[str]:
        return [f"if {self.expression('b')}:", "    return"]

    def asserted(self) -> list[str]:
        return [f"assert {self.expression('b')}"]
