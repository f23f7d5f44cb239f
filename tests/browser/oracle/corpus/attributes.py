"""Start tags: quoted, unquoted, boolean, duplicate, conditional, with names that vary."""

from django.utils.safestring import mark_safe

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

CASES = [
    Case(
        name="double-quoted",
        template='<p class="{{ x }}" title="a {{ x }} b">t</p>',
        states=values("x", "one", "two words", "", '"', "<>&'"),
    ),
    Case(name="single-quoted", template="<p class='{{ x }}' title='a {{ x }} b'>t</p>", states=values("x", "one", '"', "", "'", "&amp;")),
    Case(name="unquoted", template="<p class={{ x }} title=t>t</p>", states=values("x", "one", "two", "a b", "", "c=d")),
    Case(
        name="unquoted-before-the-slash",
        template="<p><img alt={{ x }}/><br class={{ x }} /></p>",
        states=values("x", "one", "two", "", "a/"),
    ),
    Case(
        name="boolean-by-if",
        template="<button {% if x %}disabled{% endif %}>b</button><input type=checkbox {% if x %}checked{% endif %}>",
        states=values("x", True, False, True, False),
    ),
    Case(
        name="class-by-if",
        template='<div class="card {% if x %}active{% endif %}{% if y %} big{% endif %}">t</div>',
        states=tour({"x": True, "y": False}, {"x": False, "y": False}, {"x": True, "y": True}, {"x": False, "y": True}),
    ),
    Case(
        name="whole-attribute-by-if",
        template='<a {% if x %}href="/to/{{ x }}/" title="{{ y }}"{% else %}role="note"{% endif %} id="a">t</a>',
        states=tour({"x": 1, "y": "a"}, {"x": 2, "y": "b"}, {"x": 0, "y": "c"}, {"x": 3, "y": '"'}),
    ),
    Case(
        name="quote-opened-in-a-branch",
        template='<i>kept</i><p {% if x %}class="a{% else %}title="b{% endif %} c">t</p>',
        states=values("x", 1, 0, 1, 0),
        parts="some",
    ),
    Case(name="name-that-varies", template='<p data-{{ x }}="1" {{ x }}>t</p>', states=values("x", "a", "b", "a-b", "")),
    Case(
        name="tag-name-that-varies",
        template="<i>kept</i><div><h{{ x }}>title</h{{ x }}></div>",
        states=values("x", 1, 2, 3, 2),
        parts="some",
    ),
    Case(
        name="duplicate-attributes",
        template='<p class="{{ x }}" class="second" title="first" title="{{ x }}">t</p>',
        states=values("x", "one", "two", "", "three"),
    ),
    Case(name="upper-case-names", template='<P CLASS="{{ x }}" Data-Some="{{ x }}">{{ x }}</P>', states=values("x", "a", "b", "", "C")),
    Case(
        name="svg-attributes-keep-their-case",
        template='<svg viewBox="0 0 {{ x }} {{ x }}" preserveAspectRatio="none"><use xlink:href="#{{ x }}"/></svg>',
        states=values("x", 1, 2, 10, 3),
    ),
    Case(
        name="newlines-and-entities-in-a-value",
        template='<p title="a\n{{ x }}&amp;&lt;{{ x }}&copy">t</p>',
        states=values("x", "one", "two\r\nlines", "=", "&amp;", ""),
    ),
    Case(
        name="an-entity-across-the-seam",
        template='<p title="&{{ x }}; &am{{ x }}">t</p>',
        states=values("x", "lt", "p;", "", "amp"),
    ),
    Case(
        name="safe-html-in-a-value",
        template='<p title="{{ x }}">t</p>',
        states=values("x", "a", mark_safe("&amp;"), mark_safe("&quot;b"), "&amp;"),
    ),
    Case(
        name="a-safe-quote-ends-the-value",
        template='<p title="{{ x }}">t</p>',
        states=values("x", "a", mark_safe('b" class="c'), "d", mark_safe('e" class="f" data-x="')),
    ),
    Case(
        name="a-safe-bracket-ends-the-tag",
        template='<i>kept</i><div><p {{ x }}>t</p></div><p class="{{ y }}">u</p>',
        states=tour(
            {"x": mark_safe("class=a"), "y": 1}, {"x": mark_safe("><b"), "y": 2}, {"x": "", "y": 1}, {"x": mark_safe('class="b"'), "y": 3}
        ),
        parts="none",
    ),
    Case(
        name="attributes-by-a-loop",
        template="<p {% for k, v in a.items %} data-{{ k }}='{{ v }}'{% endfor %}>t</p>",
        states=values("a", {"x": 1}, {"x": 1, "y": 2}, {}, {"y": 3}),
    ),
    Case(
        name="class-by-a-loop",
        template='<p class="{% for c in a %}c-{{ c }} {% endfor %}">t</p>',
        states=values("a", ["x"], ["x", "y"], [], ["y"]),
    ),
    Case(
        name="style-and-tokens",
        template='<p style="width: {{ x }}px; color: {{ c }}" class="a {{ c }} b">t</p>',
        states=tour({"x": 1, "c": "red"}, {"x": 2, "c": "red"}, {"x": 2, "c": ""}, {"x": 0, "c": "blue"}),
    ),
    Case(
        name="attributes-and-content",
        template='<p class="{{ x }}">{{ y }}</p><a href="?q={{ y|urlencode }}">{{ y }}</a>',
        states=tour({"x": "a", "y": "b"}, {"x": "b", "y": "b"}, {"x": "b", "y": "c d"}, {"x": "", "y": ""}),
    ),
    Case(
        name="void-elements",
        template='<p>a<br class="{{ x }}">b<img alt="{{ x }}">{{ x }}<wbr></p><hr title="{{ x }}">',
        states=values("x", "one", "two", "", "three"),
    ),
    Case(
        name="author-attribute-named-like-the-mark",
        template='<p dj="{{ x }}" data-dj="1">t</p><p dj>{{ x }}</p>',
        states=values("x", "a", "b", "", "@"),
        parts="none",
    ),
    Case(
        name="custom-element",
        template='<my-card heading="{{ x }}"><span slot="a">{{ x }}</span></my-card>',
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="start-tag-by-if-around",
        template='{% if x %}<div class="x">{% else %}<div>{% endif %}{{ y }}</div><i>kept</i>',
        states=tour({"x": 1, "y": "a"}, {"x": 0, "y": "a"}, {"x": 1, "y": "b"}, {"x": 0, "y": "c"}),
        parts="some",
    ),
    Case(
        name="attribute-with-a-template-tag-in-quotes",
        template="""<a href="{% if x == "a" %}{{ x }}{% else %}?x={{ x }}&amp;y=1{% endif %}" onclick='go("{{ x|escapejs }}")'>t</a>""",
        states=values("x", "a", "b", "'\"</a>", "&"),
    ),
]
