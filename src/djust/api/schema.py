"""From an annotation to the JSON Schema (2020-12, that of OpenAPI 3.1) of what a parameter accepts or a result is."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import abc
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_args, get_origin
from uuid import UUID

from django.db.models import AutoField, IntegerField, Model

from djust.params.signature import Unresolvable, resolve

Schema = dict[str, Any]

_SCALARS: Final[dict[Any, Schema]] = {
    str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"},
    Decimal: {"type": ["string", "number"], "format": "decimal"}, UUID: {"type": "string", "format": "uuid"},
    date: {"type": "string", "format": "date"}, datetime: {"type": "string", "format": "date-time"},
    time: {"type": "string", "format": "time"}, timedelta: {"type": "string", "format": "duration"},
    types.NoneType: {"type": "null"}, None: {"type": "null"},
}  # fmt: skip
_LISTS: Final = {list, tuple, abc.Sequence, abc.MutableSequence, abc.Iterable, abc.Collection}
_SETS: Final = {set, frozenset, abc.Set, abc.MutableSet}
_OBJECTS: Final = {dict, abc.Mapping, abc.MutableMapping}


class Schemas:
    """Writes schemas; what has a name of its own is written once, into ``named``."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}
        self._names: dict[type, str] = {}

    def annotated(self, annotation: Any, function: Any) -> Schema:
        """Return the schema of an annotation in the signature of *function*; ``{}``, which is anything, where it says nothing."""
        try:
            return self.of(resolve(annotation, function))
        except Unresolvable:
            return {}  # a system check tells the author

    def of(self, annotation: Any) -> Schema:
        """Return the schema of a type; of one that only the project knows, anything."""
        if isinstance(annotation, abc.Hashable) and annotation in _SCALARS:
            return dict(_SCALARS[annotation])
        origin = get_origin(annotation)
        if origin is not None:
            return self._generic(origin, get_args(annotation))
        if isinstance(annotation, typing.NewType):
            return self.of(annotation.__supertype__)
        if not isinstance(annotation, type):
            return self.of(annotation.__value__) if hasattr(annotation, "__value__") else {}
        return self._class(annotation)

    def _generic(self, origin: Any, arguments: tuple[Any, ...]) -> Schema:
        if origin is typing.Annotated:
            return self.of(arguments[0])
        if origin is typing.Literal:
            return {"enum": [_plain(each) for each in arguments]}
        if origin in (typing.Union, types.UnionType):
            return {"anyOf": [self.of(each) for each in arguments]}
        if origin is tuple and arguments and arguments[-1] is not Ellipsis:
            items = [self.of(each) for each in arguments]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if origin in _OBJECTS:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin in _LISTS | _SETS:
            return {"type": "array", "items": self.of(arguments[0])} | ({"uniqueItems": True} if origin in _SETS else {})
        return self._class(origin) if isinstance(origin, type) else {}

    def _class(self, annotation: type) -> Schema:
        if annotation in _LISTS:
            return {"type": "array", "items": {}}
        if annotation in _SETS:
            return {"type": "array", "items": {}, "uniqueItems": True}
        if annotation in _OBJECTS:
            return {"type": "object"}
        if issubclass(annotation, Enum):
            return {"enum": [_plain(each.value) for each in annotation]}
        if issubclass(annotation, Model):
            return _primary_key(annotation)
        return self._record(annotation) if dataclasses.is_dataclass(annotation) else {}

    def _record(self, record: type) -> Schema:
        name = self._names.get(record)
        if name is None:
            name = record.__name__ if record.__name__ not in self.named else f"{record.__name__}{len(self.named)}"
            self._names[record] = name
            self.named[name] = {}  # its place, for a record that holds itself
            self.named[name] = self._fields(record)
        return {"$ref": f"#/components/schemas/{name}"}

    def _fields(self, record: Any) -> Schema:
        try:
            hints = typing.get_type_hints(record)
        except Exception:
            hints = {}  # a system check tells the author
        fields = [field for field in dataclasses.fields(record) if field.init]
        required = [field.name for field in fields if field.default is field.default_factory is dataclasses.MISSING]
        schema: Schema = {"type": "object", "properties": {field.name: self.of(hints.get(field.name, Any)) for field in fields}}
        return schema | ({"required": required} if required else {})


def _primary_key(model: type[Model]) -> Schema:
    field = model._meta.pk
    kind = "integer" if isinstance(field, (IntegerField, AutoField)) else "string"
    return {"type": kind, "description": f"The primary key of a {model._meta.verbose_name}."}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, types.NoneType)) else str(value)
