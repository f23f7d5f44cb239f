"""What each tag is, as forms. One file per family; :data:`RULES` is the one list of what is known.

A rule is ``rule(node, expander) -> list of forms``. A node is compiled only if its class is exactly a known one; a subclass may do
anything, so it is foreign.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from djust.template.forms import Form
from djust.template.rules import branches, captures, includes, inheritance, loops, names, scopes, translations, values

if TYPE_CHECKING:
    from djust.template.expand import Expander

Rule = Callable[[Any, "Expander"], list[Form]]

RULES: dict[type, Rule] = {
    **values.RULES,
    **names.RULES,
    **branches.RULES,
    **loops.RULES,
    **scopes.RULES,
    **captures.RULES,
    **translations.RULES,
    **includes.RULES,
    **inheritance.RULES,
}
