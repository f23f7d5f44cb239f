"""A handler's source, found and parsed once, when its class is created."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from djust.prediction.endings import secured
from djust.prediction.scope import Scope, World
from djust.prediction.statements import Statements
from djust.prediction.trees import OutOfReach, Tree

Definition = ast.FunctionDef | ast.AsyncFunctionDef


def read_source(function: Callable[..., Any]) -> Definition:
    """Return the definition of *function*.

    Raises:
        OutOfReach: There is no source, or it is not that of what is called.
    """
    if hasattr(function, "__wrapped__"):
        raise OutOfReach("another decorator wraps it, which may do anything")
    try:
        lines = textwrap.dedent(inspect.getsource(function))
        found = ast.parse(lines).body[0]
    except (OSError, TypeError, SyntaxError, IndexError) as error:
        raise OutOfReach(f"its source cannot be read ({type(error).__name__})") from None
    if not isinstance(found, Definition) or found.name != function.__name__:
        raise OutOfReach("it is not written as def name(self, …)")
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(found)):
        raise OutOfReach("it is a generator")
    return found


def statements_of(definition: Definition, world: World) -> list[Tree]:
    """Return the program of a handler's body, with names where the wire has numbers."""
    return secured(Statements(Scope(definition, world)).block(definition.body))
