"""The leaves of stories: values, attributes, fields, keys, includes."""

from __future__ import annotations

import random

from tests.browser.fuzz.trees import Group, Piece, Slot
from tests.browser.fuzz.vocabulary import CONDITIONS, LOOPS, PAIRS, ROW_CONDITIONS, ROW_SAFE, ROW_VALUES, SAFE, STATIC, VALUES

Names = tuple[str, ...]

#: Content model → elements that are its rows, with the content model of those.
_ROOTS: dict[str, tuple[tuple[str, str], ...]] = {
    "flow": (("div", "flow"), ("p", "phrasing"), ("section", "flow"), ("label", "phrasing"), ("h3", "phrasing")),
    "phrasing": (("b", "phrasing"), ("span", "phrasing"), ("a", "phrasing")),
    "items": (("li", "flow"),),
    "definitions": (("dt", "phrasing"), ("div", "definitions")),
    "table": (("tbody", "rows"),),
    "rows": (("tr", "cells"),),
    "cells": (("td", "flow"), ("td", "phrasing")),
    "options": (("option", "raw"),),
    "svg": (("g", "svg"), ("text", "raw")),
}

_NAMES = ("class", "title", "data-x", "style", "lang", "hidden", "data-name", "aria-label")
_OWN: dict[str, Names] = {
    "a": ("href", "target"),
    "option": ("value", "label"),
    "circle": ("r", "viewBox", "xlink:href", "fill"),
    "form": ("action", "method"),
    "col": ("span",),
    "td": ("colspan",),
    "label": ("for",),
    "meta": ("name", "content"),
    "button": ("type", "value", "name", "form"),
    "select": ("name", "form"),
    "textarea": ("name", "rows"),
}
_FLAGS: dict[str, Names] = {
    "option": ("selected", "disabled", "selected"),
    "button": ("disabled",),
    "textarea": ("readonly",),
    "select": ("disabled",),
    "details": ("open",),
    "ol": ("reversed",),
}


