"""Every exception of djust, in one tree; the branch says who must act::

    DjustError
    ├── ConfigurationError      the operator: settings, deployment
    ├── UsageError              the author of a view or template
    ├── ActionError             the person at the page; authors raise it in an action
    └── ClientError             the browser's message; has a ``code`` and a text that is safe to send
        ├── BadMessage          frame.invalid
        ├── MessageTooLarge     frame.too_large
        ├── InvalidAttribute    attribute.invalid
        ├── NoSuchView          view.unknown
        ├── NoSuchHandler       handler.unknown
        ├── InvalidParams       params.invalid
        ├── NotFound            not_found
        ├── LoginRequired       login.required
        ├── Forbidden           permission.denied
        ├── CsrfFailed          csrf.failed
        ├── WrongMethod         method.not_allowed
        ├── Redirected          redirect
        ├── RateLimited         rate.limited
        ├── ActionFailed        action.failed
        ├── UnknownSession      resume.unknown
        ├── TooManySessions     too_many
        ├── MountFailed         mount.failed
        ├── HandlerFailed       handler.failed
        └── RenderFailed        render.failed

The text of each says what was expected, what came, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, ClassVar


class DjustError(Exception):
    """The root: catch it to catch everything djust raises on purpose."""


class ConfigurationError(DjustError):
    """The project's settings or deployment are wrong; the text says which key and what to write."""


class UsageError(DjustError, TypeError):
    """A view, a template or a decorator is used wrongly; the text says what to write."""


class ActionError(DjustError):
    """Raised by an author in an `action`: its text is shown to the person at the page."""


class ClientError(DjustError):
    """A message of a browser that cannot be served.

    Args:
        text: One sentence for the person at the page; never names code.
        detail: What the developer needs (names, types, traceback); sent only under ``DEBUG``.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    default_text: ClassVar[str] = "This could not be done."

    def __init__(self, text: str = "", *, detail: str = "") -> None:
        self.text = text or self.default_text
        self.detail = detail
        super().__init__(detail or self.text)

    def as_dict(self, *, debug: bool) -> dict[str, Any]:
        """Return what the browser is told: ``code`` and ``text``, with ``detail`` when *debug*."""
        told: dict[str, Any] = {"code": self.code, "text": self.text}
        if debug and self.detail:
            told["detail"] = self.detail
        return told


class BadMessage(ClientError):
    code = "frame.invalid"
    default_text = "The page sent something the server does not understand."


class MessageTooLarge(ClientError):
    code = "frame.too_large"
    status = 413
    default_text = "That is too much to send at once."


class InvalidAttribute(ClientError):
    """A text of the template's that a page sent, and that cannot be read: the call of an event, a value with a type.

    Args:
        written: As it stands there.
        expected: What could stand there instead.
    """

    code = "attribute.invalid"
    default_text = "This part of the page does not work."

    def __init__(self, written: str, expected: str) -> None:
        self.written, self.expected = written, expected
        shown = repr(written)
        super().__init__(detail=f"expected {expected}, got {shown if len(shown) <= 200 else f'{shown[:199]}…'}.")


class NoSuchView(ClientError):
    """A view's name that nothing answers to over HTTP."""

    code = "view.unknown"
    status = 404
    default_text = "There is nothing of that name."


class NoSuchHandler(ClientError):
    """A name that the page, a script or a program may not call: unknown, unmarked, private or inherited.

    Args:
        mark: The decorator that would make it callable.
    """

    code = "handler.unknown"
    status = 404
    default_text = "This page cannot do that."

    def __init__(self, view: str, name: str, offered: Sequence[str], *, unmarked: bool = False, mark: str = "event_handler()") -> None:
        self.view, self.name, self.offered, self.unmarked = view, name, tuple(offered), unmarked
        near = get_close_matches(name, self.offered, 1)
        if unmarked:
            hint = f"{view}.{name} exists but is not marked: write @{mark} above it."
        elif near:
            hint = f"Did you mean {near[0]!r}?"
        else:
            hint = f"{view} offers: {', '.join(sorted(self.offered)) or 'no handler at all'}."
        what = mark.partition("(")[0].replace("_", " ")
        super().__init__(detail=f"{view} has no {what} {name!r}. {hint}")


class InvalidParams(ClientError):
    """Parameters that do not fit the handler's signature.

    Args:
        problems: parameter name → what was expected, what came, what to do.
    """

    code = "params.invalid"

    def __init__(self, problems: dict[str, str], *, handler: str = "") -> None:
        self.problems = problems
        self.handler = handler
        listed = "; ".join(f"{name}: {problem}" for name, problem in problems.items())
        super().__init__("Some of the values are not valid.", detail=f"{handler}({listed})" if handler else listed)


class NotFound(ClientError):
    code = "not_found"
    status = 404
    default_text = "That does not exist any more."


class LoginRequired(ClientError):
    """The visitor must log in first; ``to`` is the login page with ``next``."""

    code = "login.required"
    status = 401
    default_text = "Please log in."

    def __init__(self, to: str) -> None:
        self.to = to
        super().__init__()


class Forbidden(ClientError):
    code = "permission.denied"
    status = 403
    default_text = "You are not allowed to do that."


class CsrfFailed(ClientError):
    """A call without the token of its cookie; ``token`` is a fresh one where only that was wrong."""

    code = "csrf.failed"
    status = 403
    default_text = "Your session has changed. Please load the page again."

    def __init__(self, token: str | None, *, detail: str = "") -> None:
        self.token = token
        super().__init__(detail=detail)


class WrongMethod(ClientError):
    """A request that asks with a verb that nothing answers to; ``allowed`` is the one to use."""

    code = "method.not_allowed"
    status = 405
    default_text = "This address is not asked in that way."

    def __init__(self, method: str | None, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(detail=f"expected a {allowed} request, got {method}.")


class Redirected(ClientError):
    """The view leads elsewhere, to ``to``, and was not opened."""

    code = "redirect"
    status = 403
    default_text = "This page has moved."

    def __init__(self, to: str) -> None:
        self.to = to
        super().__init__()


class RateLimited(ClientError):
    """Too many events; ``wait`` is the number of seconds until one more is accepted."""

    code = "rate.limited"
    status = 429
    default_text = "Too fast: please wait a moment."

    def __init__(self, wait: float, *, detail: str = "") -> None:
        self.wait = wait
        super().__init__(detail=detail)

    def as_dict(self, *, debug: bool) -> dict[str, Any]:
        return {**super().as_dict(debug=debug), "wait": round(self.wait, 3)}


class ActionFailed(ClientError):
    """An action that was called over HTTP said no, in words that are meant for people."""

    code = "action.failed"


class UnknownSession(ClientError):
    code = "resume.unknown"
    status = 404
    default_text = "This page was not found on the server."


class TooManySessions(ClientError):
    code = "too_many"
    status = 503
    default_text = "The server is busy. Please try again in a moment."


class MountFailed(ClientError):
    code = "mount.failed"
    status = 500
    default_text = "The page could not be opened."


class HandlerFailed(ClientError):
    code = "handler.failed"
    status = 500
    default_text = "Something went wrong; nothing was changed on this page."


class RenderFailed(ClientError):
    code = "render.failed"
    status = 500
    default_text = "Something went wrong while the page was drawn; nothing was changed on it."
