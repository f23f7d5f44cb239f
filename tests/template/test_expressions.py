"""Filter expressions and conditions come to what Django makes of them, whatever the values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from djust.template import compile_template
from djust.types import Changes
from tests.template.pages import outcome, plan_of, shown, template_of


class Lazy:
    """An object that templates call, index and look into."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.calls = 0

    @property
    def double(self) -> Any:
        return self.value * 2

    def method(self) -> Any:
        self.calls += 1
        return self.value

    def needs(self, argument: Any) -> Any:
        return argument

    def delete(self) -> str:
        self.calls += 1
        return "deleted"

    delete.alters_data = True  # type: ignore[attr-defined]

    def __getitem__(self, key: Any) -> Any:
        return {"key": self.value, 0: "first"}[key]


class Silent(Exception):
    silent_variable_failure = True


class Failing:
    @property
    def quiet(self) -> str:
        raise Silent

    @property
    def loud(self) -> str:
        raise ValueError("loud")

    @property
    def lost(self) -> str:
        raise AttributeError("lost")


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12345),
    st.floats(allow_nan=False, width=16),
    st.decimals(-5, 5, places=2),
    st.text(alphabet="ab <&'\"é\n", max_size=5),
    st.text(alphabet="a<&", max_size=3).map(mark_safe),
    st.sampled_from([date(2024, 2, 29), datetime(2024, 1, 2, 3, 4, tzinfo=UTC), timedelta(hours=1), Decimal("1.50")]),
)
values = st.one_of(
    plain,
    st.lists(plain, max_size=3),
    st.dictionaries(st.sampled_from(["key", "items", "0", "a"]), plain, max_size=3),
    st.tuples(plain, plain),
    plain.map(Lazy),
    plain.map(lambda value: SimpleNamespace(a=value, key=value)),
    st.just(Failing()),
)
PATHS = [
    "v",
    "v.key",
    "v.0",
    "v.1",
    "v.a",
    "v.items",
    "v.method",
    "v.needs",
    "v.double",
    "v.delete",
    "v.quiet",
    "v.loud",
    "v.lost",
    "v.value.0",
    "w",
]
PATHS += ["nothing", "nothing.a", "'text'", "'<b>'", "3", "1.5", "True", "None"]
FILTERS = [
    "upper",
    "default:w",
    "default:'<i>'",
    "default_if_none:w",
    "length",
    "add:w",
    "add:'2'",
    "first",
    "last",
    "join:', '",
    "safe",
    "escape",
]
FILTERS += [
    "force_escape",
    "yesno",
    "floatformat:2",
    "date:'Y'",
    "cut:w",
    "truncatechars:3",
    "linebreaks",
    "slice:':1'",
    "dictsort:'a'",
    "pluralize",
]
FILTERS += [
    "stringformat:'s'",
    "urlencode",
    "escapejs",
    "title",
    "random",
    "unordered_list",
    "make_list",
    "divisibleby:2",
    "wordcount",
    "striptags",
]
expressions = st.builds(
    lambda path, filters: "|".join([path, *filters]), st.sampled_from(PATHS), st.lists(st.sampled_from(FILTERS), max_size=2)
)
OPERATORS = ["==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not", "and", "or"]
conditions = st.recursive(
    expressions,
    lambda inner: st.one_of(
        inner.map(lambda one: f"not {one}"),
        st.builds(lambda left, operator, right: f"{left} {operator} {right}", inner, st.sampled_from(OPERATORS), inner),
    ),
    max_leaves=7,
)


def outcomes(template: Template, names: dict[str, Any], **options: Any) -> tuple[tuple[str, Any], tuple[str, Any]]:
    """What we print, and what Django prints."""

    def ours() -> str:
        plan = compile_template(template)
        return plan.write(plan.evaluate(Context(dict(names), **options)), marks=False)

    return outcome(ours), outcome(lambda: str(template.render(Context(dict(names), **options))))


@settings(max_examples=400, deadline=None)
@given(expressions.filter(lambda source: "random" not in source), values, plain, st.booleans(), st.sampled_from([None, True, False]))
def test_an_expression_prints_what_django_prints(source: str, value: Any, other: Any, autoescape: bool, use_l10n: bool | None) -> None:
    template = template_of(f"{{{{ {source} }}}}")
    ours, djangos = outcomes(template, {"v": value, "w": other}, autoescape=autoescape, use_l10n=use_l10n)

    assert ours == djangos


