"""Random templates with random states, edited in place: what skips shows what a full evaluation shows, and what Django shows.

No browser takes part: this is about values. ``tests/browser/oracle`` is about the document. The pages are the same in each run;
``RANDOM_PAGES=10000`` in the environment asks for as many new ones.
"""

from __future__ import annotations

import os
from copy import deepcopy
from typing import Any

from django.template import Context, Library
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from djust.template import diff
from tests.template.pages import BothFail, Page

EXAMPLES = int(os.environ.get("RANDOM_PAGES", "300"))
ROOTS = ["a", "b", "flag", "item", "item.name", "item.on", "inner", "x", "forloop.counter", "forloop.last", "missing"]
FILTERS = ["", "|upper", "|default:b", "|length", "|add:a", "|yesno", "|safe", "|cut:'a'", "|default_if_none:'-'", "|slugify"]
expressions = st.builds(lambda root, first, second: root + first + second, st.sampled_from(ROOTS), *[st.sampled_from(FILTERS)] * 2)
conditions = st.one_of(
    expressions,
    st.builds(
        lambda left, operator, right: f"{left} {operator} {right}",
        expressions,
        st.sampled_from(["==", "!=", "<", "in", "and", "or"]),
        expressions,
    ),
    st.builds(lambda one: f"not {one}", expressions),
)
lists = st.sampled_from(["items", "item.parts", "words", "missing"])


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.builds(lambda test, one, other: f"{{% if {test} %}}{one}{{% else %}}{other}{{% endif %}}", conditions, body, body),
        st.builds(lambda test, one: f"{{% if {test} %}}{one}{{% endif %}}", conditions, body),
        st.builds(lambda name, one: f"{{% for item in {name} %}}<li>{one}</li>{{% endfor %}}", lists, body),
        st.builds(lambda name, one: f"{{% for item in {name} %}}{one}{{% empty %}}none{{% endfor %}}", lists, body),
        st.builds(lambda name, one: f'{{% for inner in {name} %}}<p id="{{{{ inner.id }}}}">{one}</p>{{% endfor %}}', lists, body),
        st.builds(lambda value, one: f"{{% with x={value} %}}{one}{{% endwith %}}", expressions, body),
        st.builds(lambda one: f"{{% autoescape off %}}{one}{{% endautoescape %}}", body),
        st.builds(lambda one: f"{{% filter upper %}}{one}{{% endfilter %}}", body),
        st.builds(lambda one: f"{{% spaceless %}}{one}{{% endspaceless %}}", body),
        st.builds(lambda one: f"{{% ifchanged %}}{one}{{% endifchanged %}}", body),
        st.builds(lambda value, one: f"{{% ifchanged {value} %}}{one}{{% endifchanged %}}", expressions, body),
        st.builds(lambda one: f"<div>{one}</div>", body),
        st.builds(lambda one: f"{{% twice %}}{one}{{% endtwice %}}", body),
        st.builds(lambda one: f"{{% language 'de' %}}{one}{{% endlanguage %}}", body),
        st.builds(lambda one: f"{{% localize on %}}{one}{{% endlocalize %}}", body),
        st.builds(lambda value, one: f'<b class="{{{{ {value} }}}}">{one}</b>', expressions, body),
        st.builds(lambda test, one: f"<i {{% if {test} %}}hidden{{% endif %}}>{one}</i>", conditions, body),
    )


