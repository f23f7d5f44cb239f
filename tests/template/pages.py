"""A template with a state, as a view holds it: rendered, edited, rendered again, and compared with Django at each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template import Context, Engine, Library, Template

from djust.template import Plan, Values, compile_template, diff
from djust.types import ALL, Changes, Op
from djust.view.changes import StateTracker


def template_of(source: str, files: Mapping[str, str] | None = None, library: Library | None = None, **options: Any) -> Template:
    """Return *source* as Django parses it, beside *files*, with Django's i18n and l10n tags and those of *library* built in."""
    loader = ("django.template.loaders.locmem.Loader", {**(files or {}), "page.html": source})
    engine = Engine(loaders=[loader], builtins=["django.templatetags.i18n", "django.templatetags.l10n"], **options)
    if library is not None:
        engine.template_builtins.append(library)
    return engine.get_template("page.html")


def plan_of(source: str, files: Mapping[str, str] | None = None, library: Library | None = None, **options: Any) -> Plan:
    """Return the plan of *source*."""
    return compile_template(template_of(source, files, library, **options))


def shown(source: str, state: Mapping[str, Any] | None = None, **more: Any) -> str:
    """Return what our engine prints for *source*, without marks."""
    plan = plan_of(source, **more)
    return plan.write(plan.evaluate(Context(dict(state or {}))), marks=False)


def outcome(function: Callable[[], Any]) -> tuple[str, Any]:
    """Return what *function* comes to: a value, or the error that it raises."""
    try:
        return "value", function()
    except Exception as error:
        return "error", (type(error).__name__, str(error))


#: Every name of the state is what it was.
NOTHING = Changes(frozenset())


class BothFail(Exception):
    """Django cannot render this, and we fail in the same way."""


class Page:
    """A rendered template and its state. Whatever is asked of it, what it shows is what Django shows."""

    def __init__(self, source: str, state: dict[str, Any], files: Mapping[str, str] | None = None, library: Library | None = None) -> None:
        self.state = state
        self.template = template_of(source, files, library)
        self.plan = compile_template(self.template)
        self._tracker = StateTracker()
        self.values: Values = self._evaluated(None, ALL)
        self._tracker.hold(state)

    def update(self) -> list[Op]:
        """Render again, skipping what the changes of the state let skip; return the operations."""
        old = self.values
        self.values = self._evaluated(old, self.changes())
        self._tracker.hold(self.state)
        return diff(self.plan, old, self.values)

    def changes(self) -> Changes | None:
        """Return what is different in the state since the last render."""
        return self._tracker.compare(self.state)

    def evaluate(self, changes: Changes | None) -> None:
        """Render again without asking Django: for tests that count what is asked."""
        self.values = self.plan.evaluate(self.context(), self.values, changes)
        self._tracker.hold(self.state)

    def edit(self, **names: Any) -> list[Op]:
        """Set names of the state and render again."""
        self.state.update(names)
        return self.update()

    @property
    def html(self) -> str:
        """What the page shows, as Django prints it."""
        return self.plan.write(self.values, marks=False)

    @property
    def live(self) -> str:
        """The page's HTML with its marks."""
        return self.plan.write(self.values)

    def _evaluated(self, previous: Values | None, changed: Changes | None) -> Values:
        found = outcome(lambda: self.plan.evaluate(self.context(), previous, changed))
        djangos = outcome(lambda: str(self.template.render(self.context())))
        ours = ("value", self.plan.write(found[1], marks=False)) if found[0] == "value" else found
        if ours != djangos:
            raise AssertionError(f"{self.template.source!r} with {self.state!r} shows {ours!r}, Django shows {djangos!r}")
        if found[0] == "error":
            raise BothFail(found[1])
        values: Values = found[1]
        return values

    def context(self) -> Context:
        """Return a fresh context of the state as it is now."""
        return Context(dict(self.state))
