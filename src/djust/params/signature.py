"""What a handler's signature says: names, kinds, defaults, and annotations as types."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable
from inspect import Parameter
from types import SimpleNamespace
from typing import Any

from djust.errors import UsageError

if sys.version_info >= (3, 14):
    from annotationlib import Format

Function = Callable[..., Any]


class Unresolvable(Exception):
    """An annotation names what cannot be found."""


def read_signature(function: Function) -> tuple[str, list[Parameter]]:
    """Return the name of the first parameter (``self``) and the others, as far as a browser can fill them."""
    name = getattr(function, "__qualname__", repr(function))
    if sys.version_info >= (3, 14):
        signature = inspect.signature(function, annotation_format=Format.FORWARDREF)
    else:
        signature = inspect.signature(function)
    receiver, *parameters = signature.parameters.values() or [Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)]
    if receiver.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD):
        raise UsageError(f"{name} expected self as its first parameter, got {receiver}; write def {function.__name__}(self, …).")
    for parameter in parameters:
        if parameter.kind is Parameter.POSITIONAL_ONLY:
            raise UsageError(f"{name}: {parameter.name!r} is positional-only, but a browser's values come by name; remove the / after it.")
    return receiver.name, parameters


def read_annotations(owner: type) -> dict[str, Any]:
    """Return what a class itself annotates, as it is written."""
    if sys.version_info >= (3, 14):
        return inspect.get_annotations(owner, format=Format.FORWARDREF)
    return inspect.get_annotations(owner)


def resolve(annotation: Any, function: Function) -> Any:
    """Turn an annotation, with the forward references inside it, into a type; raise ``Unresolvable`` when a name is not there (yet)."""
    function = inspect.unwrap(function)
    return _resolved(annotation, getattr(function, "__globals__", {}), lambda: _namespace(function))


def resolve_in(annotation: Any, owner: type) -> Any:
    """Turn an annotation that stands in the body of *owner* into a type, as `resolve` does."""
    module = sys.modules.get(owner.__module__)
    return _resolved(annotation, vars(module) if module else {}, lambda: dict(vars(owner)))


def _resolved(annotation: Any, names: dict[str, Any], of_the_class: Callable[[], dict[str, Any]]) -> Any:
    holder = SimpleNamespace(__annotations__={"it": annotation})
    try:
        return typing.get_type_hints(holder, names, {}, include_extras=True)["it"]
    except Exception:
        pass  # a name of the class, perhaps; asked second, since a handler may be called "list"
    try:
        return typing.get_type_hints(holder, names, of_the_class(), include_extras=True)["it"]
    except Exception as error:
        written = annotation if isinstance(annotation, str) else repr(annotation)
        advice = "import the name at run time, outside TYPE_CHECKING"
        raise Unresolvable(f"annotation {written!r} cannot be resolved ({error}); {advice}") from None


def _namespace(function: Function) -> dict[str, Any]:
    """Return the names of the class in whose body *function* was written."""
    owner: Any = sys.modules.get(function.__module__)
    for part in function.__qualname__.split(".")[:-1]:
        owner = getattr(owner, part, None)
    return dict(vars(owner)) if isinstance(owner, type) else {}
