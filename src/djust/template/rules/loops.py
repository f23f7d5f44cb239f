"""``{% for %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaulttags import ForNode

from djust.template.forms import Form, Loop

if TYPE_CHECKING:
    from djust.template.expand import Expander


def loop(node: ForNode, expander: Expander) -> list[Form]:
    return [Loop(node, expander.forms(node.nodelist_loop), expander.forms(node.nodelist_empty))]


RULES: dict[type, Any] = {ForNode: loop}
