"""How a browser converts what an event carries for a handler's parameters, as the server does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter, signature
from typing import Any, Final

from djust.params import parameters_of
from djust.params.converters import as_it_came
from djust.params.scalars import to_bool, to_int, to_str
from djust.prediction.trees import Local, Tree, constant

_KINDS: Final[dict[Any, str]] = {to_int: "int", to_bool: "bool", to_str: "str", as_it_came: "any"}


def told_parameters(function: Callable[..., Any], *, coerce: bool, allowed: Sequence[str] | None) -> list[list[Any]]:
    """Return ``[name, kind, default?]`` for each parameter of a handler (``docs/internals/wire.md``, 9)."""
    parameters = parameters_of(function)
    converters = parameters.converters
    declared = signature(function).parameters
    told = []
    for name in parameters.names:
        kind = _KINDS.get(converters.get(name), "?") if coerce else "text"
        if allowed is not None and name not in allowed:
            kind = "-"
        default = declared[name].default
        told.append([name, kind] if default is Parameter.empty else [name, kind, constant(default)])
    return told


def parameters_in(parameters: Sequence[list[Any]]) -> tuple[list[list[Any]], list[Tree]]:
    """Return the parameters that a page can give, as a program tells them, and the statements that set the others."""
    told = [[name, "str" if kind == "text" else kind, *default] for name, kind, *default in parameters if kind != "-"]
    return told, [["=", Local(name), *default] if default else ["end"] for name, kind, *default in parameters if kind == "-"]
