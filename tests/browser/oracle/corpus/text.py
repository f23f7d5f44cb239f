"""Text in elements, among siblings and at the edges: entities, white space, what a parser does to characters."""
# ruff: noqa: E501  (a template is read best as one piece)

from decimal import Decimal

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

CASES = [
    Case(name="alone-in-an-element", template="<p>{{ x }}</p>", states=values("x", "one", "two", "", "one more", 0, None, False)),
    Case(name="beside-fixed-text", template="<p>Hello {{ x }}!</p>", states=values("x", "you", "all of you", "", " ", "&")),
    Case(
        name="several-in-one-element",
        template="<p>{{ a }}{{ b }} of {{ c }}</p>",
        states=tour({"a": 1, "b": 2, "c": 3}, {"a": "", "b": "", "c": ""}, {"a": "x ", "b": " y", "c": 3}, {"a": 1, "b": 22, "c": 3}),
    ),
    Case(
        name="between-elements",
        template="<p><b>a</b>{{ x }}<i>kept</i> {{ y }} <u>c</u></p>",
        states=tour({"x": "1", "y": "2"}, {"x": "", "y": ""}, {"x": "  ", "y": "3"}, {"x": "1", "y": "2" * 40}),
    ),
    Case(
        name="neighbours-without-an-element",
        template="{{ a }}{{ b }}<br>{{ c }}",
        states=tour(
            {"a": "1", "b": "2", "c": "3"}, {"a": "", "b": "2", "c": ""}, {"a": "12", "b": "", "c": "3"}, {"a": "", "b": "", "c": ""}
        ),
    ),
    Case(name="only-a-value", template="{{ x }}", states=values("x", "one", "two", "", "three")),
    Case(name="only-text", template="nothing moves<p>here</p>{{ x }}", states=values("x", "", "", "a", "")),
    Case(
        name="entities-in-values", template="<p>{{ x }}</p>", states=values("x", "a & b", "&amp;", "&lt;b>", "&nbsp;", "&#65;", "a &copy b")
    ),
    Case(
        name="entities-in-the-template",
        template="<i>kept</i><p>&lt;{{ x }}&amp;&nbsp;&copy;{{ x }}&notanentity;</p>",
        states=values("x", "a", "&", "lt;", ""),
        parts="some",
    ),
    Case(
        name="an-entity-made-of-two-parts",
        template="<i>kept</i><p>&{{ x }}; &am{{ x }} &#{{ x }}</p>",
        states=values("x", "lt", "amp", "65;", "", "p;"),
        parts="some",
    ),
    Case(name="carriage-returns", template="<p>{{ x }}</p>", states=values("x", "a\r\nb", "a\rb", "a\nb", "\r", "\n\r\n")),
    Case(name="nul-and-controls", template="<p>{{ x }}</p>", states=values("x", "a\0b", "\x01\x02", "a\x7fb", "\x0c", "ab")),
    Case(
        name="astral-and-combining",
        template="<p>{{ x }}</p><p>{{ x|upper }}</p>",
        states=values("x", "👩‍👩‍👧", "é é", "ﬁ", "שלום", "\u2028\u2029", "\ufeffbom", "ß", "\U0010ffff"),
    ),
    Case(name="white-space-only", template="<p>{{ x }}</p><div> {{ x }} </div>", states=values("x", " ", "\n", "\t", "", "\xa0")),
    Case(name="growing-text", template="<p>{{ x }}</p><p>log: {{ x }}</p>", states=values("x", "", "a", "ab", "abc <", "abc <d", "abc")),
    Case(
        name="huge-text", template="<p>{{ x }}</p><pre>{{ x }}</pre>", states=values("x", "a" * 70_000, "a" * 70_001, "b", "c\n" * 40_000)
    ),
    Case(
        name="numbers-and-none",
        template="<p>{{ x }}</p><p>{{ x.y }}</p><p>{{ x|default:'-' }}</p>",
        states=values("x", 1, 1.0, True, Decimal("1.00"), None, 0, {"y": 1}, {"y": None}),
    ),
    Case(
        name="localized-numbers",
        template="{% load l10n %}<p>{{ x }}</p><p>{{ x|unlocalize }}</p>{% localize off %}<b>{{ x }}</b>{% endlocalize %}{% localize on %}<b>{{ x }}</b>{% endlocalize %}",
        states=values("x", 1234.5, 1234567, Decimal("0.10"), 1234.5, "1234"),
        settings={"LANGUAGE_CODE": "de", "USE_THOUSAND_SEPARATOR": True},
    ),
    Case(
        name="filters-chained",
        template='<p>{{ x|upper|truncatewords:2|default:"none" }}</p><p>{{ x|length }} letter{{ x|length|pluralize }}</p><p>{{ x|add:"!" }}</p>',
        states=values("x", "one two three", "", "a", "one two", "<b> & c"),
    ),
    Case(
        name="missing-names",
        template="<p>{{ nothing }}</p><p>{{ x.y.z }}</p><p>{{ x.0 }}</p><p>{{ nothing|default:'d' }}</p>",
        states=values("x", {}, {"y": {"z": 1}}, ["a"], {"y": None}, "text"),
    ),
    Case(
        name="template-comments-and-verbatim",
        template="{# gone #}<p>{{ x }}{# gone #}</p>{% comment %}<b>{{ x }}{% endcomment %}{% verbatim %}<p>{{ x }}</p>{% endverbatim %}",
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="braces-by-templatetag",
        template="<p>{% templatetag openvariable %}{{ x }}{% templatetag closevariable %}</p>",
        states=values("x", "a", "{{ y }}", "{% if %}", ""),
    ),
    Case(name="text-directly-in-the-body", template="before {{ x }} after", states=values("x", "a", "", "<", "b")),
    Case(name="list-and-dict-printed", template="<p>{{ x }}</p>", states=values("x", [1, 2], {"a": "<b>"}, (), ["'"], {1})),
]
