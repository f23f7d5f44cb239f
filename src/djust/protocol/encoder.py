"""What of an author's values scripts can read: what server functions and the HTTP API answer, and what `client_state` publishes."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet


class Encoder(DjangoJSONEncoder):
    """Django's, with dataclasses, enumerations, sets, and QuerySets of dictionaries or plain values."""

    def default(self, o: Any) -> Any:
        if dataclasses.is_dataclass(o) and not isinstance(o, type):
            return {field.name: getattr(o, field.name) for field in dataclasses.fields(o)}
        if isinstance(o, Enum):
            return o.value
        if isinstance(o, (set, frozenset, QuerySet)):
            return list(o)
        return super().default(o)
