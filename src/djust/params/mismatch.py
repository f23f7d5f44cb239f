"""A value that does not fit its annotation, and the words that say so."""

from __future__ import annotations

import reprlib

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 60
_short.maxlong = 40
_short.maxlevel = 3


def shown(value: object) -> str:
    """Return a ``repr`` of *value* that is short whatever a browser sent."""
    try:
        return _short.repr(value)
    except Exception:  # a huge integer has no repr, and a stranger's __repr__ may do anything
        return f"<{type(value).__name__}>"


class Mismatch(Exception):
    """What was expected is not what came.

    Args:
        expected: what the annotation asks for, as words that follow "expected".
        value: what came.
        advice: what the author may do about it.
    """

    def __init__(self, expected: str, value: object, advice: str = "") -> None:
        self.expected = expected
        text = f"expected {expected}, got {shown(value)}"
        #: place below the parameter ("", "[2]", ".email") → problem
        self.problems: dict[str, str] = {"": f"{text}; {advice}" if advice else text}
        super().__init__(text)

    def under(self, place: str) -> Mismatch:
        """Return the same problems, one level further down, at *place*."""
        return Mismatch.gathered({place + below: problem for below, problem in self.problems.items()}, self.expected)

    @classmethod
    def gathered(cls, problems: dict[str, str], expected: str) -> Mismatch:
        """Return one mismatch for several *problems* (place → text)."""
        gathered = cls(expected, None)
        gathered.problems = problems
        return gathered
