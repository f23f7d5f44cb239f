"""From Django's nodes to forms: applies the rules, follows ``extends``, ``block`` and ``include``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template.base import Node, Template, VariableNode
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader_tags import BlockContext, BlockNode, ExtendsNode

from djust.template.forms import Foreign, Form, Text
from djust.template.rules import RULES
from djust.template.rules.inheritance import block_scope, is_super


class VariableParent(Exception):
    """``{% extends %}`` with a variable: which template it is, only the context tells."""

    def __init__(self, node: ExtendsNode) -> None:
        self.node = node
        super().__init__(node.parent_name.token)


class _Chain:
    """The blocks of one chain of ``extends``, and which block's body is being expanded."""

    def __init__(self) -> None:
        self.queue: BlockContext | None = None
        self.history: list[Any] = []
        self.open: list[BlockNode] = []


class Expander:
    """Expands one template (and all that it includes) to forms.

    Args:
        parents: For ``extends`` nodes whose parent is a variable: the template it stands for in this chain.
    """

    def __init__(self, parents: dict[ExtendsNode, Template] | None = None) -> None:
        self._parents = parents or {}
        self._open: list[Template] = []
        self._chains: list[_Chain] = []
        #: Everything that was read: when one of them changes, the result is out of date.
        self.templates: list[Template] = []

    def template(self, template: Template) -> list[Form]:
        """Return the forms of a whole template, with a chain of its own."""
        self._open.append(template)
        self._chains.append(_Chain())
        forms = self.nodes_of(template)
        self._chains.pop()
        self._open.pop()
        return forms

    def nodes_of(self, template: Template) -> list[Form]:
        """Return the forms of a template's own nodes, in the chain at hand."""
        self.templates.append(template)
        return self.forms(template.nodelist)

    def forms(self, nodes: Iterable[Node]) -> list[Form]:
        """Return the forms of *nodes*."""
        found: list[Form] = []
        for node in nodes:
            rule = RULES.get(type(node))
            made = rule(node, self) if rule else [Foreign(node, f"{type(node).__name__} is not a tag that we know")]
            for form in made:
                if isinstance(form, Text) and found and isinstance(found[-1], Text):
                    found[-1] = Text(found[-1].text + form.text)
                else:
                    found.append(form)
        return found

    # -- includes ------------------------------------------------------------------------------------------------------

    def is_open(self, template: Template) -> bool:
        """Whether *template* is being expanded: including it again would never end."""
        return any(one is template or (one.origin == template.origin and one.source == template.source) for one in self._open)

    def find(self, name: str) -> Template | None:
        """Load a template by name; None when it is not there, so that run time reports it as Django does."""
        try:
            return self._open[0].engine.get_template(name)
        except TemplateDoesNotExist:
            return None

    # -- inheritance ---------------------------------------------------------------------------------------------------

    def parent(self, node: ExtendsNode) -> Template:
        """Return the template that *node* extends."""
        chain = self._chains[-1]
        if node in self._parents:
            return self._parents[node]
        name: Any = node.parent_name  # the stubs say it may be a node
        if name.is_var or name.filters or not name.var:
            raise VariableParent(node)
        if not chain.history:
            chain.history.append(node.origin)
        template, origin = self._open[0].engine.find_template(name.var, skip=chain.history)
        chain.history.append(origin)
        return template

    def chain(self) -> BlockContext:
        """Return the queue of blocks of the chain at hand."""
        chain = self._chains[-1]
        if chain.queue is None:
            chain.queue = BlockContext()
        return chain.queue

    def block(self, node: BlockNode) -> list[Form]:
        """Return the forms of the innermost override of *node*."""
        chain = self._chains[-1]
        if chain.queue is None:
            return block_scope(node, self.forms(node.nodelist), chained=False)
        taken = chain.queue.pop(node.name)
        shown = taken or node
        chain.open.append(node)
        forms = self.forms(shown.nodelist)
        chain.open.pop()
        if taken is not None:
            chain.queue.push(node.name, taken)
        return block_scope(shown, forms, chained=True)

    def block_super(self, node: VariableNode) -> list[Form] | None:
        """Return what ``{{ block.super }}`` shows, or None if *node* is not that."""
        if not is_super(node) or not self._chains[-1].open:
            return None
        return self.super_of(self._chains[-1].open[-1])

    def super_of(self, node: BlockNode) -> list[Form]:
        """Return the forms of the next outer definition of the block that is open; nothing when there is none."""
        queue = self._chains[-1].queue
        if queue is None or queue.get_block(node.name) is None:
            return []
        return self.block(node)
