"""Where in an author's source something happened: file, line, function, and what is written there."""

from __future__ import annotations

import linecache
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import unwrap
from types import CodeType, FrameType, TracebackType
from typing import Any, Final

#: Packages whose lines say nothing to an author about his own; the demo is an author like any other.
_OURS: Final = ("djust", "django", "asgiref", "channels")
_DEMO: Final = "djust.demo"
#: The standard library, as the interpreter itself knows where it is.
_LIBRARY: Final = os.path.dirname(os.__file__) + os.sep


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line.

    Attributes:
        file: Its path, below the current directory where it is.
        text: What is written there, without indentation; empty where the source cannot be read.
    """

    file: str
    line: int
    function: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where} in {self.function}" if self.function else where


def line_of_error(error: BaseException) -> SourceLine | None:
    """Return the innermost line of an author's that an exception came through."""
    found = None
    for code, line, module in _traceback(error.__traceback__):
        if _is_an_authors(code, module):
            found = _line(code, line)
    return found


def line_in_template(error: BaseException, nameless: str = "a template") -> SourceLine | None:
    """Return the line of the template that was being evaluated, where Django's engine is in debug mode.

    Args:
        nameless: What to call a template that is no file.
    """
    told = getattr(error, "template_debug", None)
    if not isinstance(told, dict) or not told.get("line"):
        return None
    name = str(told.get("name") or "")
    during = " ".join(str(told.get("during", "")).split())
    return SourceLine(nameless if not name or name.startswith("<") else _short(name), int(told["line"]), "", during)


def line_of_caller() -> SourceLine | None:
    """Return the innermost line of an author's that is running now."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if _is_an_authors(frame.f_code, frame.f_globals.get("__name__", "")):
            return _line(frame.f_code, frame.f_lineno)
        frame = frame.f_back
    return None


def line_of_function(function: Callable[..., Any]) -> SourceLine | None:
    """Return where a function is defined: its ``def``, or the first decorator above it."""
    code = getattr(unwrap(function), "__code__", None)
    return None if code is None else _line(code, code.co_firstlineno)


def _traceback(trace: TracebackType | None) -> Iterator[tuple[CodeType, int, str]]:
    while trace is not None:
        frame = trace.tb_frame
        yield frame.f_code, trace.tb_lineno, frame.f_globals.get("__name__", "")
        trace = trace.tb_next


def _is_an_authors(code: CodeType, module: str) -> bool:
    file = code.co_filename
    if file.startswith(("<", _LIBRARY)) or "site-packages" in file:
        return False
    return module.split(".")[0] not in _OURS or module.startswith(_DEMO)


def _line(code: CodeType, line: int) -> SourceLine:
    return SourceLine(_short(code.co_filename), line, code.co_name, linecache.getline(code.co_filename, line).strip())


def _short(file: str) -> str:
    here = os.getcwd() + os.sep
    return file[len(here) :] if file.startswith(here) else file
