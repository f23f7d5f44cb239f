"""The parameters of a handler, and how a browser's values are bound to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter, ismethod
from typing import Any

from djust.errors import InvalidParams, NotFound, UsageError
from djust.params.converters import Builder, Unsupported, as_it_came
from djust.params.mismatch import Mismatch
from djust.params.records import RecordConverter
from djust.params.scalars import Converter, registrations, text_of
from djust.params.signature import Unresolvable, read_signature, resolve
from djust.params.slot import ABSENT, Slot

#: How deep lists and objects may lie in each other where nothing else bounds them.
_DEPTH = 64


@dataclass(frozen=True)
class _Resolved:
    """The slots of a signature, and why some of them have none."""

    slots: tuple[Slot, ...]
    rest: Converter
    unresolved: dict[str, str]
    registrations: int


class Parameters:
    """What a handler takes. Made by ``parameters_of``; annotations are resolved at first use, when forward references exist.

    Args:
        function: the handler as it stands in its class; ``self`` is its first parameter.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.handler: str = getattr(function, "__name__", repr(function))
        self.receiver, self._parameters = read_signature(function)
        #: every name that can be given, in order
        self.names = tuple(p.name for p in self._parameters if p.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY))
        #: those that an argument by position may fill
        self.positional = tuple(p.name for p in self._parameters if p.kind is Parameter.POSITIONAL_OR_KEYWORD)
        #: those without a default
        self.required = tuple(p.name for p in self._parameters if p.name in self.names and p.default is Parameter.empty)
        #: whether ``**kwargs`` takes what is left
        self.open = any(p.kind is Parameter.VAR_KEYWORD for p in self._parameters)
        self._resolved: _Resolved | None = None

    @property
    def unresolved(self) -> Mapping[str, str]:
        """Parameter name → why its annotation cannot be used, for a system check; using such a parameter is a ``UsageError``."""
        return self._resolve().unresolved

    @property
    def converters(self) -> Mapping[str, Converter]:
        """Parameter name → what converts a value for it, of those whose annotation can be used."""
        resolved = self._resolve()
        return {slot.name: slot.convert for slot in resolved.slots if slot.name not in resolved.unresolved}

    def sources(self, name: str) -> tuple[str, ...]:
        """Return the names under which a page may send what becomes the parameter *name*: its own, and the fields of a record."""
        slot = next((slot for slot in self._resolve().slots if slot.name == name), None)
        fields = slot.convert.names() - {name} if slot is not None and isinstance(slot.convert, RecordConverter) else ()
        return name, *sorted(fields)

    def bind(
        self, params: Mapping[str, Any], args: Sequence[Any] = (), *, coerce: bool = True, allowed: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Return the keyword arguments of the call.

        Args:
            params: what the event carries, by name; names that the handler does not accept are dropped.
            args: the arguments of ``dj-click="fn(1, 'a')"``; they come before *params*.
            coerce: with False no annotation is read, and every scalar arrives as the text a browser prints for it (``null`` as ``""``).
            allowed: the only names that may be given; arguments by position fill only these.

        Raises:
            InvalidParams: something is missing, is too much, or is not of its type.
            NotFound: a primary key names no row.
            UsageError: a value came for a parameter whose annotation cannot be used.
        """
        if not (params or args or self._parameters):
            return {}
        given = {name: value for name, value in params.items() if name != self.receiver and (allowed is None or name in allowed)}
        given.update(self._by_position(args, allowed))
        if not coerce:
            return self._as_text(given)
        try:
            resolved = self._resolve()
            arguments, used = self._converted(resolved, given, given if allowed is None else {**params, **given}, allowed)
            if self.open:
                arguments.update(self._rest(resolved, given, used))
        except RecursionError:
            raise InvalidParams({"*": "expected values that are not nested this deep; send flatter ones"}, handler=self.handler) from None
        return arguments

    def _by_position(self, args: Sequence[Any], allowed: Sequence[str] | None) -> dict[str, Any]:
        names = [name for name in self.positional if allowed is None or name in allowed]
        if len(args) > len(names):
            takes = f"at most {len(names)} ({', '.join(names)})" if names else "none"
            starred = next((f"; *{p.name} takes nothing from a page" for p in self._parameters if p.kind is Parameter.VAR_POSITIONAL), "")
            advice = f"remove the others from the template's call, or add named parameters{starred}"
            raise InvalidParams({"arguments": f"expected {takes} by position, got {len(args)}; {advice}"}, handler=self.handler)
        return dict(zip(names, args, strict=False))

    def _as_text(self, given: dict[str, Any]) -> dict[str, Any]:
        try:
            arguments = {name: _texts(value) for name, value in given.items() if self.open or name in self.names}
        except (RecursionError, ValueError):
            raise InvalidParams({"*": "expected text, got values that are too long or too deep; send less"}, handler=self.handler) from None
        missing = {name: Slot(name, _texts, False).missing(list(given)) for name in self.required if name not in arguments}
        if missing:
            raise InvalidParams(missing, handler=self.handler)
        return arguments

    def _converted(
        self, resolved: _Resolved, given: Mapping[str, Any], form: Mapping[str, Any], allowed: Sequence[str] | None
    ) -> tuple[dict[str, Any], set[str]]:
        arguments: dict[str, Any] = {}
        used: set[str] = set()
        problems: dict[str, str] = {}
        absent: NotFound | None = None
        for slot in resolved.slots:
            permitted = allowed is None or slot.name in allowed
            try:
                value, names = self._value(slot, given, form if permitted else {})
                used |= names
            except Mismatch as mismatch:
                problems.update({slot.name + place: problem for place, problem in mismatch.problems.items()})
            except NotFound as error:
                absent = absent or NotFound(error.text, detail=f"{self.handler}({slot.name}): {error.detail}")
            else:
                if value is not ABSENT:
                    if slot.name in resolved.unresolved:
                        raise UsageError(f"{self.handler}({slot.name}): {resolved.unresolved[slot.name]}.")
                    arguments[slot.name] = value
                elif not slot.has_default:
                    problems[slot.name] = slot.missing([str(name)[:40] for name in given])
        if problems:
            raise InvalidParams(problems, handler=self.handler)
        if absent is not None:
            raise absent
        return arguments, used

    def _value(self, slot: Slot, given: Mapping[str, Any], form: Mapping[str, Any]) -> tuple[Any, set[str]]:
        """Return the value of *slot*, or ``ABSENT``, and the names it was made of."""
        if isinstance(slot.convert, RecordConverter) and not slot.convert.nested_in(given.get(slot.name, ABSENT)):
            record = slot.convert.from_form({name: value for name, value in form.items() if name != self.receiver})
            if record is not ABSENT or slot.name not in given:
                return record, set(slot.convert.names()) | {slot.name}
        return (slot.read(given[slot.name]) if slot.name in given else ABSENT), {slot.name}

    def _rest(self, resolved: _Resolved, given: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
        rest: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, value in given.items():
            if name not in used and name not in self.names:
                try:
                    rest[name] = resolved.rest(value)
                except Mismatch as mismatch:
                    problems.update({name[:40] + place: problem for place, problem in mismatch.problems.items()})
        if problems:
            raise InvalidParams(problems, handler=self.handler)
        return rest

    def _resolve(self) -> _Resolved:
        """Return the converters; kept once all annotations are known and until another coercion is registered."""
        if self._resolved is not None and self._resolved.registrations == registrations():
            return self._resolved
        current = registrations()
        slots: list[Slot] = []
        rest: Converter = as_it_came
        unresolved: dict[str, str] = {}
        for parameter in self._parameters:
            converter: Converter = as_it_came
            if parameter.annotation is not Parameter.empty and parameter.kind is not Parameter.VAR_POSITIONAL:
                try:
                    converter = self._converter(parameter.annotation)
                except (Unresolvable, Unsupported, UsageError) as error:
                    unresolved[parameter.name] = str(error).rstrip(".")
            if parameter.kind is Parameter.VAR_KEYWORD:
                rest = converter
            elif parameter.name in self.names:
                slots.append(Slot(parameter.name, converter, parameter.default is not Parameter.empty, parameter.default is None))
        resolved = _Resolved(tuple(slots), rest, unresolved, current)
        if not unresolved:
            self._resolved = resolved
        return resolved

    def _converter(self, annotation: Any) -> Converter:
        return Builder().build(resolve(annotation, self.function))


def parameters_of(function: Callable[..., Any]) -> Parameters:
    """Return what *function*, a method as written in its class, takes; read once per function."""
    if ismethod(function):
        function = function.__func__
    known = getattr(function, "_djust_parameters", None)
    # functools.wraps copies the attribute to the wrapper, whose signature may be another one.
    if not isinstance(known, Parameters) or known.function is not function:
        known = Parameters(function)
        function._djust_parameters = known  # type: ignore[attr-defined]  # lives and dies with the function
    return known


def _texts(value: Any, depth: int = 0) -> Any:
    """Return *value* with every scalar in it as text."""
    if depth > _DEPTH:
        raise RecursionError
    if isinstance(value, list):
        return [_texts(element, depth + 1) for element in value]
    if isinstance(value, dict):
        return {key: _texts(element, depth + 1) for key, element in value.items()}
    return text_of(value)
