"""Random templates: pages that show what a handler has to do with."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

INTS, STRS, BOOLS, ANY = ("n", "m"), ("s", "t"), ("b", "c"), ("x", "y")
FIELDS = {"id": "n", "num": "n", "word": "s", "done": "b", "thing": "x"}


class Templates:
    """Draws the template for a handler."""

    random: random.Random
    pick: Callable[[Any], Any]
    #: Names and collections that the handler speaks of.
    meant: list[str]
    held: set[str]
    chosen: bool

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def template(self, handler: str) -> str:
        """A page that shows, mostly, what *handler* has to do with, as an author's would."""
        self.meant = re.findall(r"self\.([nmstbcxy])\b", handler) + [f"user.{key}" for key in re.findall(r"user\['(\w+)'\]", handler)]
        self.held = set(re.findall(r"self\.(liked|marked|picked)", handler))
        self.chosen = "self.chosen" in handler
        pieces = [self.piece(self.shown) for _ in range(self.random.randrange(3, 9))]
        pieces += [f"<i>{{{{ {name} }}}}</i>" for name in dict.fromkeys(self.meant) if self.maybe(0.6)]
        if self.maybe(0.97 if "self.items" in handler or self.held or self.chosen else 0.3):
            pieces.insert(self.random.randrange(len(pieces)), self.loop())
        if self.maybe(0.97 if "self.tags" in handler else 0.1):
            pieces.append('<ol>{% for tag in tags %}<li dj-key="{{ tag }}">{{ tag }}</li>{% endfor %}</ol>')
        if self.chosen and self.maybe(0.4):
            pieces.append(
                self.pick(["<p>{% if chosen %}some{% endif %}</p>", "<p>{{ chosen }}</p>", "{% if chosen %}<b>{{ chosen }}</b>{% endif %}"])
            )
        for holder in sorted(self.held):
            pieces += [self.collection(holder) for _ in range(self.random.randrange(1, 4))]
        return "\n".join(pieces)

    def collection(self, holder: str) -> str:
        """What a page shows of a collection outside of rows."""
        asked = self.pick(["user.name", "n", "'a'", "'b'", "2", "s", "x"])
        return self.pick([
            f"<p>{{{{ {holder}|length }}}} thing{{{{ {holder}|length|pluralize }}}}</p>", f"<p>{{{{ {holder}|length }}}}</p>",
            f"<p>{{% if {holder} %}}some{{% else %}}none{{% endif %}}</p>",
            f"{{% if {holder} %}}<b>{{{{ {holder}|length }}}}</b>{{% endif %}}",
            f"<p class='{{% if {asked} in {holder} %}}on{{% endif %}}'>{{% if {asked} not in {holder} %}}<i>x</i>{{% endif %}}</p>",
            f"<b title='{{{{ {holder}|yesno:'y,n' }}}}{{{{ {holder}|default:'none' }}}}'>{{{{ {holder}|pluralize }}}}</b>",
            f"{{% for each in {holder} %}}<i>{{{{ each }}}}</i>{{% endfor %}}",
        ])  # fmt: skip

    def shown(self) -> str:
        if self.meant and self.maybe(0.75):
            return self.pick(self.meant)
        return self.pick([*INTS * 2, *STRS * 2, *BOOLS * 2, *ANY, "user.name", "user.age", "user.vip"])

    def piece(self, name: Callable[[], str]) -> str:
        value: Callable[[], str] = lambda: "{{ " + self.filtered(name()) + " }}"  # noqa: E731
        test: Callable[[], str] = lambda: self.test(name)  # noqa: E731
        return self.pick([
            lambda: f"<p>{value()}</p>",
            lambda: f"<p>{value()}</p>",
            lambda: f"<p>{{{{ {name()} }}}}</p>",
            lambda: f"<p>A {value()} and {value()}!</p>",
            lambda: f'<p title="{value()}" class="card {{% if {test()} %}}on{{% endif %}}">x</p>',
            lambda: f"<input value=\"{value()}\" {{% if {test()} %}}disabled{{% endif %}}>",
            lambda: f"<b aria-pressed=\"{{{{ {name()}|yesno:'true,false' }}}}\">b</b>",
            lambda: f"<div>{value()}<i>i</i>{value()}</div>",
            lambda: f"<p>{{% if {test()} %}}yes{{% else %}}no {value()}{{% endif %}}</p>",
            lambda: (
                f"<div>{{% if {test()} %}}<b>{value()}</b>{{% elif {test()} %}}<i title=\"{value()}\">i</i>"
                "{% else %}<u>u</u>{% endif %}</div>"
            ),
            lambda: f"<div>{{% if {test()} %}}<b>{{% if {test()} %}}<i>{value()}</i>{{% endif %}}</b>{{% endif %}}</div>",
            lambda: f"<textarea>{value()}</textarea>",
            lambda: f"{{% with w={name()} %}}<p>{{{{ w }}}}</p>{{% endwith %}}",
        ])()  # fmt: skip

    def filtered(self, name: str) -> str:
        if self.maybe(0.6):
            return name
        return name + self.pick([
            "|default:'none'", "|yesno:'y,n'", "|yesno:'y,n,maybe'", "|pluralize", "|pluralize:'y,ies'", "|length", "|upper", "|lower",
            "|title",
            "|add:2", "|add:'3'", "|floatformat", "|default_if_none:'-'", "|upper|default:'e'", "|length|pluralize", "|add:m",
            "|capfirst", "|truncatechars:3", "|truncatechars:20", "|truncatewords:1",
        ])  # fmt: skip

    def test(self, name: Callable[[], str]) -> str:
        return self.pick([
            lambda: name(), lambda: name(), lambda: f"not {name()}", lambda: f"{name()} and {name()}", lambda: f"{name()} or not {name()}",
            lambda: f"{name()} == 1", lambda: f"{name()} != 'a'", lambda: f"{name()} > 2", lambda: f"{name()} <= {name()}",
            lambda: f"{name()} is None", lambda: f"{name()} in {self.pick(['liked', 'marked', 'picked'])}",
            lambda: f"'a' in {name()}", lambda: f"{name()}|length > 1", lambda: f"{name()} == True",
        ])()  # fmt: skip

    def loop(self) -> str:
        def name() -> str:
            return self.pick(["item.num", "item.word", "item.done", "item.done", "item.thing", "item.id", self.shown()])

        inner = "".join(self.piece(name) for _ in range(self.random.randrange(1, 4)))
        for holder in ("liked", "marked", "picked"):
            asked = f"{'item.word' if holder == 'picked' else 'item.id'} {self.pick(['in', 'in', 'not in'])} {holder}"
            if self.maybe(0.85 if holder in self.held else 0.05):
                inner += f"<u class='x {{% if {asked} %}}on{{% endif %}}'>"
                inner += f"{{% if {asked} %}}<b>{{{{ item.num }}}}</b>{{% else %}}no{{% endif %}}</u>"
        inner += "".join(f"<i>{{{{ item.{field} }}}}</i>" for field in FIELDS if self.maybe(0.45))
        if self.maybe(0.85 if self.chosen else 0.05):
            asked = self.pick(["item.id == chosen", "chosen == item.id", "item.id != chosen"])
            inner += f"<s title='{{{{ item.id }}}}' class='{{% if {asked} %}}on{{% endif %}}'>{{% if {asked} %}}<b>x</b>{{% endif %}}</s>"
        if self.maybe(0.4):
            counter, place = (
                self.pick(["counter", "counter0", "revcounter", "revcounter0"]),
                self.pick(["first", "last", "counter|divisibleby:2"]),
            )
            inner += f"<s class='{{% if forloop.{place} %}}end{{% endif %}}'>{{{{ forloop.{counter} }}}}.</s>"
            inner += f"<s>{{% if forloop.{place} %}}<b>{{{{ forloop.{counter} }}}}</b>{{% endif %}}</s>"
        head = self.pick(["{% for item in items %}", "{% for item in items %}\n"])
        key = self.pick([' dj-key="{{ item.id }}"'] * 4 + [' id="r{{ item.id }}" title="{{ item.num }}"'])
        row = f"<li{key}>{inner}</li>" if self.maybe(0.8) else f"<li{key}>{inner}</li><hr>"
        rest = "{% empty %}<li>nothing</li>" if self.maybe(0.3) else ""
        count = "<p>{{ items|length }} item{{ items|length|pluralize }}{% if items %}!{% endif %}</p>" if self.maybe(0.5) else ""
        return f"{count}<ul>{head}{row}{rest}{{% endfor %}}</ul>"
