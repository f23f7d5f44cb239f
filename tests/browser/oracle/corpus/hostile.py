"""Text of people who mean harm, in every place where text may stand."""

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

TEXTS = (
    "harmless",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</textarea></title></style><b>",
    "--><b>out</b><!--",
    "]]><b>",
    "javascript:alert(1)",
    "<!--}--><!--{-->",
    "{{ 7|add:7 }}{% debug %}",
    "\0<\0b>",
    "&#x3C;b&#x3E;",
    "`${alert(1)}`",
)

CASES = [
    Case(name="in-content", template="<p>{{ x }}</p><div>{{ x }}<br>{{ x }}</div>", states=values("x", *TEXTS)),
    Case(name="in-attributes", template="""<p title="{{ x }}" class='{{ x }}' data-x="a{{ x }}b">t</p>""", states=values("x", *TEXTS)),
    Case(
        name="in-a-start-tag-that-travels-whole",
        template='<p title="{{ x }}" {% if y %}hidden{% endif %}>t</p>',
        states=tour(*({"x": text, "y": n % 2} for n, text in enumerate(TEXTS))),
    ),
    Case(
        name="in-fields",
        template="<textarea>{{ x }}</textarea><input value='{{ x }}'><select><option value='{{ x }}'>{{ x }}</option></select>",
        states=values("x", *TEXTS),
    ),
    Case(
        name="in-the-title",
        template="<!doctype html><html><head><title>{{ x }}</title></head><body>{{ x }}</body></html>",
        states=values("x", *TEXTS),
    ),
    Case(
        name="in-rows",
        template="<ul>{% for x in items %}<li data-key='{{ x }}' title='{{ x }}'>{{ x }}</li>{% endfor %}</ul>",
        states=values("items", TEXTS[:5], TEXTS[::-1], TEXTS[3:], (), TEXTS),
        rows="li",
    ),
    Case(
        name="in-branches",
        template="<div>{% if x %}<p>{{ x }}</p>{% else %}<b>none</b>{% endif %}</div>",
        states=tour(*({"x": text} for pair in zip(TEXTS, [""] * len(TEXTS), strict=True) for text in pair)),
    ),
    Case(
        name="in-json-in-a-script",
        template='<script type="application/json">{"x": "{{ x|escapejs }}"}</script>',
        states=values("x", *TEXTS),
    ),
    Case(
        name="in-svg",
        template="<svg><text>{{ x }}</text><desc>{{ x }}</desc><a href='#{{ x }}'><title>{{ x }}</title></a></svg>",
        states=values("x", *TEXTS),
    ),
    Case(
        name="in-an-unquoted-attribute",
        template="<i>kept</i><p title={{ x|slugify }} data-x={{ x|urlencode }}>t</p>",
        states=values("x", *TEXTS),
        parts="some",
    ),
]
