"""One value of one plain type: the table that ``register_coercion`` extends.

Each function takes what came (text from an attribute or a form field, or a JSON scalar) and returns a value of its type. They are
strict: what is not plainly of the type raises ``Mismatch``. Numbers are ASCII and bounded, so that neither ``int("١٢")``,
``int("1_000")`` nor ten thousand digits pass for one. What a template prints in the page's language comes back as it was.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.dateparse import parse_duration
from django.utils.formats import get_format, number_format

from djust.params.mismatch import Mismatch

Converter = Callable[[Any], Any]

_WHOLE = re.compile(r"[+-]?[0-9]{1,4300}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")
_GROUPED = re.compile(r"-?[0-9]{1,400}")
_UUID = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TRUTHS = {"true": True, "1": True, "on": True, "yes": True, "false": False, "0": False, "off": False, "no": False}
_ADVICE_NUMBER = 'write digits (a point for decimals), or annotate the parameter "str" to take any text'
#: Every whole number up to here is exact as a float, and so as a JavaScript number.
_EXACT = 2**53
#: A decimal beyond this exponent would take gigabytes as soon as it is written out.
_DECIMAL_EXPONENT = 400


def text_of(value: object) -> str:
    """Return a JSON scalar as the browser would print it: ``true``, ``5``, ``1.5``; nothing for ``null``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        return str(int(value))
    return str(value)


def _plain(text: str) -> str:
    """Return a number with a point and no groups where it is written as the page prints it: ``1,5`` and ``12.345`` on a German one."""
    point, group = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    whole, comma, fraction = text.partition(point)
    digits = whole.replace(group, "") if settings.USE_THOUSAND_SEPARATOR and group else whole
    # Django groups by twos and by threes: only its own way of writing that number will do.
    if digits != whole and not (_GROUPED.fullmatch(digits) and str(number_format(int(digits))) == whole):
        return text
    return f"{digits}.{fraction}" if comma else digits


def to_str(value: Any) -> str:
    if isinstance(value, str):
        return value
    if type(value) in (bool, int, float, Decimal):
        try:
            return text_of(value)
        except ValueError:  # more digits than Python prints
            pass
    raise Mismatch("text (str)", value, "annotate the parameter list, dict or Optional if that is what the page sends")


def to_int(value: Any) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str) and (_WHOLE.fullmatch(digits := value.strip()) or _WHOLE.fullmatch(digits := _plain(digits))):
        try:
            return int(digits)
        except ValueError:  # the process allows fewer digits
            pass
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT:
        return int(value)
    raise Mismatch("a whole number (int)", value, _ADVICE_NUMBER)


def to_float(value: Any) -> float:
    number: float | None = None
    if isinstance(value, str):
        if _NUMBER.fullmatch(digits := value.strip()) or _NUMBER.fullmatch(digits := _plain(digits)):
            number = float(digits)
    elif type(value) in (int, float, Decimal):
        try:
            number = float(value)
        except (OverflowError, ValueError):
            number = None
    if number is None or not isfinite(number):
        raise Mismatch("a finite number (float)", value, _ADVICE_NUMBER)
    return number


def to_decimal(value: Any) -> Decimal:
    number: Decimal | None = None
    if type(value) is Decimal:
        number = value
    elif type(value) is float:
        number = Decimal(repr(value))
    elif type(value) is int:
        number = Decimal(value) if abs(value) < 10**_DECIMAL_EXPONENT else None
    elif isinstance(value, str) and (_NUMBER.fullmatch(digits := value.strip()) or _NUMBER.fullmatch(digits := _plain(digits))):
        number = Decimal(digits)
    if number is None or not number.is_finite() or abs(number.adjusted()) > _DECIMAL_EXPONENT:
        raise Mismatch("a decimal number (Decimal)", value, _ADVICE_NUMBER)
    return number


def to_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value) if type(value) is int and value in (0, 1) else value
    if isinstance(word, str) and (truth := _TRUTHS.get(word.strip().lower())) is not None:
        return truth
    raise Mismatch("true or false (bool)", value, "send true/false, 1/0, on/off or yes/no")


def to_uuid(value: Any) -> uuid.UUID:
    if type(value) is uuid.UUID:
        return value
    if isinstance(value, str) and _UUID.fullmatch(digits := value.strip()):
        return uuid.UUID(digits)
    raise Mismatch("a UUID", value, "send its 32 hexadecimal digits, with or without hyphens")


def to_date(value: Any) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise Mismatch("a date", value, "send it as ISO 8601, such as 2026-02-28")


def to_datetime(value: Any) -> datetime:
    """With ``USE_TZ``, a time without an offset is meant in the current time zone, as in Django's own forms."""
    if type(value) is datetime:
        return value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip())
            return from_current_timezone(moment) if settings.USE_TZ and moment.tzinfo is None else moment
        except (ValueError, OverflowError, ValidationError):
            pass
    raise Mismatch("a date and time (datetime)", value, "send it as ISO 8601, such as 2026-02-28T09:30, not in the gap of a clock change")


def to_time(value: Any) -> time:
    if type(value) is time:
        return value
    if isinstance(value, str):
        try:
            return time.fromisoformat(value.strip())
        except ValueError:
            pass
    raise Mismatch("a time of day (time)", value, "send it as ISO 8601, such as 09:30")


def to_timedelta(value: Any) -> timedelta:
    """A number, also as text, counts seconds."""
    if type(value) is timedelta:
        return value
    try:
        if type(value) in (int, float):
            return timedelta(seconds=value)
        if isinstance(value, str) and len(value) <= 100 and (duration := parse_duration(value.strip())) is not None:
            return duration
    except (OverflowError, ValueError):
        pass
    raise Mismatch("a duration (timedelta)", value, "send ISO 8601 such as P1DT2H, 1 02:00:00, or a number of seconds")


#: type → converter. The only place where a type meets its coercion.
SCALARS: dict[Any, Converter] = {
    str: to_str, int: to_int, float: to_float, bool: to_bool, Decimal: to_decimal, uuid.UUID: to_uuid,
    date: to_date, datetime: to_datetime, time: to_time, timedelta: to_timedelta,
}  # fmt: skip
_registrations = 0


def registrations() -> int:
    """Return a number that grows with each ``register_coercion``; converters made before it are out of date."""
    return _registrations


def register_coercion(type_: type, function: Converter) -> None:
    """Make *type_* an annotation that handlers may use.

    ``function(value)`` gets what the browser sent (text, or a JSON value) and returns an instance of *type_*; when the value is not one
    it raises ``ValueError`` with the reason. The coercion of a type that djust knows is replaced, for the whole project.
    """
    global _registrations

    def convert(value: Any) -> Any:
        if type(value) is type_:
            return value
        try:
            return function(value)
        except ValidationError as error:
            raise Mismatch(f"{type_.__name__} ({' '.join(error.messages)})", value) from error
        except (ValueError, TypeError, AttributeError, ArithmeticError, LookupError) as error:  # written for text, given a list
            raise Mismatch(f"{type_.__name__} ({error})", value) from error

    SCALARS[type_] = convert
    _registrations += 1
