"""``extends`` and ``block``: the chain of templates, put together when it is compiled.

What Django keeps in the render context for it (the queue of blocks, ``block`` with its context) is kept there too, so that a filtered or
conditional ``{{ block.super }}`` and foreign tags find what they look for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.base import TextNode, VariableNode
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode

from djust.template.emitter import ALWAYS, Emitter
from djust.template.forms import Enter, Form

if TYPE_CHECKING:
    from djust.template.expand import Expander


def extends(node: ExtendsNode, expander: Expander) -> list[Form]:
    """The root template's forms, with this template's blocks in them."""
    parent = expander.parent(node)
    chain = expander.chain()
    blocks: dict[str, BlockNode] = dict(node.blocks)
    chain.add_blocks(blocks)
    further = next((one for one in parent.nodelist if not isinstance(one, TextNode)), None)
    if further is not None and not isinstance(further, ExtendsNode):
        of_root = {block.name: block for block in parent.nodelist.get_nodes_by_type(BlockNode) if isinstance(block, BlockNode)}
        chain.add_blocks(of_root)
        added = [blocks, of_root]
    else:
        added = [blocks]
    entrance = Enter(node, lambda emitter: emitter.line(f"s.extend(c, {emitter.const(parent, 'T')}, {emitter.const(added, 'D')})"))
    forms = [entrance, *expander.nodes_of(parent), entrance.leave]
    return forms


def block(node: BlockNode, expander: Expander) -> list[Form]:
    """The innermost override of the block, in a context that knows ``block``."""
    return expander.block(node)


def block_scope(shown: BlockNode, forms: list[Form], *, chained: bool) -> list[Form]:
    """Return *forms* of a block between the entrance and the exit that Django's ``BlockNode.render`` has."""

    def enter(emitter: Emitter) -> None:
        emitter.push()
        emitter.line(f"s.frames.append({emitter.const(_enter_block, 'F')}({emitter.const(shown, 'N')}, {chained}, c))")
        emitter.know("block", None, ALWAYS)

    def leave(emitter: Emitter) -> None:
        emitter.line(f"{emitter.const(_leave_block, 'F')}({emitter.const(shown, 'N')}, s.frames.pop(), c)")
        emitter.pop()

    entrance = Enter(shown, enter, leave)
    return [entrance, *forms, entrance.leave]


def _enter_block(shown: BlockNode, chained: bool, context: Context) -> BlockNode | None:
    """Push the block's context; return what was taken from the queue."""
    if not chained:
        context.dicts.append({"block": shown})
        return None
    queue: BlockContext = context.render_context[BLOCK_CONTEXT_KEY]
    taken = queue.pop(shown.name)
    block = type(shown)(shown.name, shown.nodelist)
    block.context = context
    context.dicts.append({"block": block})
    return taken


def _leave_block(shown: BlockNode, taken: BlockNode | None, context: Context) -> None:
    context.dicts.pop()
    if taken is not None:
        context.render_context[BLOCK_CONTEXT_KEY].push(shown.name, taken)


def is_super(node: VariableNode) -> bool:
    """Whether *node* is exactly ``{{ block.super }}``."""
    expression = node.filter_expression
    return bool(expression.is_var and not expression.filters and expression.var.lookups == ("block", "super"))


RULES: dict[type, Any] = {ExtendsNode: extends, BlockNode: block}