leaves = st.one_of(
    st.sampled_from(["text ", "<br>", "&amp;", "\n"]),
    st.builds(lambda value: f"{{{{ {value} }}}}", expressions),
    st.builds(lambda value: f"<u>{{{{ {value} }}}}</u>", expressions),
    st.builds(lambda value: f"{{% firstof {value} 'none' as x %}}", expressions),
    st.sampled_from(
        ["{% cycle 'a' 'b' %}", "{% cycle 'a' b as x %}", "{% include 'part.html' %}", "{% include 'part.html' with x=b only %}"]
    ),
    st.builds(lambda value: f"{{% include 'part.html' with x={value} %}}", expressions),
    st.sampled_from(
        [
            "{% include name %}",
            "{% cycle a 'z' %}{% resetcycle %}",
            "{% csrf_token %}",
            "{% widthratio a 3 10 as x %}",
            "{% now 'Y' as x %}",
        ]
    ),
    st.sampled_from(
        [
            "{% blocktranslate with y=x %}y {{ y }}{% endblocktranslate %}",
            "{% translate a as x %}",
            "{% templatetag openblock %}",
        ]
    ),
    st.builds(lambda value: f"{{% told {value} %}}", expressions),
    st.builds(lambda value: f"{{% told {value} as x %}}", expressions),
    st.sampled_from(["{% put 'x' b %}", "{% box a %}"]),
    st.just("{% regroup items by on as x %}{% for inner in x %}{{ inner.grouper }}:{{ inner.list|length }} {% endfor %}"),
)
bodies = st.lists(st.recursive(leaves, blocks, max_leaves=8), min_size=1, max_size=4).map("".join)
templates = st.one_of(
    bodies,
    st.builds(lambda one: f"{{% extends 'base.html' %}}{{% block one %}}{one}{{{{ block.super }}}}{{% endblock %}}", bodies),
    st.builds(lambda one: f"{{% extends 'base.html' %}}{{% block two %}}{one}{{% endblock %}}", bodies),
)

texts = st.sampled_from(["", "a", "b<c", "ab"])
scalars = st.one_of(texts, st.integers(0, 3), st.booleans(), st.none())
rows = st.fixed_dictionaries(
    {"id": st.integers(0, 5), "name": scalars, "on": st.booleans(), "parts": st.lists(st.fixed_dictionaries({"name": scalars}), max_size=2)}
)
states = st.fixed_dictionaries(
    {"a": scalars, "b": scalars, "flag": st.booleans(), "items": st.lists(rows, max_size=4), "words": st.lists(texts, max_size=3)}
)
library = Library()


@library.simple_tag
def told(value: Any) -> str:
    return f"<{value}>"


@library.simple_tag(takes_context=True)
def put(context: Context, name: str, value: Any) -> str:
    context[name] = value
    return ""


@library.inclusion_tag("box.html", takes_context=True)
def box(context: Context, value: Any) -> dict[str, Any]:
    return {"value": value, "x": context.get("x")}


@library.simple_block_tag
def twice(content: str) -> str:
    return content * 2


FILES = {
    "box.html": "<q>{{ value }}{{ x }}{% cycle 'a' 'b' %}</q>",
    "base.html": "<div>{% block one %}{{ x }}{% endblock %}"
    "{% for item in items %}{% block two %}{{ item.id }}{% endblock %}{% endfor %}</div>",
    "part.html": "<em>{{ x }}{{ item.name }}{% if flag %}{{ a }}{% endif %}</em>",
}


def become(old: Any, new: Any) -> Any:
    """Edit *old* in place as far as that goes until it equals *new*."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for name, value in new.items():
            old[name] = become(old[name], value)
        return old
    if isinstance(old, list) and isinstance(new, list):
        old[:] = [become(one, other) for one, other in zip(old, new, strict=False)] + deepcopy(new[len(old) :])
        return old
    return deepcopy(new)


@settings(
    max_examples=EXAMPLES,
    derandomize="RANDOM_PAGES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(templates, states, st.lists(st.tuples(states, st.booleans()), min_size=1, max_size=3))
def test_skipping_shows_what_a_full_evaluation_shows(source: str, first: dict[str, Any], later: list[tuple[dict[str, Any], bool]]) -> None:
    try:
        page = Page(source, {**deepcopy(first), "name": "part.html"}, FILES, library)
        go_through(page, later)
    except BothFail:
        pass


def go_through(page: Page, later: list[tuple[dict[str, Any], bool]]) -> None:
    """Edit the page's state step by step; after each, compare with an evaluation that skips nothing."""
    for state, in_place in later:
        if in_place:
            become(page.state, state)
        else:
            page.state = {**page.state, "a": state["a"], "items": [*state["items"], *page.state["items"][1:]]}
        before = page.values
        operations = page.update()
        full = page.plan.evaluate(page.context())

        assert page.live == page.plan.write(full)
        assert operations == diff(page.plan, before, full)
