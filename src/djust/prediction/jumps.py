"""Where the statements of a body lead: what leaves it, and what a ``continue`` can be told as."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from djust.prediction.trees import Path, Slot, Tree


def continues(node: ast.If) -> bool:
    """Whether one of the two ways ends with ``continue``, and the other does not."""
    ends = [bool(body) and isinstance(body[-1], ast.Continue) for body in (node.body, node.orelse)]
    return ends[0] != ends[1]


def continues_plainly(body: Sequence[ast.stmt]) -> bool:
    """Whether each ``continue`` in the body of a loop can be told as the other way of an ``if``."""
    for node in body:
        if isinstance(node, ast.If) and continues(node):
            first, second = (node.body, node.orelse) if isinstance(node.body[-1], ast.Continue) else (node.orelse, node.body)
            if any(jumps(one, ast.Continue) for one in first[:-1]) or not continues_plainly(second):
                return False
        elif jumps(node, ast.Continue) and not (isinstance(node, ast.Continue) and node is body[-1]):
            return False
    return True


def jumps(node: ast.AST, *kinds: type[ast.stmt]) -> bool:
    """Whether *node* holds a statement of these kinds that leads out of it."""
    if isinstance(node, kinds):
        return True
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        return False
    if isinstance(node, ast.For | ast.AsyncFor | ast.While):
        kinds = tuple(kind for kind in kinds if kind not in (ast.Break, ast.Continue))
    return any(jumps(child, *kinds) for child in ast.iter_child_nodes(node))


def edits_while_walking(statements: Sequence[Tree], path: Path) -> bool:
    """Whether the list at *path* gets or loses a row, and the loop over it goes on: Python would pass over one."""
    for at, one in enumerate(statements):
        if (
            one[0] in ("del", "add")
            and one[1] == Slot(path)
            and [after[0] for after in statements[at + 1 : at + 2]] not in (["break"], ["end"])
        ):
            return True
        if one[0] == "if" and any(edits_while_walking(inner, path) for inner in one[2:]):
            return True
    return False
