"""The forms of a template: what its nodes come down to, once tags are known for what they do.

A rule (``rules/``) turns a Django node into a form; ``places.py`` finds out where each stands; ``generate.py`` writes Python for it.
A form that computes something carries functions that *emit* their own code, so that nobody downstream needs to know the tag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.template.base import Node, Template

if TYPE_CHECKING:
    from djust.template.emitter import Emitter

#: Writes the code that computes something and returns the Python expression of the result.
Emit = Callable[["Emitter"], str]
#: Writes code for its effect.
Effect = Callable[["Emitter"], None]


@dataclass(eq=False, slots=True)
class Text:
    """Static text."""

    text: str


@dataclass(eq=False, slots=True)
class Value:
    """Something that prints a string: ``emit`` gives the expression of the printed text, an exact ``str``."""

    node: Node
    emit: Emit
    #: The value is the same as long as the page lives and differs from page to page (the CSRF token): never an operation.
    fixed: bool = False
    #: It depends on nothing but the language (``{% url 'home' %}``, ``{% static … %}``, ``{% translate "…" %}``): no part of a page.
    constant: bool = False
    #: It keeps state from one row to the next (``cycle``).
    lasting: bool = False
    #: It was given the context and may have set any name.
    wild: bool = False
    #: Names that it sets.
    sets: tuple[str, ...] = ()
    #: What is printed into it first (``filter``, ``spaceless``).
    inner: list[Form] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Do:
    """Something that prints nothing and sets a name for what follows (``regroup``, ``as x``), in the next row, too."""

    node: Node
    effect: Effect
    #: Names that it sets.
    sets: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class Enter:
    """The beginning of a scope; its end is ``leave``."""

    node: Node
    effect: Effect
    leave: Leave = field(init=False)
    leaving: Effect | None = None

    def __post_init__(self) -> None:
        self.leave = Leave(self, self.leaving or (lambda emitter: None))


@dataclass(eq=False, slots=True)
class Leave:
    enter: Enter
    effect: Effect


@dataclass(eq=False, slots=True)
class Arm:
    """One way of a branch. ``test`` gives the expression of the condition; None: always."""

    test: Emit | None
    body: list[Form]


@dataclass(eq=False, slots=True)
class Branch:
    """One of several bodies, or none."""

    node: Node
    arms: list[Arm]
    #: It keeps state from one evaluation of itself to the next within a render (``ifchanged``).
    lasting: bool = False


@dataclass(eq=False, slots=True)
class Loop:
    """``{% for %}``: a body for each item, or the empty one."""

    node: Any  # ForNode
    body: list[Form]
    empty: list[Form]


@dataclass(eq=False, slots=True)
class Call:
    """An include whose template is only known at run time, or which is part of itself."""

    node: Node
    enter: Effect
    leave: Effect
    template: Emit  # the expression of a django.template.base.Template
    known: Template | None = None


@dataclass(eq=False, slots=True)
class Foreign:
    """A node whose source we do not read: rendered by Django."""

    node: Node
    reason: str


Form = Text | Value | Do | Enter | Leave | Branch | Loop | Call | Foreign


def below(forms: list[Form]) -> Iterator[Form]:
    """Yield every form of *forms*, those inside branches and loops too, in document order."""
    for form in forms:
        yield form
        if isinstance(form, Branch):
            for arm in form.arms:
                yield from below(arm.body)
        elif isinstance(form, Loop):
            yield from below(form.body)
            yield from below(form.empty)
        elif isinstance(form, Value):
            yield from below(form.inner)


def varies(piece: Any) -> bool:
    """Whether *piece*, text or a form, can print something else next time."""
    return not isinstance(piece, str | Do | Enter | Leave | Text) and not (isinstance(piece, Value) and piece.constant)


def keeps_state(forms: list[Form]) -> bool:
    """Whether something in *forms* passes from one row of a loop to the next."""
    return any(isinstance(form, Do | Foreign) or (isinstance(form, Value | Branch) and form.lasting) or wild(form) for form in below(forms))


def wild(form: Form) -> bool:
    """Whether *form* may have set any name of the context."""
    return isinstance(form, Foreign) or (isinstance(form, Value) and form.wild)


def tagless(forms: list[Form]) -> bool:
    """Whether no static text in *forms* can begin a tag, and nothing unknown is among them."""
    return all(not (isinstance(form, Foreign | Call) or (isinstance(form, Text) and "<" in form.text)) for form in below(forms))
