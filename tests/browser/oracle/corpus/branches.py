"""``{% if %}``: arms that come and go, arms of which each is half of an element, operators that swallow what goes wrong."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

CASES = [
    Case(name="an-element-or-nothing", template="<div>{% if x %}<p>{{ x }}</p>{% endif %}</div>", states=values("x", 1, 2, 0, 3, None)),
    Case(
        name="three-arms",
        template="<div>a{% if x == 1 %}<p>one {{ y }}</p>{% elif x == 2 %}<b>two</b>{% else %}text {{ y }}{% endif %}b</div>",
        states=tour({"x": 1, "y": "a"}, {"x": 1, "y": "b"}, {"x": 2, "y": "b"}, {"x": 3, "y": "b"}, {"x": 3, "y": "c"}, {"x": 2, "y": "c"}),
    ),
    Case(
        name="text-only-arms",
        template="<button>{% if x %}Saving…{% else %}Save{% endif %}</button><p>{{ y }}{% if x %}, yes{% endif %}.</p>",
        states=tour({"x": True, "y": "a"}, {"x": False, "y": "a"}, {"x": False, "y": "b"}, {"x": True, "y": ""}),
    ),
    Case(
        name="nested",
        template="<div>{% if a %}<p>{% if b %}<b>{{ c }}</b>{% else %}no b{% endif %}</p>{% if c %}<hr>{% endif %}{% else %}<u>no a</u>{% endif %}</div>",
        states=tour(
            {"a": 1, "b": 1, "c": 1},
            {"a": 1, "b": 0, "c": 1},
            {"a": 0, "b": 0, "c": 0},
            {"a": 1, "b": 0, "c": 0},
            {"a": 1, "b": 1, "c": "<"},
        ),
    ),
    Case(
        name="each-arm-opens-another-element",
        template="<i>kept</i><section>{% if x %}<div class='a'>{% else %}<p>{% endif %}{{ y }}{% if x %}</div>{% else %}</p>{% endif %}</section>",
        states=tour({"x": 1, "y": "a"}, {"x": 0, "y": "a"}, {"x": 0, "y": "b"}, {"x": 1, "y": "b"}),
        parts="some",
    ),
    Case(
        name="an-arm-leaves-an-element-open",
        template="<i>kept</i><section>{% if x %}<b>{% endif %}{{ y }}{% if x %}</b>{% endif %} after</section><p>{{ y }}</p>",
        states=tour({"x": 1, "y": "a"}, {"x": 0, "y": "a"}, {"x": 1, "y": "b"}, {"x": 0, "y": ""}),
        parts="some",
    ),
    Case(
        name="an-arm-closes-too-much",
        template="<i>kept</i><section><div><p>{{ y }}{% if x %}</p></div><div><p>{% endif %}rest</p></div></section>",
        states=tour({"x": 0, "y": "a"}, {"x": 1, "y": "a"}, {"x": 1, "y": "b"}, {"x": 0, "y": "c"}),
        parts="some",
    ),
    Case(
        name="operators-that-fail",
        template="<p>{% if a > b %}more{% endif %}{% if a in b %}in{% endif %}{% if not a.x.y %}not{% endif %}{% if a is b %}is{% endif %}{% if missing %}m{% endif %}</p>",
        states=tour({"a": 1, "b": 0}, {"a": "x", "b": 1}, {"a": 1, "b": [1]}, {"a": None, "b": None}, {}),
    ),
    Case(
        name="arms-with-the-same-element",
        template="<div>{% if x %}<p id='p' class='a'>{{ y }}</p>{% else %}<p id='p'>{{ y }}</p>{% endif %}</div>",
        states=tour({"x": 1, "y": "a"}, {"x": 0, "y": "a"}, {"x": 0, "y": "b"}, {"x": 1, "y": "b"}),
    ),
    Case(
        name="white-space-arms",
        template="<div>a{% if x %} {% endif %}b{% if x %}\n{% else %}\t{% endif %}<b>c</b></div>",
        states=values("x", 1, 0, 1, 0),
    ),
    Case(
        name="ifchanged-in-a-loop",
        template="<ul>{% for i in items %}{% ifchanged i.0 %}<li class='head'>{{ i.0 }}</li>{% endifchanged %}<li>{{ i }}{% ifchanged %}{{ i.1 }}{% else %}same{% endifchanged %}</li>{% endfor %}</ul><i>kept</i>",
        states=values("items", ["ab", "ac", "bc"], ["bc", "ab", "ac"], ["ab"], [], ["ab", "bb", "bb", "cc"]),
        parts="some",
    ),
    Case(
        name="directly-in-the-body",
        template="{% if x %}<header>{{ x }}</header>{% endif %}<main>m</main>{% if not x %}<footer>f</footer>{% endif %}",
        states=values("x", 1, 0, 2, 0),
    ),
    Case(
        name="comments-in-arms",
        template="<div>{% if x %}<!-- a note {{ x }} --><p>{{ x }}</p>{% else %}<!-- {{ y }} -->{% endif %}</div>",
        states=tour({"x": 1, "y": 1}, {"x": 0, "y": 1}, {"x": 0, "y": 2}, {"x": 2, "y": 2}),
        parts="none",
    ),
    Case(
        name="with-in-an-arm",
        template="{% if x %}{% with y=x|upper z=1 %}<p>{{ y }} {{ z }}</p>{% endwith %}{% endif %}{% with a=x b=x %}<p>{{ a }}{{ b }}</p>{% endwith %}",
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="firstof-and-yesno",
        template="<p>{% firstof a b 'neither' %}</p><p>{{ a|yesno:'yes,no,maybe' }}</p>{% firstof a b as c %}<p>{{ c }}</p>",
        states=tour({"a": "", "b": "<b>"}, {"a": "a", "b": ""}, {"a": None, "b": None}, {"a": 0, "b": 2}),
    ),
]
