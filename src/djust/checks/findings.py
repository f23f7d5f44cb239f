"""One finding of a check: its id, and where it is explained."""

from __future__ import annotations

from typing import Final

from django.core.checks import CheckMessage, Error, Info, Warning

_PAGE: Final = "docs/reference/checks.md"
#: E: the class or the project cannot work at all; W: something in it cannot; I: it works, and could do more.
_KINDS: Final[dict[str, type[Error] | type[Warning] | type[Info]]] = {"E": Error, "W": Warning, "I": Info}


def finding(number: str, text: str, hint: str = "", obj: object = None) -> CheckMessage:
    """Return the message ``djust.<number>``; the letter says how bad it is, the hint ends with the place in the docs."""
    return _KINDS[number[0]](text, hint=f"{hint} ({_PAGE}#{number.lower()})".lstrip(), obj=obj, id=f"djust.{number}")
