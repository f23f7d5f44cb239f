"""The plan of a template: compiled once, evaluated for each session at each event."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import ExitStack, contextmanager
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

from djust.template.bindings import handlers_in, models_in
from djust.template.diff import Displaced, Region, absolute_block, diff_block, morph_plain
from djust.template.evaluate import Run
from djust.template.expand import Expander, VariableParent
from djust.template.forms import Form, Text
from djust.template.generate import generate
from djust.template.parts import DOCUMENT, INSIDE, MORPH, ROWS, Block, Kind, Part
from djust.template.places import Compilation, Effect, Hopeless, Layout
from djust.template.write import generate_writers
from djust.types import ALL, Changes, Op

_DOCUMENT = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
#: A chain of ``extends`` longer than this has no end.
_LONGEST_CHAIN = 50


class Unit:
    """One template, compiled for one place: a block and the function that evaluates it.

    Attributes:
        opaque: Why the template is one string without parts; '' when it has them.
        reads: What each part reads, by the part's id; None: evaluated each time.
    """

    def __init__(self, template: Template, ancestors: tuple[str, ...], parents: dict[ExtendsNode, Template]) -> None:
        expander = Expander(parents)
        forms = expander.template(template)
        self.templates = expander.templates
        self.sources = [one.source for one in self.templates]
        self.is_document = any(isinstance(form, Text) and _DOCUMENT.search(form.text) for form in forms)
        self.compilation = Compilation()
        self.opaque = ""
        self.block = self._lay_out(forms, ancestors)
        generate_writers(self.block)
        self.reads: dict[int, frozenset[str] | None] = {}
        self.evaluate = generate(self.block, template.name or "inline template", self.reads)

    def _lay_out(self, forms: Sequence[Form], ancestors: tuple[str, ...]) -> Block:
        layout = Layout(self.compilation, ancestors, document=self.is_document)
        try:
            layout.read(forms)
            effect = layout.finish()
            if effect != Effect():
                raise Hopeless("a tag is opened and not closed, or the reverse")
            if layout.frames[0].unclear:
                raise Hopeless(layout.frames[0].unclear)
        except Hopeless as hopeless:
            self.opaque = str(hopeless)
            part = self.compilation.part(Kind.FIXED, forms, reason=self.opaque)
            part.index = 0
            return Block([part])
        return layout.block()

    def __repr__(self) -> str:
        return f"<Unit of {len(self.block.parts)} parts>"


class Values:
    """What a plan came to for one context: immutable, shares structure with the values it was made from."""

    __slots__ = ("ambient", "root", "unit", "volatile")

    def __init__(self, unit: Unit, root: tuple[Any, ...], volatile: frozenset[int], ambient: tuple[Any, ...]) -> None:
        self.ambient = ambient
        self.unit = unit
        self.root = root
        self.volatile = volatile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self.unit is other.unit and self.root == other.root

    __hash__ = None  # type: ignore[assignment]  # loops hold lists


class Plan:
    """A compiled template. Made by :func:`compile_template`."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._units: dict[Any, Unit] = {}
        self._models: frozenset[str] | None = None
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
        return handlers_in(self._templates())

    @property
    def models(self) -> frozenset[str]:
        """Names that ``dj-model`` binds fields to, as far as they are written out: nothing else may be set from the page."""
        if self._fixed is None:
            return models_in(self._templates())
        if self._models is None:
            self._models = models_in(self._templates())
        return self._models

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
            with self._bound(context):
                return self._evaluate(context, previous, changed)
        except Exception as error:
            if self.template.engine.debug and not hasattr(error, "template_debug"):
                self._raise_with_line(context)
            raise

    def _evaluate(self, context: Context, previous: Values | None, changed: Changes | None) -> Values:
        unit = self._fixed or self._unit_of(self.template, (), context)
        ambient = (translation.get_language(), timezone.get_current_timezone_name(), context.autoescape, context.use_l10n, context.use_tz)
        if previous is None or previous.unit is not unit:
            previous, changed = None, ALL
        elif previous.ambient != ambient:
            changed = ALL
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

    @contextmanager
    def _bound(self, context: Context) -> Iterator[None]:
        """Bind *context* to the template, as ``Template.render`` does, and leave it as it was whatever happens."""
        names, autoescape = context.dicts[:], context.autoescape
        settings = context.use_l10n, context.use_tz
        with ExitStack() as stack:
            if context.template is None:
                stack.enter_context(context.bind_template(self.template))
                context.template_name = self.template.name
                names = context.dicts[:]
            stack.enter_context(context.render_context.push_state(self.template))
            states = context.render_context.dicts[:]
            try:
                yield
            finally:
                context.dicts[:] = names
                context.render_context.dicts[:] = states
                context.autoescape = autoescape
                context.use_l10n, context.use_tz = settings

    def _raise_with_line(self, context: Context) -> None:
        """Let Django raise the same error with the template's line, for its debug page."""
        with self._bound(context):
            self.template._render(context)

    # -- what became of it -------------------------------------------------------------------------------------------------

    def write(self, values: Values, marks: bool = True) -> str:
        """Return the HTML of *values*; without *marks* it is exactly what Django renders."""
        block = values.unit.block
        return block.write(values.root) if marks and not values.unit.opaque else block.write_plain(values.root)

    def digest(self, values: Values) -> str:
        """Return a short text that is the same for the same values in every process; the CSRF token does not count."""
        if values.unit.opaque:
            return _hash(self.fingerprint + values.root[0])
        return _hash(self.fingerprint + repr(values.root))

    def region(self, values: Values, path: Sequence[int]) -> Region:
        """Return what stands for the part at *path* (part, row, part, … as the browser reports it); None for the whole document.

        Raises:
            LookupError: There is no such part in *values*.
        """
        part = None
        for part, _, _ in _descend(values, path):
            pass
        return None if part is None else part.id


