"""``{% for %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaulttags import ForNode

from djust.template.forms import Form, Loop

if TYPE_CHECKING:
    from djust.template.expand import Expander


def loop(node: ForNode, expander: Expander) -> list[Form]:
    body: Any = node.nodelist_loop  # the stubs say it may hold text
    empty: Any = node.nodelist_empty
    return [Loop(node, expander.forms(body), expander.forms(empty))]


RULES: dict[type, Any] = {ForNode: loop}
