"""Values that are HTML, by any of the ways Django knows; whether a value is text is the value's to say, not the place's."""
# ruff: noqa: E501  (a template is read best as one piece)

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

CASES = [
    Case(
        name="safe-beside-text",
        template="<i>kept</i><p>{{ x|safe }}</p><p>{{ x }}</p>",
        states=values("x", "plain", "<b>bold</b>", "a &amp; b", "<b>other</b> <i>two</i>", ""),
        parts="some",
    ),
    Case(
        name="safe-or-not-by-state",
        template="<i>kept</i><p>{{ x }}</p><div>before {{ x }} after<br></div>",
        states=values(
            "x", "<b>text</b>", mark_safe("<b>html</b>"), "<b>html</b>", mark_safe("plain"), format_html("<u>{}</u>", "<"), "plain"
        ),
        parts="some",
    ),
    Case(
        name="the-same-characters-as-text-and-as-html",
        template="<i>kept</i><p>{{ x }}</p>",
        states=values("x", "<b>1</b>", mark_safe("<b>1</b>"), "<b>1</b>", mark_safe("<b>1</b>"), mark_safe("&lt;")),
        parts="some",
    ),
    Case(
        name="autoescape-off",
        template="<i>kept</i>{% autoescape off %}<p>{{ x }}</p><p title='{{ t }}'>{{ x }}{% autoescape on %}{{ x }}{% endautoescape %}</p>{% endautoescape %}",
        states=tour(
            {"x": "<b>a</b>", "t": "plain"},
            {"x": "&amp;", "t": "plain two"},
            {"x": "plain", "t": "&quot;"},
            {"x": "<b>a</b><b>c</b>", "t": "&"},
        ),
        parts="some",
    ),
    Case(
        name="html-among-siblings",
        template="<div><i>kept</i>{{ x|safe }}<u>after</u></div>",
        states=values("x", "<p>one</p>", "<p>one</p><p>two</p>", "text", "", "<p>two</p>text"),
        parts="some",
    ),
    Case(
        name="linebreaks-in-p",
        template="<i>kept</i><div><p>{{ x|linebreaks }}</p></div><div>{{ x|linebreaksbr }}</div>",
        states=values("x", "one", "one\n\ntwo", "one\ntwo", "", "three"),
        parts="some",
    ),
    Case(
        name="markup-filters",
        template="<i>kept</i><div>{{ x|urlize }}</div><div>{{ x|linenumbers }}</div><div>{{ list|unordered_list }}</div><p>{{ x|striptags }}</p>",
        states=tour(
            {"x": "", "list": ["a"]},
            {"x": "see www.example.com/a?b=1&c=2", "list": ["a", ["b"]]},
            {"x": "no link <b>", "list": []},
            {"x": "a@b.example", "list": ["a", ["b", "c", ["<"]], "d"]},
        ),
        parts="some",
    ),
    Case(
        name="html-that-leaves-its-element",
        template="<i>kept</i><div class='a'><p>{{ x|safe }}</p></div><p>after</p>",
        states=values("x", "fine", "</p></div><b>out</b>", "fine <b>again</b>", "<div>in p</div>", "<b>unclosed"),
        parts="none",
    ),
    Case(
        name="html-that-breaks-the-page",
        template="<main><p>{{ x|safe }}</p></main><footer>{{ y }}</footer>",
        states=tour(
            {"x": "fine", "y": 1},
            {"x": "</p></main></body></html>", "y": 1},
            {"x": "fine", "y": 2},
            {"x": "<table><tr><td>", "y": 3},
            {"x": "<textarea>", "y": 4},
        ),
        parts="none",
    ),
    Case(
        name="a-comment-left-open",
        template="<main><p>{{ x|safe }}</p><p>{{ y }}</p></main><p>end</p>",
        states=tour({"x": "a", "y": 1}, {"x": "<!-- open", "y": 2}, {"x": "b", "y": 3}, {"x": "<!-- closed -->", "y": 4}),
        parts="none",
    ),
    Case(
        name="values-that-look-like-marks",
        template="<i>kept</i><div>{{ x|safe }}<b>b</b>{{ y }}</div>",
        states=tour(
            {"x": "<!--{-->", "y": "<!--}-->"},
            {"x": "<!--}-->", "y": "<!--{-->"},
            {"x": "<!--,-->a<!--,-->", "y": ""},
            {"x": "<!--{tr td.-->", "y": "dj=@"},
            {"x": '<p dj>a</p><p dj="@">b</p>', "y": "1"},
        ),
        parts="none",
    ),
    Case(
        name="script-and-style-as-values",
        template="<i>kept</i><div>{{ x|safe }}</div>",
        states=values("x", "<b>a</b>", '<script type="text/plain">a < b</script>', "<style>p { color: red }</style>", "<b>c</b>"),
        parts="some",
    ),
    Case(
        name="json-script",
        template="<i>kept</i>{{ x|json_script:'data' }}<p>{{ x.a }}</p>",
        states=values("x", {"a": 1}, {"a": "</script>"}, {}, {"a": [1, 2]}),
        parts="some",
    ),
    Case(
        name="escape-and-force-escape",
        template="<p>{{ x|escape }}</p><p>{{ x|force_escape }}</p><p>{{ x|escape|upper }}</p><p>{{ x|addslashes }}</p>",
        states=values("x", "<b>", "&", "'\"", "plain", mark_safe("a")),
    ),
    Case(
        name="foreign-elements-as-values",
        template="<i>kept</i><div>{{ x|safe }}</div><svg viewBox='0 0 1 1'>{{ x|safe }}</svg>",
        states=values("x", "", "<circle r='1'/>", "<g><title>t</title></g>", "<circle r='2'></circle>"),
        parts="none",
    ),
]