def _descend(values: Values, path: Sequence[int]) -> Iterator[tuple[Part, Any, int | None]]:
    """Yield the parts along *path*, the value of each, and the row that was taken in it."""
    block, root = values.unit.block, values.root
    steps = iter(path)
    for number in steps:
        part = block.numbered[number] if number >= 0 else block.numbered[len(block.parts)]
        value = root[part.index]
        row = next(steps, None) if part.kind is Kind.LOOP else None
        yield part, value, row
        if part.kind is Kind.LOOP:
            if row is None:
                return
            block, root = part.arms[0], value.rows[row]
        elif part.kind is Kind.BRANCH and value is not None:
            block, root = part.arms[value[0]], value[1]
        elif part.kind is Kind.CALL:
            block, root = value[0].block, value[1]
        else:
            block, root = Block([]), ()


def diff(plan: Plan, old: Values, new: Values, broken: Container[Region] = frozenset()) -> list[Op]:
    """Return the operations that turn a page that shows *old* into one that shows *new*.

    Args:
        broken: What :meth:`Plan.region` gave for the ranges whose marks the browser could not find.
    """
    if old.unit is not new.unit or new.unit.opaque or None in broken:
        same = old.unit is new.unit and old.root == new.root
        return [] if same else [[DOCUMENT, MORPH, plan.write(new, marks=old.unit is not new.unit)]]
    try:
        return diff_block(new.unit.block, old.root, new.root, broken)
    except Displaced:
        return [[DOCUMENT, MORPH, plan.write(new)]]


def absolute(plan: Plan, values: Values) -> list[Op]:
    """Return the operations that show *values* on a page whatever it shows now, of the same plan."""
    if values.unit.opaque:
        return [[DOCUMENT, MORPH, plan.write(values, marks=False)]]
    return absolute_block(values.unit.block, values.root)


def repair(plan: Plan, values: Values, path: Sequence[int]) -> list[Op]:
    """Return the operations that show the range at *path*, whose marks the browser could not find, as one string."""
    wrap: Callable[[list[Op]], list[Op]] = lambda operations: operations  # noqa: E731
    last = None
    for part, value, row in _descend(values, path):
        if last is not None:
            wrap = _inside(wrap, *last)
        last = part, row
        operation = morph_plain(part, value) if part.kind.is_range else None
    if last is None or operation is None:
        return [[DOCUMENT, MORPH, plan.write(values, marks=False)]]
    return wrap([operation])


def _inside(wrap: Callable[[list[Op]], list[Op]], part: Part, row: int | None) -> Callable[[list[Op]], list[Op]]:
    if row is None:
        return lambda operations: wrap([[part.number, INSIDE, operations]])
    return lambda operations: wrap([[part.number, ROWS, row, operations]])


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
