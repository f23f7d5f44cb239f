"""Which templates there are: HTML's content models, with Django's tags wherever they may stand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.browser.fuzz.pieces import Pieces
from tests.browser.fuzz.trees import Files, Group, Piece, Slot

#: How often a piece of another content model stands where it does not belong.
MISPLACED = 0.03


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a piece stands: names that loops have given, how deep, and whether a row here has its parent for itself."""

    rows: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    depth: int = 0
    alone: bool = True
    includes: bool = True

    def deeper(self, **changes: object) -> Scope:
        """Return the scope one level down."""
        return replace(self, depth=self.depth + 1, **changes)  # type: ignore[arg-type]  # fields by name


Model = Callable[[Scope], Piece]


class Grammar:
    """Makes templates from one source of chance."""

    def __init__(self, rng: random.Random, *, tame: bool) -> None:
        self.rng = rng
        self.tame = tame
        self.pieces = Pieces(rng)
        self._count = 0
        self._models: dict[str, Model] = {
            "flow": self._flow,
            "phrasing": self._phrasing,
            "items": self._items,
            "definitions": self._definitions,
            "table": self._table,
            "rows": self._rows,
            "cells": self._cells,
            "options": self._options,
            "svg": self._svg,
            "raw": self._raw,
        }

    def files(self) -> Files:
        """Return a template and all that it may include."""
        plain = Scope(depth=2, includes=False)
        files: dict[str, Slot] = {
            "case.html": self._page() if self.rng.random() < 0.1 else self.slot("flow", Scope(), most=5),
            "p0.html": self.slot("flow", plain, most=2),
            "p1.html": self.slot("phrasing", plain, most=3),
            "tree.html": (self._tree(),),
        }
        return files

    def slot(self, model: str, scope: Scope, most: int = 3, least: int = 1) -> Slot:
        """Return some pieces that may stand in *model*."""
        if scope.depth > 5:
            return (self.pieces.value(scope.rows, scope.words),) if model in ("flow", "phrasing", "raw") else ()
        return tuple(self.piece(model, scope) for _ in range(self.rng.randint(least, most)))

    def piece(self, model: str, scope: Scope) -> Piece:
        """Return one piece that may stand in *model*: one of its own, or a tag of Django's round some."""
        if not self.tame and self.rng.random() < MISPLACED:
            model = self.rng.choice(tuple(self._models))
        if scope.depth < 5 and self.rng.random() < 0.38:
            return self._control(model, scope)
        return self._models[model](scope)

    # -- Django's tags ---------------------------------------------------------------------------------------------------------------------

    def _control(self, model: str, scope: Scope) -> Piece:
        chance = self.rng.random()
        inner = scope.deeper()
        if chance < 0.38:
            return self._branch(model, inner)
        if chance < 0.78:
            return self._loop(model, scope)
        if chance < 0.84:
            return Group(
                (f"{{% with x={self.pieces.expression(scope.rows, scope.words)} %}}", "{% endwith %}"),
                (self.slot(model, self._naming(inner)),),
            )
        if chance < 0.90:
            return self._changed(model, inner)
        if chance < 0.94 and not self.tame:
            return Group(("{% autoescape off %}", "{% endautoescape %}"), (self.slot(model, inner),))
        if chance < 0.96:
            return Group(("{% spaceless %}", "{% endspaceless %}"), (self.slot(model, inner),))
        if chance < 0.97:
            return Group(("{% filter upper %}", "{% endfilter %}"), (self.slot(model, inner),))
        return Group(
            (f"{{% firstof {self.pieces.expression(scope.rows, scope.words)} 'f' as x %}}", ""), (self.slot(model, self._naming(inner)),)
        )

    def _naming(self, scope: Scope) -> Scope:
        return replace(scope, words=(*scope.words, "x"))

    def _branch(self, model: str, scope: Scope) -> Piece:
        test = lambda: self.pieces.condition(scope.rows)  # noqa: E731
        arms = [self.slot(model, scope, most=2)]
        texts = [f"{{% if {test()} %}}"]
        if self.rng.random() < 0.25:
            texts.append(f"{{% elif {test()} %}}")
            arms.append(self.slot(model, scope, most=2))
        if self.rng.random() < 0.5:
            texts.append("{% else %}")
            arms.append(self.slot(model, scope, most=2, least=0))
        return Group((*texts, "{% endif %}"), tuple(arms))

    def _changed(self, model: str, scope: Scope) -> Piece:
        what = f" {self.pieces.expression(scope.rows, scope.words)}" if self.rng.random() < 0.6 else ""
        body = self.slot(model, scope, most=2)
        if self.rng.random() < 0.3:
            return Group((f"{{% ifchanged{what} %}}", "{% else %}", "{% endifchanged %}"), (body, self.slot(model, scope, most=1)))
        return Group((f"{{% ifchanged{what} %}}", "{% endifchanged %}"), (body,))

    def _loop(self, model: str, scope: Scope) -> Piece:
        self._count += 1
        number = self._count
        if self.rng.random() < 0.12:
            head, inner = self.pieces.pairs(number), scope.deeper(words=(*scope.words, f"k{number}", f"v{number}"))
            body = self.slot(model, replace(inner, alone=False))
        else:
            head, of_texts = self.pieces.loop(number, scope.rows)
            words = (*scope.words, f"i{number}") if of_texts else scope.words
            inner = scope.deeper(rows=(*scope.rows, f"i{number}"), words=words)
            body = self._row(model, inner, number) if self.rng.random() < 0.75 else self.slot(model, replace(inner, alone=False))
        white = self.rng.choice(("", "", "\n", " ", "\n  "))
        slots: tuple[Slot, ...] = ((white, *body, white),)
        texts: tuple[str, ...] = (head,)
        if self.rng.random() < 0.3:
            texts, slots = (head, "{% empty %}"), (*slots, self.slot(model, scope.deeper(), most=1))
        return Group((*texts, "{% endfor %}"), slots)

    def _row(self, model: str, scope: Scope, number: int) -> Slot:
        """Return a row with one root element, as lists are mostly written."""
        name, content = self.pieces.root_of(model)
        if not name:
            return self.slot(model, scope)
        key = self.pieces.key(number, tracked=scope.alone)
        attributes = (*key, *self.pieces.attributes(scope.rows, scope.words, name))
        inner = replace(scope, alone=True)
        return (self.element(name, attributes, self.slot(content, inner) if content else ()),)

    # -- HTML ------------------------------------------------------------------------------------------------------------------------------

    def element(self, name: str, attributes: Slot, content: Slot, end: str | None = None) -> Group:
        """Return an element; *end* is its end tag, left out where it is empty."""
        return Group((f"<{name}", ">", f"</{name}>" if end is None else end), (attributes, content))

    def _plain(self, scope: Scope, name: str, model: str, end: str | None = None) -> Group:
        inner = scope.deeper(alone=True)
        return self.element(name, self.pieces.attributes(scope.rows, scope.words, name), self.slot(model, inner), end)

    def _end(self, omitted: float) -> str | None:
        return "" if self.rng.random() < (omitted / 4 if self.tame else omitted) else None

    def _text(self, scope: Scope) -> Piece:
        return self.pieces.text(scope.rows, scope.words)

    def _phrasing(self, scope: Scope) -> Piece:
        chance = self.rng.random()
        if chance < 0.5:
            return self._text(scope)
        if chance < 0.75:
            return self._plain(scope, self.rng.choice(("b", "i", "span", "em", "a", "label", "code", "u", "button", "ruby")), "phrasing")
        if chance < 0.82:
            return self.pieces.void(scope.rows, scope.words)
        if chance < 0.86:
            return self._choice(scope)
        if chance < 0.9:
            return self._plain(scope, "svg", "svg")
        if chance < 0.94 and scope.includes:
            return self.pieces.include(scope.rows, scope.words)
        if chance < 0.97:
            return self._plain(scope, self.rng.choice(("textarea", "textarea", "title", "style")), "raw")
        return self._plain(scope, "script type=text/plain", "raw", end="</script>")

    def _flow(self, scope: Scope) -> Piece:
        chance = self.rng.random()
        if chance < 0.3:
            return self._phrasing(scope)
        if chance < 0.5:
            return self._plain(scope, self.rng.choice(("div", "section", "article", "main", "blockquote", "fieldset")), "flow")
        if chance < 0.62:
            return self._plain(scope, self.rng.choice(("p", "p", "h2", "h3")), "phrasing")
        if chance < 0.72:
            return self._plain(scope, self.rng.choice(("ul", "ol", "menu")), "items")
        if chance < 0.75:
            return self._plain(scope, "dl", "definitions")
        if chance < 0.86:
            return self._plain(scope, "table", "table" if self.rng.random() < 0.6 else "rows")
        if chance < 0.9:
            return self._plain(scope, "form", "flow")
        if chance < 0.94:
            return Group(
                ("<details", "><summary>", "</summary>", "</details>"),
                (self.pieces.flag("open", scope.rows), self.slot("phrasing", scope.deeper(), most=1), self.slot("flow", scope.deeper())),
            )
        if chance < 0.97:
            return self._plain(scope, "pre", "phrasing")
        return self._plain(scope, "p", "phrasing", end="")

    def _items(self, scope: Scope) -> Piece:
        if self.rng.random() < 0.1:
            return self.rng.choice((" ", "\n", "<!-- c -->", self._text(scope)))
        return self._plain(scope, "li", "flow", end=self._end(0.12))

    def _definitions(self, scope: Scope) -> Piece:
        return self._plain(scope, self.rng.choice(("dt", "dd")), "phrasing", end=self._end(0.12))

    def _table(self, scope: Scope) -> Piece:
        chance = self.rng.random()
        if chance < 0.1:
            return self._plain(scope, "caption", "phrasing")
        if chance < 0.15:
            return self.element("colgroup", (), (self.element("col", self.pieces.attributes(scope.rows, scope.words, "col"), (), ""),))
        return self._plain(scope, self.rng.choice(("tbody", "tbody", "thead", "tfoot")), "rows", end=self._end(0.1))

    def _rows(self, scope: Scope) -> Piece:
        if self.rng.random() < 0.06:
            return self.rng.choice((" ", "\n", self._text(scope)))
        return self._plain(scope, "tr", "cells", end=self._end(0.1))

    def _cells(self, scope: Scope) -> Piece:
        return self._plain(scope, self.rng.choice(("td", "td", "th")), "flow", end=self._end(0.1))

    def _choice(self, scope: Scope) -> Piece:
        return self._plain(scope, "select" if self.rng.random() < 0.85 else "select multiple", "options", end="</select>")

    def _options(self, scope: Scope) -> Piece:
        if self.rng.random() < 0.12:
            return self._plain(scope, "optgroup", "options", end=self._end(0.1))
        return self._plain(scope, "option", "raw", end=self._end(0.12))

    def _svg(self, scope: Scope) -> Piece:
        chance = self.rng.random()
        if chance < 0.4:
            return Group(("<circle", "/>"), (self.pieces.attributes(scope.rows, scope.words, "circle"),))
        if chance < 0.7:
            return self._plain(scope, self.rng.choice(("g", "g", "a", "linearGradient")), "svg")
        if chance < 0.9:
            return self._plain(scope, self.rng.choice(("text", "title", "desc")), "raw")
        return self._plain(scope, "foreignObject", "flow")

    def _raw(self, scope: Scope) -> Piece:
        return self._text(scope)

    # -- whole files -----------------------------------------------------------------------------------------------------------------------

    def _page(self) -> Slot:
        scope = Scope(depth=1)
        title = Group(("<title>", "</title>"), (self.slot("raw", scope, most=2),))
        head = Group(("<head><meta charset=utf-8>", "</head>"), ((title, *self._metas(scope)),))
        body = Group(("<body", ">", "</body>"), (self.pieces.attributes((), (), "body"), self.slot("flow", scope, most=4)))
        html = Group(("<!DOCTYPE html>\n<html", ">", "</html>\n"), (self.pieces.attributes((), (), "html"), ("\n", head, "\n", body)))
        return (html,)

    def _metas(self, scope: Scope) -> Slot:
        meta = Group(("<meta", ">"), (self.pieces.attributes((), (), "meta"),))
        return (Group((f"{{% if {self.pieces.condition(())} %}}", "{% endif %}"), ((meta,),)),) if self.rng.random() < 0.4 else ()

    def _tree(self) -> Group:
        scope = Scope(rows=("node",), depth=3, includes=False)
        again = "{% if node.children %}{% include 'tree.html' with nodes=node.children %}{% endif %}"
        key = self.rng.choice((" data-key=t-{{ node.id }}", " id='t-{{ node.id }}'", "", ' dj-key="{{ node.id }}"'))
        item = Group(("<li", ">", f"{again}</li>"), ((key,), self.slot("phrasing", scope, most=2)))
        loop = Group(("{% for node in nodes %}", "{% endfor %}"), ((item,),))
        return Group(("<ul>", "</ul>"), ((loop,),))
