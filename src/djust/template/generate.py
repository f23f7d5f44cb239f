"""Writes the function that evaluates a block, all the blocks inside it included.

``evaluate(c, p, s)`` takes the Django context, the previous values of the root block (or None) and the run, and returns the new values: a
tuple with one value for each part.

| part | value |
|---|---|
| content, raw, value, opaque, fixed | ``str``, as it is printed |
| start tag | a tuple of printed attribute values; ``str`` when the whole tag varies |
| branch | ``(index of the arm, values of its block)``, or None |
| loop | :class:`~djust.template.lists.Rows` |
| call | ``(unit, values of its root block)`` |

Skipping: a part is evaluated when a name that it reads changed (``R.isdisjoint(changed)``), when it once ran somebody's code
(``s.volatile``), or when there is no earlier value. Inside rows there is no such question: a row is evaluated as a whole or not at all
(:func:`~djust.template.lists.begin_rows`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from djust.template.emitter import ALWAYS, Emitter
from djust.template.forms import Do, Enter, Leave, Loop, Value, keeps_state
from djust.template.lists import begin_rows, finish_rows, row_key
from djust.template.parts import KEYS, Block, Kind, Part
from djust.template.strings import emit_arm, emit_items, emit_string, looping

Evaluate = Callable[[Any, Any, Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Inside:
    """Where code is written: the locals that hold the block's previous values and whether to evaluate all; None in a row."""

    previous: str
    everything: str


Reads = dict[int, frozenset[str] | None]


def generate(block: Block, name: str, reads: Reads, chosen: Reads) -> Evaluate:
    """Return the compiled function.

    Args:
        reads: Is filled with what each part reads, by its id.
        chosen: Is filled with what the conditions of each branch read.
    """
    emitter = Emitter()
    writer = _Generator(emitter, reads, chosen)
    for made in (begin_rows, finish_rows, row_key):
        emitter.namespace[made.__name__] = made
    with emitter.indented("def evaluate(c, p, s):"):
        emitter.line("ae = c.autoescape; changed = s.changed; volatile = s.volatile")
        emitter.line("a = s.all or p is None")
        emitter.line(f"return {writer.block(block, Inside('p', 'a'))}")
    source = "\n".join(emitter.lines)
    exec(compile(source, f"<djust {name}>", "exec"), emitter.namespace)
    function: Evaluate = emitter.namespace["evaluate"]
    function.__doc__ = source
    return function


