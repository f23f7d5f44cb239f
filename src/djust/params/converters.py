"""From an annotation to the converter that serves it."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import abc
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, get_args, get_origin

from django.db.models import Manager, Model, QuerySet

from djust.params.choices import enum_converter, literal_converter
from djust.params.containers import dict_converter, each, fixed_tuple_converter, sequence_converter
from djust.params.mismatch import Mismatch
from djust.params.models import ModelConverter
from djust.params.records import RecordConverter
from djust.params.scalars import SCALARS, Converter
from djust.params.slot import Slot

_SEQUENCES: dict[Any, Callable[[list[Any]], Any]] = {
    list: list, set: set, frozenset: frozenset, tuple: tuple, abc.Sequence: list, abc.MutableSequence: list, abc.Iterable: list,
    abc.Collection: list, abc.Set: frozenset, abc.MutableSet: set,
}  # fmt: skip
_MAPPINGS = {dict, abc.Mapping, abc.MutableMapping}


class Unsupported(Exception):
    """An annotation that no rule knows; the text says what to write instead."""


def as_it_came(value: Any) -> Any:
    """Serve ``Any``, ``object`` and parameters without an annotation."""
    return value


def _nothing(value: Any) -> None:
    if value is not None and value != "":
        raise Mismatch("nothing (None)", value)


def _name(annotation: object) -> str:
    return getattr(annotation, "__qualname__", None) or str(annotation)


class Builder:
    """Builds the converter of one annotation; remembers records under construction, since a record may hold itself."""

    def __init__(self) -> None:
        self._records: dict[type, RecordConverter] = {}
        self._aliases: dict[str, list[Converter]] = {}

    def build(self, annotation: Any) -> Converter:
        """Return the converter of *annotation*, or raise ``Unsupported``."""
        if annotation is None or annotation is types.NoneType:
            return _nothing
        if annotation is Any or annotation is object:
            return as_it_came
        if isinstance(annotation, abc.Hashable) and (registered := SCALARS.get(annotation)) is not None:
            return registered
        if (origin := get_origin(annotation)) is not None:
            return self._generic(annotation, origin, get_args(annotation))
        if isinstance(annotation, typing.NewType):
            return self.build(annotation.__supertype__)
        if isinstance(annotation, typing.TypeVar):
            return self._variable(annotation)
        if hasattr(annotation, "__value__"):  # `type Name = …` of Python 3.12
            return self._alias(annotation)
        if isinstance(annotation, type):
            return self._class(annotation)
        raise Unsupported(f"{_name(annotation)} is no type that a parameter can be coerced to; annotate a type, or nothing")

    def _generic(self, annotation: Any, origin: Any, arguments: tuple[Any, ...]) -> Converter:
        if origin is typing.Annotated:
            return self._annotated(arguments[0], arguments[1:])
        if origin is typing.Literal:
            return literal_converter(arguments)
        if origin in (typing.Union, types.UnionType):
            return self._union(arguments)
        if origin is tuple and arguments and arguments[-1] is not Ellipsis:
            return fixed_tuple_converter([self.build(argument) for argument in arguments])
        if origin in _SEQUENCES:
            return self._sequence(_SEQUENCES[origin], arguments[0] if arguments else Any)
        if origin in _MAPPINGS:
            key, element = arguments or (Any, Any)
            return dict_converter(self.build(key), self.build(element))
        if isinstance(origin, type) and dataclasses.is_dataclass(origin):
            return self._record(origin)
        if hasattr(origin, "__value__"):
            return self._alias(origin)
        raise Unsupported(f"{annotation} is no type that a parameter can be coerced to; use list, set, tuple, dict or a registered class")

    def _class(self, annotation: type) -> Converter:
        if annotation in _SEQUENCES:
            return self._sequence(_SEQUENCES[annotation], Any)
        if annotation in _MAPPINGS:
            return dict_converter(as_it_came, as_it_came)
        if issubclass(annotation, Enum):
            return enum_converter(annotation)
        if issubclass(annotation, Model):
            if annotation._meta.abstract or annotation._meta.swapped:
                raise Unsupported(f"{_name(annotation)} has no rows of its own (abstract or swapped); annotate a concrete model")
            return ModelConverter(annotation)
        if dataclasses.is_dataclass(annotation):
            return self._record(annotation)
        register = f"djust.params.register_coercion({annotation.__name__}, function)"
        raise Unsupported(f"{_name(annotation)} has no coercion; write {register}, or annotate a known type")

    def _annotated(self, annotation: Any, metadata: tuple[Any, ...]) -> Converter:
        """``Annotated[Item, queryset]`` restricts where an Item is looked for; other metadata is someone else's."""
        if isinstance(annotation, type) and issubclass(annotation, Model):
            for note in metadata:
                if isinstance(note, QuerySet | Manager):
                    return ModelConverter(annotation, note)
        return self.build(annotation)

    def _variable(self, variable: typing.TypeVar) -> Converter:
        if variable.__constraints__:
            return self._union(variable.__constraints__)
        return self.build(Any if variable.__bound__ is None else variable.__bound__)

    def _alias(self, alias: Any) -> Converter:
        key = f"{alias.__module__}.{alias.__name__}"
        if key not in self._aliases:
            built = self._aliases[key] = []
            built.append(self.build(alias.__value__))
        cell = self._aliases[key]
        return lambda value: cell[0](value)

    def _sequence(self, make: Callable[[list[Any]], Any], element: Any) -> Converter:
        convert = self.build(element)
        if isinstance(convert, ModelConverter):
            return sequence_converter(make, convert.all_of)

        def convert_all(elements: Iterable[Any]) -> list[Any]:
            return each(elements, convert)

        return sequence_converter(make, convert_all)

    def _union(self, members: tuple[Any, ...]) -> Converter:
        """A value that is of a member's very type is taken as it is; text tries the members in order, ``str`` last; blank text is None."""
        optional = types.NoneType in members
        exact = {member for member in members if member in (int, float, bool)}
        ordered = sorted((member for member in members if member is not types.NoneType), key=lambda member: member is str)
        converters = [(member, self.build(member)) for member in ordered]
        if optional and len(converters) == 1 and isinstance(record := converters[0][1], RecordConverter):
            return record.or_none()

        def convert(value: Any) -> Any:
            if value is None and optional:
                return None
            if type(value) in exact:
                return SCALARS[type(value)](value)
            blank = optional and isinstance(value, str) and not value.strip()
            expected = []
            for member, converter in converters:
                if blank and get_origin(member) is not typing.Literal and not (isinstance(member, type) and issubclass(member, Enum)):
                    continue
                try:
                    return converter(value)
                except Mismatch as mismatch:
                    if len(converters) == 1 and not blank:
                        raise
                    expected.append(mismatch.expected)
            if blank:
                return None
            raise Mismatch(" or ".join(expected), value)

        return convert

    def _record(self, record: type) -> RecordConverter:
        if record in self._records:
            return self._records[record]
        converter = self._records[record] = RecordConverter(record)
        try:
            hints = typing.get_type_hints(record, include_extras=True)
        except Exception as error:
            raise Unsupported(f"the annotations of {_name(record)} cannot be resolved ({error})") from None
        for field in dataclasses.fields(record):
            if field.init:
                try:
                    converter.slots.append(self._slot(field, hints[field.name]))
                except Unsupported as unsupported:
                    raise Unsupported(f"{record.__name__}.{field.name}: {unsupported}") from None
        return converter

    def _slot(self, field: dataclasses.Field[Any], annotation: Any) -> Slot:
        has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        form_default: Callable[[], Any] | None = None
        if annotation is bool:
            form_default = bool  # an unticked checkbox sends nothing
        elif (container := get_origin(annotation) or annotation) in (list, set, frozenset):
            form_default = container  # as does a <select multiple> without a choice
        return Slot(field.name, self.build(annotation), has_default, field.default is None, form_default)
