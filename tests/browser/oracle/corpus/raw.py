"""Elements whose content is not markup, and elements that treat a newline in their own way."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, tour, values

CASES = [
    Case(
        name="title",
        template="<!DOCTYPE html><html><head><title>{% if n %}({{ n }}) {% endif %}{{ x }} & co</title></head><body><p>{{ x }}</p></body></html>",
        states=tour({"n": 1, "x": "a"}, {"n": 0, "x": "<b>"}, {"n": 2, "x": "&amp;"}, {"n": 2, "x": "a"}),
    ),
    Case(
        name="script",
        template='<script type="application/json">{"x": "{{ x|escapejs }}", "list": [{% for i in items %}{{ i }},{% endfor %}0]}</script><p>{{ x }}</p>',
        states=tour({"x": "a", "items": [1]}, {"x": "</script>", "items": []}, {"x": "a", "items": [1, 2]}, {"x": "'", "items": [3]}),
    ),
    Case(
        name="script-with-comment-and-brackets",
        template='<script type="text/plain">if (a < b && c > d) { /* {{ x }} */ "<b>{{ x }}</b>" } <!-- {{ x }} --></script>',
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="style",
        template="<style>p { color: {{ x }} } a > b::after { content: '{{ y }}' }</style><p>t</p>",
        states=tour({"x": "red", "y": "a"}, {"x": "blue", "y": "a"}, {"x": "blue", "y": "<"}, {"x": "red", "y": ""}),
    ),
    Case(
        name="noscript", template="<noscript><p class='{{ x }}'>{{ x }}</p></noscript><p>{{ x }}</p>", states=values("x", "a", "b", "", "<")
    ),
    Case(
        name="iframe-and-friends",
        template="<iframe>{{ x }}<b></iframe><noembed>{{ x }}</noembed><noframes>{{ x }}</noframes>",
        states=values("x", "a", "b", "", "c"),
    ),
    Case(name="xmp", template="<xmp><b>{{ x }}</b></xmp><p>{{ x }}</p>", states=values("x", "a", "b", "", "c")),
    Case(name="pre", template="<pre>{{ x }}</pre>", states=values("x", "a", "a\n  b", "", "<b>", "a\r\nb")),
    Case(name="pre-whose-value-begins-with-a-newline", template="<pre>{{ x }}</pre>", states=values("x", "a", "\na", "\n\na", "\n", "")),
    Case(name="pre-with-a-leading-newline", template="<pre>\n{{ x }}</pre>", states=values("x", "a", "\na", "", "\n")),
    Case(
        name="pre-with-children",
        template="<i>kept</i><div><pre>{% for i in items %}<code>{{ i.name }}</code>\n{% endfor %}</pre></div>",
        states=lists(),
        parts="some",
    ),
    Case(
        name="pre-with-a-value-first",
        template="<i>kept</i><div><pre>{{ x }}<b>{{ x }}</b></pre><listing>{{ x }}</listing></div>",
        states=values("x", "a", "\na", "", "\n"),
        parts="some",
    ),
    Case(
        name="title-in-svg",
        template="<svg><title>{{ x }}</title><style>a { b: {{ x }} }</style><desc>{{ x }}</desc></svg>",
        states=values("x", "a", "<b>", "", "&"),
    ),
    Case(
        name="script-in-svg",
        template='<svg><script type="text/plain">"{{ x }}"</script><a href="#{{ x }}"><text>{{ x }}</text></a></svg>',
        states=values("x", "a", "b", "", "<"),
    ),
    Case(
        name="template-element",
        template="<i>kept</i><div><template><p>{{ x }}</p>{% for i in items %}<tr><td>{{ i }}</td></tr>{% endfor %}</template>{{ x }}</div>",
        states=tour({"x": "a", "items": [1]}, {"x": "b", "items": []}, {"x": "", "items": [1, 2]}, {"x": "<", "items": [2]}),
        parts="some",
    ),
    Case(
        name="shadow-root",
        template="<i>kept</i><div><template shadowrootmode='open'><slot></slot><p>shadow</p></template><p>{{ x }}</p></div>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="contenteditable",
        template="<i>kept</i><div><div contenteditable><p>{{ x }}</p></div></div><p>{{ x }}</p>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
    Case(
        name="comments",
        template="<p>a<!-- {{ x }} -->b{{ x }}</p><!--[if lt IE 9]><p>{{ x }}</p><![endif]--><p>{{ x }}</p>",
        states=values("x", "one", "two", "", "three"),
        parts="none",
    ),
    Case(
        name="comments-that-look-like-marks",
        template="<div><!--{--><p>{{ x }}</p><!--}--><!--,-->{% for i in items %}<!--,--><b>{{ i }}</b>{% endfor %}<!--{*--></div>",
        states=tour({"x": 1, "items": [1]}, {"x": 2, "items": [1, 2]}, {"x": 2, "items": []}, {"x": "", "items": [3]}),
        parts="none",
    ),
    Case(
        name="bogus-comments-and-cdata",
        template="<div><? php {{ x }} ?><!bogus {{ x }}></ {{ x }}><svg><![CDATA[ {{ x }} ]]></svg>{{ x }}</div>",
        states=values("x", "a", "b", "", "c"),
        parts="none",
    ),
    Case(name="plaintext", template="<p>{{ x }}</p><plaintext>{{ x }}<b>", states=values("x", "a", "b", "", "c"), parts="none"),
    Case(
        name="ruby-and-other-implied-ends",
        template="<i>kept</i><div><ruby>{{ x }}<rp>(<rt>{{ x }}<rp>)</ruby></div>",
        states=values("x", "a", "b", "", "c"),
        parts="some",
    ),
]