class Pieces:
    """Makes leaves from one source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def expression(self, rows: Names, words: Names, *, safe: bool = False) -> str:
        """Return something that can be printed; *rows* and *words* are names that loops have given."""
        if rows and self.rng.random() < 0.6:
            return self.rng.choice(ROW_SAFE if safe else ROW_VALUES).format(self.rng.choice(rows[-2:]))
        if words and not safe and self.rng.random() < 0.5:
            return self.rng.choice(words)
        return self.rng.choice(SAFE if safe else VALUES)

    def condition(self, rows: Names) -> str:
        """Return a test."""
        if rows and self.rng.random() < 0.6:
            return self.rng.choice(ROW_CONDITIONS).format(self.rng.choice(rows[-2:]))
        return self.rng.choice(CONDITIONS)

    def value(self, rows: Names, words: Names, *, safe: bool = False) -> str:
        """Return a variable as it is printed."""
        return f"{{{{ {self.expression(rows, words, safe=safe)} }}}}"

    def text(self, rows: Names, words: Names) -> Piece:
        """Return text, fixed or not."""
        chance = self.rng.random()
        if chance < 0.3:
            return self.rng.choice(STATIC)
        if chance < 0.8:
            return self.value(rows, words)
        if chance < 0.93:
            return self.value(rows, words, safe=True)
        if chance < 0.98:
            return self.rng.choice(
                ("{% cycle 'one' 'two &amp; 2' %}", "{% cycle t 'b' as turn %}", "{{ turn }}", "{% cycle 'a' 'b' 'c' %}")
            )
        return self.rng.choice(("{% firstof t u 'none' %}", "{% widthratio n 5 100 %}", "{% lorem 2 w %}" if rows else "{{ f }}"))

    # -- start tags ------------------------------------------------------------------------------------------------------------------------

    def attributes(self, rows: Names, words: Names, element: str) -> Slot:
        """Return what stands in a start tag."""
        chosen: list[Piece] = []
        names = list(
            dict.fromkeys(self.rng.choice((*_NAMES, *_OWN.get(element, ()) * 2)) for _ in range(self.rng.choice((0, 0, 0, 1, 1, 2))))
        )
        chosen += [self._attribute(name, rows, words) for name in names]
        if element in _FLAGS and self.rng.random() < 0.5:
            chosen += self.flag(self.rng.choice(_FLAGS[element]), rows)
        if self.rng.random() < 0.04:
            name = self.rng.choice(("{{ n }}", "data-{{ n }}=1", "{{ t|slugify }}", "class=twice class='{{ t }}'"))
            chosen.append(f" {name}")
        return tuple(chosen)

    def _attribute(self, name: str, rows: Names, words: Names) -> Piece:
        chance = self.rng.random()
        quote = self.rng.choice('""\'')
        if chance < 0.2:
            return f" {name}={quote}fixed{quote}"
        if chance < 0.55:
            return Group((f" {name}={quote}", quote), ((*self._words(), self.value(rows, words)),))
        if chance < 0.6:
            return Group((f" {name}={quote}", quote), ((*self._words(), self.value(rows, words, safe=True)),))
        if chance < 0.75:
            arm = Group((f"{{% if {self.condition(rows)} %}}", "{% else %}", "{% endif %}"), (("on",), (self.value(rows, words),)))
            return Group((f" {name}={quote}", quote), ((*self._words(), arm),))
        if chance < 0.87:
            inner = self._attribute(name, rows, words) if self.rng.random() < 0.3 else f" {name}={quote}{self.value(rows, words)}{quote}"
            return Group((f"{{% if {self.condition(rows)} %}}", "{% endif %}"), ((inner,),))
        if chance < 0.92:
            return f" {name}={{{{ n }}}}"
        if chance < 0.96:
            return Group((f" {name}={quote}{{% for w in words %}}", f" {{% endfor %}}{quote}"), (("{{ w }}",),))
        return f" {name}={quote}{{% cycle 'odd' 'even' %}}{quote}"

    def _words(self) -> Slot:
        return self.rng.choice(((), (), ("a ",), ("color: red; ",), ("&amp;",), ("\n",)))

    def flag(self, name: str, rows: Names) -> Slot:
        """Return a boolean attribute that comes and goes."""
        return (Group((f"{{% if {self.condition(rows)} %}}", "{% endif %}"), ((f" {name}",),)),)

    def void(self, rows: Names, words: Names) -> Piece:
        """Return an element without content, mostly a field."""
        name = self.rng.choice(("input", "input", "input", "br", "img", "hr", "wbr"))
        attributes = self.attributes(rows, words, name)
        if name == "input":
            kind = self.rng.choice(("", " type=checkbox", " type=radio name=r", " type=number", " type=text"))
            held = (kind, Group((' value="', '"'), ((self.value(rows, words),),)))
            # Not of radio buttons: a loop would check several of one group, and which of them shows is then the parser's secret.
            checked = self.flag("checked", rows) if "checkbox" in kind else ()
            attributes = (*held, *checked, *attributes)
        return Group((f"<{name}", self.rng.choice((">", ">", "/>", " />"))), (attributes,))

    # -- loops and includes ----------------------------------------------------------------------------------------------------------------

    def root_of(self, model: str) -> tuple[str, str]:
        """Return an element that rows of *model* are, and its content model; '' where there is none."""
        return self.rng.choice(_ROOTS[model]) if model in _ROOTS else ("", "")

    def key(self, number: int, *, tracked: bool) -> Slot:
        """Return the attribute that tells rows of the loop *number* apart; tracked ones have to stay the same nodes."""
        if self.rng.random() < 0.3:
            return ()
        mark = " tracked" if tracked else ""
        value = f"L{number}-{{{{ i{number}.id }}}}"
        return (self.rng.choice((f' dj-key="{value}"', f" data-key='{value}'", f' id="{value}"', f" data-key={value}")) + mark,)

    def loop(self, number: int, rows: Names) -> tuple[str, bool]:
        """Return the head of a loop, and whether it goes over texts instead of rows."""
        inner = tuple(f"{name}.{field}" for name in rows[-2:] for field in ("sub", "sub", "tags"))
        chosen = self.rng.choice(inner if inner and self.rng.random() < 0.5 else LOOPS)
        return f"{{% for i{number} in {chosen} %}}", chosen.endswith("tags") or chosen.split()[0] in ("words", "t")

    def pairs(self, number: int) -> str:
        """Return the head of a loop that unpacks."""
        return f"{{% for k{number}, v{number} in {self.rng.choice(PAIRS)} %}}"

    def include(self, rows: Names, words: Names) -> Piece:
        """Return a call of another file."""
        value = self.expression(rows, words) + "|stringformat:'s'"  # ``t`` is a text everywhere: loops go through it
        return self.rng.choice(
            (
                "{% include 'p0.html' %}",
                "{% include 'p1.html' %}",
                f"{{% include 'p1.html' with t={value} %}}",
                f"{{% include 'p0.html' with u={value} only %}}",
                "{% include which %}",
                "{% include which with t=u %}",
                "{% include 'tree.html' with nodes=tree %}",
                "{% include 'tree.html' with nodes=tree %}",
            )
        )