@settings(max_examples=400, deadline=None)
@given(conditions.filter(lambda source: "random" not in source), values, plain)
def test_a_condition_holds_where_it_holds_for_django(source: str, value: Any, other: Any) -> None:
    template = template_of(f"{{% if {source} %}}yes{{% else %}}no{{% endif %}}")
    ours, djangos = outcomes(template, {"v": value, "w": other})

    assert ours == djangos


@settings(max_examples=150, deadline=None)
@given(expressions.filter(lambda source: "random" not in source), values, plain)
def test_string_if_invalid_stands_where_django_puts_it(source: str, value: Any, other: Any) -> None:
    template = template_of(f"{{{{ {source} }}}}{{% if {source} %}}+{{% endif %}}", string_if_invalid="[%s]")
    ours, djangos = outcomes(template, {"v": value, "w": other})

    assert ours == djangos


@settings(max_examples=150, deadline=None)
@given(expressions.filter(lambda source: "random" not in source), values)
def test_a_cell_of_a_row_prints_what_django_prints(source: str, value: Any) -> None:
    """Rows have a fast path of their own."""
    template = template_of(f"{{% for v in rows %}}<i>{{{{ {source} }}}}</i>{{% endfor %}}")
    ours, djangos = outcomes(template, {"rows": [value, value], "w": 1})

    assert ours == djangos


def test_a_callable_is_called_once_for_each_time_it_is_printed() -> None:
    lazy = Lazy("x")

    assert shown("{{ v.method }}{{ v.method|upper }}", {"v": lazy}) == "xX"
    assert lazy.calls == 2


def test_what_alters_data_is_not_called() -> None:
    lazy = Lazy("x")

    assert shown("{{ v.delete }}", {"v": lazy}, string_if_invalid="no") == "no"
    assert lazy.calls == 0


def test_what_must_not_be_called_is_not_called() -> None:
    class Choices:
        do_not_call_in_templates = True
        first = "one"

        def __call__(self) -> None:
            raise AssertionError("called")

    assert shown("{{ v.first }}", {"v": Choices()}) == "one"


def test_an_operator_that_fails_is_false() -> None:
    assert shown("{% if v > 1 or flag %}yes{% else %}no{% endif %}", {"v": "text", "flag": True}) == "yes"
    assert shown("{% if v > 1 %}yes{% else %}no{% endif %}", {"v": "text"}) == "no"


def test_is_compares_the_authors_own_objects() -> None:
    one: list[int] = []

    assert shown("{% if a is b %}same{% endif %}", {"a": one, "b": one}) == "same"
    assert shown("{% if a is b %}same{% endif %}", {"a": one, "b": []}) == ""


def test_an_integer_prints_with_the_separators_of_the_language(settings: Any) -> None:
    settings.USE_THOUSAND_SEPARATOR = True
    settings.LANGUAGE_CODE = "de"

    assert shown("{{ n }} {% localize off %}{{ n }}{% endlocalize %} {{ n|unlocalize }}", {"n": 12345}) == "12.345 12345 12345"


def test_a_translated_literal_follows_the_language() -> None:
    plan = plan_of("<p>{{ _('Yes') }}</p>")
    with translation.override("de"):
        german = plan.evaluate(Context())
    english = plan.evaluate(Context(), german, Changes(frozenset()))

    assert (plan.write(german, marks=False), plan.write(english, marks=False)) == ("<p>Ja</p>", "<p>Yes</p>")


def test_a_missing_argument_of_a_filter_is_an_error() -> None:
    kind, (name, text) = outcome(lambda: shown("{{ v|add:nothing }}", {"v": 1}))

    assert (kind, name) == ("error", "VariableDoesNotExist")
    assert "nothing" in text


@pytest.mark.parametrize("debug", [True, False])
def test_an_error_carries_the_templates_line_in_debug_mode(debug: bool) -> None:
    plan = plan_of("one\n{% if v %}\n<p>{{ v.loud }}</p>{% endif %}", debug=debug)
    with pytest.raises(ValueError, match="loud") as caught:
        plan.evaluate(Context({"v": Failing()}))

    assert hasattr(caught.value, "template_debug") is debug
    if debug:
        assert (caught.value.template_debug["line"], caught.value.template_debug["during"]) == (3, "{{ v.loud }}")  # type: ignore[attr-defined]
