"""The words of stories: texts, HTML, and the names and expressions that templates read them by."""

from __future__ import annotations

#: What a person may have typed.
TEXTS = (
    *("", "a", "b", "ab", "abc", "a b", "three words here", "12", "é 😀", " ", "\n", "  padded  ", "line\nline", "\nx", "a\r\nb", "a\rb"),
    *("<b>x</b>", "& <", "&amp;", "&lt;p", '"', "'", "\"'<>&", "</p>", "</textarea>", "</script>", "<!--}-->", "--><!--{-->", "<!--{tr-->"),
    *("{{ t }}", "]]>", "a\x0cb", "\x00", "a\x00b", "http://x.example/?a=1&b=2", "www.example.org", "0", "None", " dj=@."),
)

#: Values that count as HTML.
HTML = (
    *("", "x", "xy", "<b>x</b>", "a &amp; b", "<i>1</i><u>2</u>", "<br>", "<!--c-->", "<!--{-->", "plain < text", " <b> </b> "),
    *("<a href=/l>l</a>", "<em title='&quot;'>e</em>", "<input value=v>", "<input type=checkbox checked>", "&nbsp;", "&#65;", "<b>x</b>y"),
    *(
        "<select><option>1<option selected>2</select>",
        "<textarea>\nt</textarea>",
        "<img alt=i>",
        "<span dj>s</span>",
        "<b data-key=1>k</b>",
    ),
)
#: Values that do not stay where they are put.
WILD = (
    *("<div>d</div>", "<p>p</p>", "<ul><li>l</ul>", "<td>c</td>", "<tr><td>r", "<li>i", "<option>o", "<svg><g/></svg>", "<g></g>"),
    *(
        "</div>",
        "</p>",
        "<b>open",
        "<p>",
        "<div>",
        "</b>",
        "<!-- open",
        "<b title='",
        "&am",
        "<table><tr><td>x",
        "</table>",
        "<form>f</form>",
    ),
)

#: Text of a template.
STATIC = (
    *(
        "text",
        " ",
        "\n",
        "\n  ",
        "a &amp; b",
        "&lt;",
        "&nbsp;",
        "&copy",
        "é",
        "1 < 2",
        "<!-- note -->",
        "{# note #}",
        "{% comment %}n{% endcomment %}",
    ),
    *("{% verbatim %}{{ v }}{% endverbatim %}", "{% templatetag openvariable %}", "a", ", ", "&#x41;"),
)

#: Everywhere in scope.
VALUES = (
    *(
        "t",
        "u",
        "n",
        "f",
        "d.a",
        "items.0.name",
        "items|length",
        "words|join:', '",
        "t|upper",
        "t|default:'none'",
        "missing",
        "none",
        "words.0",
    ),
    *(
        "n|add:2",
        "t|length",
        "b|yesno:'yes,no'",
        "t|truncatewords:2",
        "t|slugify",
        "n|pluralize",
        "words.1",
        "t|cut:'a'",
        "f|floatformat:2",
    ),
)
#: Values that are HTML, or count as such.
SAFE = (
    "h|safe",
    "m",
    "m",
    "t|linebreaksbr",
    "t|linebreaks",
    "t|urlize",
    "t|escape",
    "h|striptags",
    "t|force_escape",
    "words|unordered_list",
    "m|upper",
)
CONDITIONS = (
    *(
        "b",
        "c",
        "b",
        "c",
        "not b",
        "b and c",
        "b or c",
        "n > 2",
        "t",
        "items",
        "t == u",
        "n == 1",
        "words",
        "'a' in t",
        "missing",
        "b is c",
        "d.a",
    ),
    *("n|add:1 == 3", "items|length > 2", "tree", "u != 'a' and not c", "missing > 2", "m"),
)
#: Names that a loop gives, with the lists that they come from.
LOOPS = (
    "items",
    "items",
    "items",
    "items reversed",
    "words",
    "words reversed",
    "tree",
    "t",
    "missing",
    "items|dictsort:'id'",
    "items|slice:':2'",
)
PAIRS = ("pairs", "d.items", "pairs reversed")

ROW_VALUES = (
    "{0}.name",
    "{0}.id",
    "{0}.name|upper",
    "{0}.tags|join:' '",
    "{0}.sub|length",
    "forloop.counter",
    "{0}.name|default:'-'",
    "{0}.on|yesno",
)
ROW_SAFE = ("{0}.html|safe", "{0}.name|linebreaksbr", "{0}.html|safe")
ROW_CONDITIONS = (
    "{0}.on",
    "{0}.on",
    "not {0}.on",
    "forloop.first",
    "forloop.last",
    "{0}.id > 3",
    "{0}.name",
    "{0}.sub",
    "forloop.counter == 2",
)
