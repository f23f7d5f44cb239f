"""Form fields: what an attribute says and what a person sees are two things, and both must be right."""
# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import lists, tour, values

CHOICES = [("a", "Alpha"), ("b", "Beta"), ("c", "<Gamma>")]

CASES = [
    Case(name="input-value", template='<input name="n" value="{{ x }}">', states=values("x", "a", "b", "", '"', "a\nb")),
    Case(
        name="checkbox-by-if",
        template='<input type="checkbox" name="n" {% if x %}checked{% endif %}><label>{{ x }}</label>',
        states=values("x", True, False, True, False),
    ),
    Case(
        name="radio-group",
        template="<form>{% for v, label in choices %}<label><input type='radio' name='r' value='{{ v }}'{% if v == x %} checked{% endif %}>{{ label }}</label>{% endfor %}</form>",
        states=[{"choices": CHOICES, "x": x} for x in ("a", "b", "c", None, "a")],
    ),
    Case(
        name="select-selected-by-if",
        template="<select name='s'>{% for v, label in choices %}<option value='{{ v }}' {% if v == x %}selected{% endif %}>{{ label }}</option>{% endfor %}</select>",
        states=[{"choices": CHOICES, "x": x} for x in ("a", "c", "b", None, "a")],
    ),
    Case(
        name="select-whose-options-move",
        template="<select name='s'>{% for i in items %}<option value='{{ i.id }}' {% if i.id == 2 %}selected{% endif %}>{{ i.name }}</option>{% endfor %}</select>",
        states=lists(),
    ),
    Case(
        name="select-multiple",
        template="<select multiple>{% for v, label in choices %}<option value='{{ v }}'{% if v in x %} selected{% endif %}>{{ label }}</option>{% endfor %}</select>",
        states=[{"choices": CHOICES, "x": x} for x in (["a"], ["a", "c"], [], ["b"], ["a"])],
    ),
    Case(
        name="options-without-end-tags",
        template="<i>kept</i><div><select>{% for v, label in choices %}<option {% if v == x %}selected{% endif %}>{{ label }}{% endfor %}</select></div>",
        states=[{"choices": CHOICES, "x": x} for x in ("a", "b", None, "c", "a")],
        parts="some",
    ),
    Case(
        name="optgroups",
        template="<select>{% for g, choices in groups %}<optgroup label='{{ g }}'>{% for c in choices %}<option>{{ c }}</option>{% endfor %}</optgroup>{% endfor %}</select>",
        states=values("groups", [("x", "ab")], [("x", "ab"), ("y", "c")], [("y", "cd"), ("x", "a")], [], [("z", "")]),
    ),
    Case(
        name="datalist",
        template="<input list='l'><datalist id='l'>{% for i in items %}<option value='{{ i.name }}'>{% endfor %}</datalist><i>kept</i>",
        states=lists(),
        parts="some",
    ),
    Case(
        name="textarea",
        template="<textarea name='t'>{{ x }}</textarea>",
        states=values("x", "a", "a\nb", "", "</textarea>", "&amp;", "\r\n"),
    ),
    Case(
        name="textarea-with-a-leading-newline", template="<textarea>\n{{ x }}</textarea>", states=values("x", "a", "\na", "\n\na", "", "\n")
    ),
    Case(
        name="textarea-whose-value-begins-with-a-newline",
        template="<textarea>{{ x }}</textarea>",
        states=values("x", "a", "\na", "\n\na", "", "\n"),
    ),
    Case(
        name="textarea-with-an-if",
        template="<textarea>{% if x %}Dear {{ x }},{% else %}Hello,{% endif %} <b>not bold</b></textarea>",
        states=values("x", "a", "", "<b>", "c"),
    ),
    Case(
        name="conditional-inputs",
        template="<form>{% if x %}<input name='a' value='{{ x }}'>{% else %}<select name='a'><option>1</option></select>{% endif %}<button {% if not x %}disabled{% endif %}>b</button></form>",
        states=values("x", 1, 0, 2, 0),
    ),
    Case(
        name="form-owner-by-attribute",
        template="<form id='f1'></form><form id='f2'></form><input form='{{ x }}' name='n'><button form='{{ x }}'>b</button>",
        states=values("x", "f1", "f2", "", "f1", "none"),
    ),
    Case(
        name="form-that-comes-and-goes-around-fields",
        template="<i>kept</i><div>{% if x %}<form id='f'>{% endif %}<input name='n' value='{{ x }}'>{% if x %}</form>{% endif %}</div>",
        states=values("x", 1, 0, 2, 0),
        parts="some",
    ),
    Case(
        name="progress-meter-output",
        template="<progress max='{{ m }}' value='{{ x }}'></progress><meter value='{{ x }}' max='{{ m }}'></meter><output>{{ x }}</output>",
        states=tour({"x": 1, "m": 10}, {"x": 5, "m": 10}, {"x": 5, "m": 5}, {"x": 0, "m": 10}),
    ),
    Case(
        name="details-open",
        template="<details {% if x %}open{% endif %}><summary>{{ x }}</summary>body</details>",
        states=values("x", True, False, True, False),
    ),
    Case(
        name="input-of-varying-type",
        template="<input type='{{ t }}' name='n' value='{{ v }}'>",
        states=tour({"t": "text", "v": "a"}, {"t": "number", "v": "5"}, {"t": "checkbox", "v": "on"}, {"t": "text", "v": "b"}),
    ),
    Case(
        name="range-and-its-bounds",
        template="<input type='range' min='{{ a }}' max='{{ b }}' value='{{ v }}'>",
        states=tour({"a": 0, "b": 10, "v": 5}, {"a": 0, "b": 100, "v": 50}, {"a": 60, "b": 100, "v": 70}, {"a": 0, "b": 10, "v": 3}),
    ),
    Case(
        name="customizable-select",
        template="<i>kept</i><div><select><button><selectedcontent></selectedcontent></button>{% for v, label in choices %}<option value='{{ v }}'{% if v == x %} selected{% endif %}><b>{{ label }}</b></option>{% endfor %}</select></div>",
        states=[{"choices": CHOICES, "x": x} for x in ("a", "b", "c", "a")],
        parts="none",
    ),
    Case(
        name="fieldset-and-legend",
        template="<fieldset {% if x %}disabled{% endif %}><legend>{{ x }}</legend><input value='a'></fieldset>",
        states=values("x", True, False, True, False),
    ),
]