class _Generator:
    """Writes the code of blocks and parts."""

    def __init__(self, emitter: Emitter, reads: Reads, chosen: Reads) -> None:
        self.emitter = emitter
        self.reads = reads
        self.chosen = chosen
        self._key: str | None = None  # the local that takes the row's key, while the top of a row is written

    def block(self, block: Block, inside: Inside | None) -> str:
        """Write the code of a block; return the expression of its values."""
        values = []
        for item in block.items:
            if isinstance(item, Do | Enter | Leave):
                item.effect(self.emitter)
            elif isinstance(item, Part):
                values.append(self.part(item, inside))
        return f"({', '.join(values)}{',' if len(values) == 1 else ''})"

    def part(self, part: Part, inside: Inside | None) -> str:
        """Write the code of one part, with the question whether it can be skipped; return the local of its value."""
        result = self.emitter.temp("v")
        if not part.top:
            outer_key, self._key = self._key, None
            try:
                return self._part(part, result, inside)
            finally:
                self._key = outer_key
        return self._part(part, result, inside)

    def _part(self, part: Part, result: str, inside: Inside | None) -> str:
        emitter = self.emitter
        if inside is None or keeps_state(part.printed) or _unbalanced(part):
            with emitter.reading() as reads:
                self.value(part, result, inside)
            self.reads[part.id] = reads[0] if inside is None else ALWAYS
            return result
        question = emitter.slot()
        with emitter.indented(), emitter.reading() as reads, emitter.perhaps():
            impure = emitter.temp("n")
            emitter.line(f"{impure} = s.impure")
            self.value(part, result, inside)
            emitter.line(f"if s.impure != {impure}: volatile.add({part.id})")
        names = self.reads[part.id] = reads[0]
        if names is ALWAYS:
            emitter.fill(question, "if 1:")
            return result
        emitter.fill(question, f"if {inside.everything} or {part.id} in volatile or {emitter.changed(names)}:")
        emitter.line(f"else: {result} = {inside.previous}[{part.index}]")
        return result

    def value(self, part: Part, result: str, inside: Inside | None) -> None:
        """Write the code that computes a part's value into the local *result*."""
        _VALUES.get(part.kind, _Generator.string)(self, part, result, inside)

    def string(self, part: Part, result: str, inside: Inside | None) -> None:
        printed = emit_string(self.emitter, part.printed)
        fixed = len(part.printed) == 1 and isinstance(part.printed[0], Value) and part.printed[0].fixed
        self.emitter.line(f"{result} = Fixed({printed})" if fixed else f"{result} = {printed}")

    def tag(self, part: Part, result: str, inside: Inside | None) -> None:
        if not part.attributes:
            self.string(part, result, inside)
        else:
            values = [emit_string(self.emitter, forms) for forms in part.values]
            self.emitter.line(f"{result} = ({', '.join(values)},)")
        if part.key and self._key:
            at = next((index for index, name in enumerate(part.attributes) if name in KEYS), None)
            key = emit_string(self.emitter, part.key) if at is None else f"{result}[{at}]"
            self.emitter.line(f"if {self._key} is None: {self._key} = {key}")

    def branch(self, part: Part, result: str, inside: Inside | None) -> None:
        if isinstance(part.form, Loop):
            self.loop_or_empty(part, result, inside)
            return
        with self.emitter.reading() as reads:
            taken = emit_arm(self.emitter, part.form)
        self.chosen[part.id] = reads[0]
        self.emitter.line(f"{result} = None")
        for index, arm in enumerate(part.arms):
            with self.emitter.indented(f"if {taken} == {index}:"), self.emitter.perhaps():
                self.arm(part, result, index, arm, inside)

    def arm(self, part: Part, result: str, index: int, arm: Block, inside: Inside | None) -> None:
        """Write the code of the arm *index* of a branch."""
        emitter = self.emitter
        deeper = None
        if inside is not None:
            previous, everything, old = emitter.temp("p"), emitter.temp("a"), emitter.temp("p")
            emitter.line(f"{old} = {inside.previous}[{part.index}] if {inside.previous} is not None else None")
            emitter.line(f"{previous} = {old}[1] if {old} is not None and {old}[0] == {index} else None")
            emitter.line(f"{everything} = s.all or {previous} is None")
            deeper = Inside(previous, everything)
        emitter.line(f"{result} = ({index}, {self.block(arm, deeper)})")

    def loop_or_empty(self, part: Part, result: str, inside: Inside | None) -> None:
        """``{% for %}`` with ``{% empty %}``: arm 0 holds the loop, arm 1 what stands there instead."""
        emitter = self.emitter
        (loop,) = part.arms[0].parts
        rows = emitter.temp("v")
        with emitter.pushed():
            items, source = emit_items(emitter, part.form)
            with emitter.indented(f"if not {items}:"), emitter.perhaps():
                self.arm(part, result, 1, part.arms[1], inside)
            with emitter.indented("else:"):
                previous = "None"
                if inside is not None:
                    previous = emitter.temp("p")
                    emitter.line(f"{previous} = {inside.previous}[{part.index}] if {inside.previous} is not None else None")
                    emitter.line(f"{previous} = {previous}[1][0] if {previous} is not None and {previous}[0] == 0 else None")
                self.rows(loop, rows, items, source, previous)
                emitter.line(f"{result} = (0, ({rows},))")
            emitter.line("c.dicts.pop()")

    def loop(self, part: Part, result: str, inside: Inside | None) -> None:
        emitter = self.emitter
        previous = "None"
        if inside is not None:
            previous = emitter.temp("p")
            emitter.line(f"{previous} = {inside.previous}[{part.index}] if {inside.previous} is not None else None")
        with emitter.pushed():
            items, source = emit_items(emitter, part.form)
            self.rows(part, result, items, source, previous)
            emitter.line("c.dicts.pop()")

    def rows(self, part: Part, result: str, items: str, source: str, previous: str) -> None:
        """Write the loop over the rows that must be evaluated; the others keep their values."""
        emitter = self.emitter
        (row,) = part.arms
        state, todo, values, keys = (emitter.temp(prefix) for prefix in ("w", "q", "r", "k"))
        begin = emitter.slot()
        impure = emitter.temp("n")
        emitter.line(f"{todo} = {state}.todo; {values} = {state}.rows; {keys} = {state}.keys; {impure} = s.impure")
        outer_key, self._key = self._key, emitter.temp("k")
        with emitter.reading() as reads, looping(emitter, part.form, items, todo) as (loop, index, item):
            emitter.line(f"{self._key} = None")
            expression = self.block(row, None)
            emitter.line(f"{values}[{index}] = {expression}")
            emitter.line(f"{keys}[{index}] = {self._key} if {self._key} is not None else row_key({item}, {index})")
        self._key = outer_key
        names = reads[0]
        steady = names is not ALWAYS and not keeps_state(part.form.body)
        same = f"not {emitter.changed(names)}" if steady and names is not None else "False"
        emitter.fill(begin, f"{state} = begin_rows({items}, {source}, {previous}, {same}, {loop.counts}, {part.id} in volatile, s)")
        emitter.line(f"if s.impure != {impure}: volatile.add({part.id})")
        emitter.line(f"{result} = finish_rows({state}, {items}, {previous})")

    def call(self, part: Part, result: str, inside: Inside | None) -> None:
        """Another template's own plan."""
        emitter, form = self.emitter, part.form
        emitter.note(ALWAYS)
        emitter.need_forloop()
        previous = "None"
        if inside is not None:
            previous = f"{inside.previous}[{part.index}] if {inside.previous} is not None else None"
        template = emitter.temp()
        emitter.line(f"{template} = {form.template(emitter)}")
        with emitter.pushed():
            form.enter(emitter)
            # What is computed on the way here (``with``, ``as x``) the template's own plan takes for names of the state.
            unknown = emitter.opaque_names or emitter.ambient
            names = "None" if unknown else emitter.const(frozenset(emitter.known), "R")
            emitter.line(f"{result} = s.call({template}, {part.ancestors!r}, c, {previous}, {names})")
            form.leave(emitter)


def _unbalanced(part: Part) -> bool:
    """Whether a scope begins in this part and ends elsewhere, or the reverse: then its code cannot be skipped."""
    return sum(isinstance(form, Enter) for form in part.printed) != sum(isinstance(form, Leave) for form in part.printed)


_VALUES: dict[Kind, Callable[[_Generator, Part, str, Inside | None], None]] = {
    Kind.TAG: _Generator.tag,
    Kind.FIXED: _Generator.tag,
    Kind.BRANCH: _Generator.branch,
    Kind.LOOP: _Generator.loop,
    Kind.CALL: _Generator.call,
}
