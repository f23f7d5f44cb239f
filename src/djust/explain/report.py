"""A plan in words: one line a part, indented as the blocks nest."""

from __future__ import annotations

from collections.abc import Iterator

from djust.template import Plan
from djust.template.parts import Block, Kind, Part
from djust.template.unit import Unit

#: What an update of a part costs, in the author's words.
_TRAVELS = {
    Kind.TAG: "the attributes that changed",
    Kind.CONTENT: "its text",
    Kind.RAW: "its text",
    Kind.VALUE: "its text, or its HTML if it holds markup",
    Kind.OPAQUE: "all of its HTML, morphed",
    Kind.BRANCH: "what changed inside; the new arm's HTML when it turns",
    Kind.LOOP: "rows that are new, the order, what changed inside rows",
    Kind.CALL: "what changed inside; its HTML when the template changes",
    Kind.FIXED: "nothing: another key is another row",
}


def report(plan: Plan) -> str:
    """Return the whole report, ready to print."""
    unit = plan.unit
    name = plan.template.name or "template"
    if unit is None:
        return f"{name}: which template it extends is a variable; each parent gets a plan of its own when it is first shown."
    if unit.opaque:
        return f"{name}: one opaque document, morphed as a whole at each change.\n  because {unit.opaque}"
    lines = [f"{name}: {_counted(sum(1 for _ in _parts(unit.block)), 'part')}", *_block(unit, unit.block, "  ")]
    if unit.compilation.regions:
        lines += ["", "regions that stepped back to one string:"]
        lines += [f"  <{element}> because {reason}" for reason, element in unit.compilation.regions]
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _parts(block: Block) -> Iterator[Part]:
    for part in block.parts:
        yield part
        for arm in part.arms:
            yield from _parts(arm)


def _block(unit: Unit, block: Block, indent: str) -> Iterator[str]:
    for part in block.parts:
        number = str(part.number) if part.number >= 0 else "-"
        yield f"{indent}{number:>2}  {_place(part):<44} reads {_reads(unit, part)}"
        yield f"{indent}    travels: {_whole_tag(part) or _TRAVELS[part.kind]}"
        if part.reason:
            yield f"{indent}    because {part.reason}"
        for index, arm in enumerate(part.arms):
            yield f"{indent}      {_arm(part, index, arm)}"
            yield from _block(unit, arm, indent + "        ")


def _place(part: Part) -> str:
    where = f" in <{part.element}>" if part.element else ""
    if part.kind is Kind.TAG:
        return f"start tag of <{part.element}>: {', '.join(part.attributes) or 'all of it'}"
    if part.kind is Kind.FIXED:
        return f"start tag of <{part.element}>: {', '.join(part.attributes)} (the key)"
    if part.kind in (Kind.CONTENT, Kind.RAW):
        return f"content of <{part.element}>"
    if part.kind is Kind.LOOP:
        return f"loop over {part.form.node.sequence}{where}"
    return f"{part.kind.value}{where}"


def _whole_tag(part: Part) -> str:
    return "the whole start tag" if part.kind is Kind.TAG and not part.attributes else ""


def _arm(part: Part, index: int, arm: Block) -> str:
    if part.kind is not Kind.LOOP:
        return f"arm {index}" + ("" if arm.parts else ": static")
    if arm.shape is None:
        return "a row: delimited by a mark, for it has not exactly one root element"
    return f"a row: one root element ({arm.shape})"


def _reads(unit: Unit, part: Part) -> str:
    names = unit.reads.get(part.id, frozenset())
    if names is None:
        return "who knows what: evaluated each time"
    shown = sorted(name for name in names if not name.startswith("!"))
    return ", ".join(shown) or "its row only"
