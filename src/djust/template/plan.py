"""The plan of a template: compiled once, evaluated for each session at each event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.template.backends.django import Template as BackendTemplate
from django.template.base import Template
from django.template.context import Context
from django.template.engine import Engine
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader_tags import ExtendsNode
from django.utils import timezone, translation

from djust.conf import django
from djust.sync import untouched
from djust.template.bindings import extra_in, handlers_in, models_in, names_vary, passwords_in_addresses
from djust.template.evaluate import Run
from djust.template.expand import VariableParent
from djust.template.instrumentation import announce
from djust.template.regions import Region, region_at
from djust.template.unit import Unit
from djust.types import ALL, Changes

#: A chain of ``extends`` longer than this has no end.
_LONGEST_CHAIN = 50
#: A CSRF token inside a larger string (an opaque region, a form that prints itself); alone it is no part of the digest anyway.
_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*')


class Values:
    """What a plan came to for one context: immutable, shares structure with the values it was made from."""

    __slots__ = ("ambient", "root", "told", "unit", "volatile")

    def __init__(self, unit: Unit, root: tuple[Any, ...], volatile: frozenset[int], ambient: tuple[Any, ...]) -> None:
        self.ambient = ambient
        self.unit = unit
        self.root = root
        self.volatile = volatile
        #: What whoever holds them knows about the state that they were made from, beside what they show.
        self.told: Any = None

    @property
    def language(self) -> str | None:
        """The active language they were made in: texts that depend on nothing else are no parts."""
        language: str | None = self.ambient[0]
        return language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self.unit is other.unit and self.root == other.root

    __hash__ = None  # type: ignore[assignment]  # loops hold lists


class _Bound(AbstractContextManager[None]):
    """Binds a context to a template, as ``Template.render`` does, and leaves it as it was whatever happens."""

    __slots__ = ("_binding", "_context", "_names", "_outer", "_settings", "_states", "_template")

    def __init__(self, template: Template, context: Context) -> None:
        self._template = template
        self._context = context
        self._binding = context.bind_template(template) if context.template is None else None

    def __enter__(self) -> None:
        context, template = self._context, self._template
        self._settings = context.autoescape, context.use_l10n, context.use_tz
        if self._binding is not None:
            self._binding.__enter__()
            context.template_name = template.name
        self._names = context.dicts[:]
        rendering = context.render_context  # what follows is its `push_state`, at a third of the price
        self._outer, rendering.template = rendering.template, template
        rendering.push()
        self._states = rendering.dicts[:]

    def __exit__(self, *raised: Any) -> None:
        context = self._context
        context.dicts[:] = self._names
        rendering = context.render_context
        rendering.dicts[:] = self._states
        rendering.pop()
        rendering.template = self._outer
        context.autoescape, context.use_l10n, context.use_tz = self._settings
        if self._binding is not None:
            self._binding.__exit__(*raised)


class Plan:
    """A compiled template. Made by :func:`compile_template`."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._units: dict[Any, Unit] = {}
        self._handlers: frozenset[str] | None = None
        self._models: frozenset[str] | None = None
        self._names_vary: bool | None = None
        self._extra: bool | None = None
        try:
            self._fixed: Unit | None = Unit(template, (), {})
        except VariableParent:
            self._fixed = None

    # -- what is known at compile time ---------------------------------------------------------------------------------

    @property
    def unit(self) -> Unit | None:
        """The compiled template; None when a variable says which one it extends."""
        return self._fixed

    @property
    def is_document(self) -> bool:
        """Whether the template holds the document's own tags; otherwise it is a fragment of a body."""
        return self._fixed.is_document if self._fixed else True

    @property
    def fingerprint(self) -> str:
        """The same in every process that has the same templates."""
        sources = self._fixed.sources if self._fixed else [self.template.source]
        return _hash("\0".join(map(str, sources)))

    @property
    def handlers(self) -> frozenset[str]:
        """Names of handlers that event attributes of the template call, as far as they are written out."""
        if self._fixed is None:
            return handlers_in(self._templates())
        if self._handlers is None:
            self._handlers = handlers_in(self._templates())
        return self._handlers

    @property
    def names_vary(self) -> bool:
        """Whether a variable or a tag of the template writes the name of a handler somewhere: then any may be called."""
        if self._fixed is None:
            return names_vary(self._templates())
        if self._names_vary is None:
            self._names_vary = names_vary(self._templates())
        return self._names_vary

    @property
    def extra(self) -> bool:
        """Whether its elements ask for what not every page loads (`bindings.EXTRA`)."""
        if self._fixed is None:
            return extra_in(self._templates())
        if self._extra is None:
            self._extra = extra_in(self._templates())
        return self._extra

    @property
    def models(self) -> frozenset[str]:
        """Names that ``dj-model`` binds fields to, as far as they are written out: nothing else may be set from the page."""
        if self._fixed is None:
            return models_in(self._templates())
        if self._models is None:
            self._models = models_in(self._templates())
        return self._models

    @property
    def puts_passwords_in_addresses(self) -> bool:
        """Whether a browser that has no script of ours (yet) would write a password into the address."""
        return passwords_in_addresses(self._templates())

    def _templates(self) -> Sequence[Template]:
        """Return what the plan was made of; where a variable chooses the parent: for every parent chosen so far."""
        if self._fixed:
            return self._fixed.templates
        return [self.template, *(template for unit in self._units.values() for template in unit.templates)]

    # -- evaluation ------------------------------------------------------------------------------------------------------

    def evaluate(self, context: Context, previous: Values | None = None, changed: Changes | None = ALL) -> Values:
        """Evaluate the template on *context*.

        Args:
            context: As for ``Template.render``; names that the template sets outside of any scope stay set in its last dictionary.
            previous: The values of the last evaluation; what is still right of them is kept.
            changed: What is different in the state since then; ``ALL``: nothing is known.

        Raises:
            Exception: Whatever rendering raises; with the template's line on it when the engine is in debug mode.
        """
        try:
            with _Bound(self.template, context):
                return self._evaluate(context, previous, changed)
        except Exception as error:
            if self.template.engine.debug and not hasattr(error, "template_debug"):
                self._raise_with_line(context)
            raise

    def _evaluate(self, context: Context, previous: Values | None, changed: Changes | None) -> Values:
        unit = self._fixed or self._unit_of(self.template, (), context)
        if untouched():  # to ask for what is active takes long
            active = django().LANGUAGE_CODE, timezone.get_default_timezone()
        else:
            active = translation.get_language(), timezone.get_current_timezone()
        ambient = (*active, context.autoescape, context.use_l10n, context.use_tz)
        if previous is None or previous.unit is not unit:
            previous, changed = None, ALL
        elif previous.ambient != ambient:
            changed = ALL
        announce(self.template, context)
        run = Run(context, changed, previous.volatile if previous else frozenset(), _unit_of_called)
        try:
            root = unit.evaluate(context, previous.root if previous else None, run)
        finally:
            run.close()
        volatile = previous.volatile if previous and run.volatile == previous.volatile else frozenset(run.volatile)
        return Values(unit, root, volatile, ambient)

    def _unit_of(self, template: Template, ancestors: tuple[str, ...], context: Context) -> Unit:
        """Return the unit of the chain that the context's variables choose."""
        parents: dict[ExtendsNode, Template] = {}
        for _ in range(_LONGEST_CHAIN):
            key = (ancestors, *((parent.origin.name, parent.source) for parent in parents.values()))
            if key in self._units:
                return self._units[key]
            try:
                self._units[key] = Unit(template, ancestors, parents)
            except VariableParent as variable:
                parents[variable.node] = variable.node.get_parent(context)
            else:
                return self._units[key]
        raise RecursionError(f"{template.name}: more than {_LONGEST_CHAIN} templates extend one another")

    def _raise_with_line(self, context: Context) -> None:
        """Let Django raise the same error with the template's line, for its debug page."""
        with _Bound(self.template, context):
            self.template._render(context)  # type: ignore[attr-defined]  # django-stubs does not know it

    # -- what became of it -------------------------------------------------------------------------------------------------

    def write(self, values: Values, marks: bool = True) -> str:
        """Return the HTML of *values*; without *marks* it is exactly what Django renders."""
        block = values.unit.block
        return block.write(values.root) if marks and not values.unit.opaque else block.write_plain(values.root)

    def digest(self, values: Values, nonce: str = "") -> str:
        """Return a short text that is the same for the same values in every process. CSRF tokens and the page's *nonce* do not count."""
        shown = values.root[0] if values.unit.opaque else repr(values.root)
        if nonce:
            shown = shown.replace(nonce, "")
        return _hash(self.fingerprint + _TOKEN.sub("", shown))

    def region(self, values: Values, path: Sequence[int]) -> Region:
        """Return what stands for the part at *path* (part, row, part, … as the browser reports it); None for the whole document.

        Raises:
            LookupError: There is no such part in *values*.
        """
        return region_at(values.unit.block, values.root, path)


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def compile_template(template: Template | BackendTemplate) -> Plan:
    """Return the plan of a Django template; compiled once for each template object.

    Raises:
        TemplateDoesNotExist: A template that it extends is not there.
        TemplateSyntaxError: A template that it extends or includes does not parse.
    """
    if isinstance(template, BackendTemplate):
        template = template.template
    plan: Plan | None = template.__dict__.get("_djust_plan")
    if plan is None:
        plan = template.__dict__["_djust_plan"] = _loaded_again(template) or Plan(template)
        if template.name is not None:
            _loaded.setdefault(template.engine, {})[template.origin.name] = plan
    return plan


#: Plans of templates that have a file, for loaders that do not cache: engine → name of the origin → plan.
_loaded: WeakKeyDictionary[Engine, dict[str, Plan]] = WeakKeyDictionary()


def _loaded_again(template: Template) -> Plan | None:
    """Return the plan of an earlier object for the same template, if nothing that went into it has changed."""
    plan = _loaded.get(template.engine, {}).get(template.origin.name) if template.name is not None else None
    if plan is None or plan.unit is None or plan.template.source != template.source:
        return None
    others = plan.unit.templates[1:]
    try:
        same = all(one.name is not None and template.engine.get_template(one.name).source == one.source for one in others)
    except TemplateDoesNotExist:
        return None
    return plan if same else None


def _unit_of_called(template: Template, ancestors: tuple[str, ...], context: Context) -> Unit:
    """Compile a template for the place it is included at."""
    return compile_template(template)._unit_of(template, ancestors, context)
