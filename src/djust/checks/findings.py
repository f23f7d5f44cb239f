"""One finding of a check: its id, and where it is explained."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, Warning

_PAGE = "docs/reference/checks.md"


def finding(number: str, text: str, hint: str = "", obj: object = None) -> CheckMessage:
    """Return the message ``djust.<number>``; the letter says how bad it is, the hint ends with the place in the docs."""
    kind = Error if number.startswith("E") else Warning
    return kind(text, hint=f"{hint} ({_PAGE}#{number.lower()})".lstrip(), obj=obj, id=f"djust.{number}")
