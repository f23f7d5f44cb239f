"""What parts of a template print, as trees: the text of an element or an attribute, and the HTML of a block with its marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from djust.prediction.shown import Names, condition_tree, value_tree
from djust.prediction.trees import Constant, OutOfReach, Row, Slot, Tree, is_unknown, joined, operation
from djust.prediction.walk import Scopes, conditions, in_rows
from djust.template.forms import Branch, Do, Enter, Form, Leave, Loop, Text, Value, tagless
from djust.template.parts import RANGE_CLOSE, ROW_MARK, Block, ElementMark, Kind, Mark, Part
from djust.template.write import opening

#: Turns static source into what stands in the page for it: text, or the source itself.
Read = Callable[[str], str]


class Markup:
    """Writes the trees of one template.

    Args:
        rows: What loops bind to their rows, by the id of the loop's part; None where it is no list of the state.
    """

    def __init__(self, rows: Mapping[int, Row | None]) -> None:
        self._rows = rows

    # -- strings -----------------------------------------------------------------------------------------------------------

    def string(self, forms: Sequence[Form], scopes: Scopes, read: Read | None = None) -> Tree:
        """Return what *forms* print: the source of it, or, where *read* turns source into text, the text.

        Raises:
            OutOfReach: Something in it cannot be told.
        """
        pieces: list[Tree] = []
        for form in forms:
            if isinstance(form, Text):
                pieces.append(read(form.text) if read else form.text)
            elif isinstance(form, Value):
                pieces.append(self.value(form, scopes.names, read))
            elif isinstance(form, Branch):
                pieces.append(self._choice(form, [self.string(arm.body, scopes, read) for arm in form.arms], scopes.names))
            elif isinstance(form, Do | Enter | Leave):
                scopes.pass_by(form)
            else:
                raise OutOfReach("a loop in a text" if isinstance(form, Loop) else "a tag that Django renders")
        return _told(joined(pieces))

    def value(self, form: Value, names: Names, read: Read | None) -> Tree:
        """Return what a value prints, escaped in source."""
        if form.constant:
            return Constant(form.node, read is not None)
        expression = getattr(form.node, "filter_expression", None)
        if form.fixed or expression is None or type(form.node).__name__ != "VariableNode":
            raise OutOfReach(f"the tag {type(form.node).__name__.removesuffix('Node').lower()!r}")
        tree = value_tree(names, expression, printed=True)
        return operation("cat" if read else "esc", tree)

    def _choice(self, form: Branch, ways: Sequence[Tree], names: Names) -> Tree:
        """Return the tree of that of *ways* which stands."""
        if form.lasting:
            raise OutOfReach("'ifchanged'")
        result: Tree = ""
        for condition, way in reversed(list(zip(conditions(form), ways, strict=True))):
            result = way if condition is None else operation("if", _told(condition_tree(names, condition)), way, result)
        return result

    def arm(self, form: Branch, names: Names) -> Tree:
        """Return the tree of the number of the arm that stands, None for none."""
        if form.lasting:
            raise OutOfReach("'ifchanged'")
        result: Tree = None
        for number, condition in reversed(list(enumerate(conditions(form)))):
            result = number if condition is None else operation("if", _told(condition_tree(names, condition)), number, result)
        return result

    # -- blocks ------------------------------------------------------------------------------------------------------------

    def block(self, block: Block, names: Names) -> Tree:
        """Return the HTML of *block*, with its marks.

        Raises:
            OutOfReach: Something in it cannot be told.
        """
        scopes = Scopes(names.copy())
        pieces: list[Tree] = []
        for item in block.items:
            if isinstance(item, str):
                pieces.append(item)
            elif isinstance(item, Mark):
                pieces.append(item.text)
            elif isinstance(item, ElementMark):
                pieces.append(item.text if block.shape is None else "")
            elif isinstance(item, Part):
                pieces.append(self.part(item, scopes))
            else:
                scopes.pass_by(item)
        return _told(joined(pieces))

    def part(self, part: Part, scopes: Scopes) -> Tree:
        """Return what a part writes into the HTML of its block, its marks included."""
        names = scopes.names
        if part.kind is Kind.BRANCH:
            inner = self.branch(part, names)
        elif part.kind is Kind.LOOP:
            inner = self.rows(part, names)
        elif part.kind in (Kind.OPAQUE, Kind.CALL):
            raise OutOfReach(part.reason or "an include that is only known when it is shown")
        elif part.attributes:
            values = [self.string(forms, scopes) for forms in part.values]
            return joined([piece if isinstance(piece, str) else values[piece] for piece in part.source])
        elif part.kind is Kind.CONTENT and not tagless(part.printed):
            raise OutOfReach("text of an element that holds <")  # it is written between marks of its own
        else:
            inner = self.string(part.printed, scopes)
        scopes.pass_part(part)
        return joined([opening(part), inner, RANGE_CLOSE]) if part.kind.is_range else inner

    def branch(self, part: Part, names: Names) -> Tree:
        """Return what stands between the marks of a branch."""
        if isinstance(part.form, Loop):
            row = self._rows.get(part.arms[0].parts[0].id)
            if row is None:
                raise OutOfReach("a loop that goes through no list of the state")
            ways = [self.block(part.arms[0], names), self.block(part.arms[1], names)]
            return operation("if", ["len", [Slot(row.path)]], *ways)
        return self._choice(part.form, [self.block(arm, names) for arm in part.arms], names)

    def row(self, part: Part, names: Names) -> Tree:
        """Return the HTML of one row of a loop, without the white space around it."""
        row = self._rows.get(part.id)
        if row is None:
            raise OutOfReach("a loop that goes through no list of the state")
        (body,) = part.arms
        html = self.block(body, in_rows(names, part.form, row))
        return html if body.shape is not None else joined([ROW_MARK, html])

    def rows(self, part: Part, names: Names) -> Tree:
        """Return what stands between the marks of a loop."""
        html = self.row(part, names)
        (body,) = part.arms
        row = self._rows[part.id]
        assert row is not None  # row() has raised
        delimited = body.shape is None
        lead, trail = ("", "") if delimited else (body.lead, body.trail)
        rows = ["join", [Slot(row.path)], row, html, trail + lead]
        if not lead and not trail:
            return rows
        return operation("if", ["len", [Slot(row.path)]], joined([lead, rows, trail]), "")


def _told(tree: Tree) -> Tree:
    if is_unknown(tree):
        raise OutOfReach("values that a browser prints otherwise")
    return tree


def decoded(read: Callable[[str], str | None]) -> Read:
    """Return *read*, which gives None for what only a parser can tell, as a :data:`Read`."""

    def text(source: str) -> str:
        found = read(source)
        if found is None:
            raise OutOfReach("only a parser can tell the text of the template around it")
        return found

    return text


def written(tree: Any, language_text: Callable[[Constant], str]) -> Any:
    """Return *tree* with what constants of the template print in the language at hand."""
    if isinstance(tree, Constant):
        return language_text(tree)
    if isinstance(tree, list):
        return [written(one, language_text) for one in tree]
    return {name: written(one, language_text) for name, one in tree.items()} if isinstance(tree, dict) else tree
