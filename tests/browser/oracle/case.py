"""The words of the corpus: a template, the states it goes through, and what the engine may do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest
from django.template import RequestContext, Template
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory

State = Mapping[str, Any] | Callable[[], Mapping[str, Any]]

#: Stands in each template of which the engine may make a region opaque, outside of that region: no update may ever send it again.
WITNESS = "<i>kept</i>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One awkward template.

    Args:
        name: What is awkward about it, in a few words joined by hyphens.
        template: Its source. Without ``<html>`` it stands in a minimal document, as a view's fragment does.
        states: The contexts it goes through, usually back to the first; a callable is called for each render.
        files: Further templates by name, for ``extends`` and ``include``.
        parts: ``"all"``: every update is made by parts, nothing is morphed. ``"some"``: a region, or a value that is HTML, may be morphed,
            but what stands beside it (``WITNESS``) is never sent again. ``"none"``: the whole page may be one opaque value.
        rows: A selector of keyed elements: those that stay under their parent stay the same nodes.
        settings: Django settings that differ for this case.
        steady: Rendering a state twice gives the same page (not so with ``now`` or ``random``).
        known: Why this case fails for now, agreed with whoever works on the engine.
    """

    name: str
    template: str
    states: Sequence[State]
    files: Mapping[str, str] = field(default_factory=dict)
    parts: Literal["all", "some", "none"] = "all"
    rows: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    steady: bool = True
    known: str = ""

    def compiled(self) -> CaseTemplate:
        """Return the template as Django parses it, beside its own files and the corpus' tag library."""
        return CaseTemplate(self)


class CaseTemplate:
    """A case's template in an engine of its own."""

    def __init__(self, case: Case) -> None:
        files = {**case.files, "case.html": case.template}
        self._backend = DjangoTemplates(
            {
                "NAME": "corpus",
                "DIRS": [],
                "APP_DIRS": False,
                "OPTIONS": {
                    "loaders": [("django.template.loaders.locmem.Loader", files)],
                    "libraries": {"foreign": "tests.browser.oracle.foreign_tags"},
                    "builtins": [],
                },
            }
        )
        found = self._backend.engine.get_template("case.html")
        self.template: Template = found
        self.request: HttpRequest = RequestFactory().get("/corpus/?page=2")

    def context(self, state: State) -> RequestContext:
        """Return a fresh context that holds *state* and the request, as a view would build it."""
        context = RequestContext(self.request, autoescape=self._backend.engine.autoescape)
        context.push({"csrf_token": "token-of-the-page", **(state() if callable(state) else state)})
        return context

    def render(self, state: State) -> str:
        """Return Django's own output for *state*."""
        return str(self.template.render(self.context(state)))
