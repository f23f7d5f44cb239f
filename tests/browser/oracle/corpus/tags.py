"""Django's own tags that are not structure: i18n, l10n, time zones, url, static, csrf, now, spaceless, filter, cache."""
# ruff: noqa: E501  (a template is read best as one piece)

from datetime import UTC, date, datetime

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

MOMENT = datetime(2024, 3, 31, 0, 30, tzinfo=UTC)
LATER = datetime(2024, 7, 1, 22, 15, 5, tzinfo=UTC)

CASES = [
    Case(
        name="translate",
        template='{% load i18n %}<p>{% translate "Yes" %}</p><p title="{% trans "No" %}">{{ x }}</p>{% translate "Monday" as day %}<b>{{ day }}</b>{% language lang %}<u>{% translate "Monday" %}</u>{% endlanguage %}',
        states=tour({"x": 1, "lang": "en"}, {"x": 1, "lang": "de"}, {"x": 2, "lang": "fr"}, {"x": 2, "lang": "de"}),
        settings={"LANGUAGE_CODE": "de"},
    ),
    Case(
        name="blocktranslate",
        template="{% load i18n %}<p>{% blocktranslate %}Hello {{ x }}!{% endblocktranslate %}</p><div>{% blocktranslate count n=n trimmed %}\n{{ n }} thing\n{% plural %}\n{{ n }} <b>things</b>\n{% endblocktranslate %}</div><i>kept</i>",
        states=tour({"x": "a", "n": 1}, {"x": "<b>", "n": 1}, {"x": "a", "n": 2}, {"x": "", "n": 0}),
        parts="some",
    ),
    Case(
        name="language-names",
        template="{% load i18n %}{% get_current_language as L %}<p>{{ L }}{{ x }}</p>{% get_language_info for x as info %}<p>{{ info.name_local }}</p>",
        states=values("x", "de", "fr", "en", "it"),
    ),
    Case(
        name="dates",
        template='<p>{{ x|date:"Y-m-d l" }}</p><p>{{ x }}</p><p>{{ x|date:"SHORT_DATE_FORMAT" }}</p>',
        states=values("x", MOMENT, LATER, date(2024, 1, 2), None, "no date"),
        settings={"LANGUAGE_CODE": "de"},
    ),
    Case(
        name="time-zones",
        template='{% load tz %}<p>{{ x|date:"H:i" }}</p>{% timezone zone %}<p>{{ x|date:"H:i" }}{% get_current_timezone as Z %} {{ Z }}</p>{% endtimezone %}<p>{{ x|utc|date:"H:i" }}</p>{% localtime off %}<p>{{ x }}</p>{% endlocaltime %}',
        states=tour(
            {"x": MOMENT, "zone": "Asia/Tokyo"},
            {"x": LATER, "zone": "Asia/Tokyo"},
            {"x": LATER, "zone": "UTC"},
            {"x": MOMENT, "zone": "America/New_York"},
        ),
        settings={"USE_TZ": True, "TIME_ZONE": "Europe/Berlin"},
    ),
    Case(
        name="now",
        template='<p>{% now "Y" %} {{ x }}</p>{% now "Y" as year %}<p class="y{{ year }}">{{ year }}</p>',
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="url",
        template="<a href=\"{% url 'page' n=x %}\">{{ x }}</a>{% url 'page' n=x as there %}<p>{{ there }}</p>{% url 'missing' as gone %}{% if gone %}<b>{{ gone }}</b>{% endif %}",
        states=values("x", 1, 2, 30, 4),
        settings={"ROOT_URLCONF": "tests.browser.oracle.corpus.urls"},
    ),
    Case(
        name="static",
        template="{% load static %}<img alt='' src=\"{% static path %}\">{% static 'a.css' as css %}<p>{{ css }}</p><p>{% get_static_prefix %}{{ path }}</p>",
        states=values("path", "a.png", "b c.png", "d.png", "é.png"),
        settings={
            "STATIC_URL": "/static/",
            "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        },
    ),
    Case(
        name="csrf",
        template="<form method='post'>{% csrf_token %}<input name='x' value='{{ x }}'></form><p>{{ csrf_token }}</p>",
        states=values("x", "a", "b", "", "c"),
    ),
    Case(
        name="csrf-token-that-changes",
        template="<form method='post'>{% csrf_token %}<b>{{ x }}</b></form>",
        states=tour({"x": 1}, {"x": 2, "csrf_token": "another"}, {"x": 3, "csrf_token": "another"}, {"x": 3}),
        parts="none",
    ),
    Case(
        name="querystring",
        template="<a href='{% querystring page=x %}'>{{ x }}</a>",
        states=values("x", 1, 2, None, "a&b"),
    ),
    Case(
        name="spaceless",
        template="<i>kept</i><div>{% spaceless %} <p> <b>{{ x }}</b> </p> {% if x %} <u>u</u> {% endif %} {% endspaceless %}</div>",
        states=values("x", "a", "", "b", " "),
        parts="some",
    ),
    Case(
        name="filter-block",
        template="<i>kept</i><div>{% filter upper|linebreaksbr %}a {{ x }}\n{% if x %}yes{% endif %}{% endfilter %}</div><p>{% filter force_escape %}<b>{{ x }}</b>{% endfilter %}</p>",
        states=values("x", "a", "", "<b>", "&"),
        parts="some",
    ),
    Case(
        name="cache",
        template="{% load cache %}<i>kept</i><div>{% cache 60 corpus x %}<p>{{ x }}</p>{% endcache %}</div><p>{{ y }}</p>",
        states=tour({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 2, "y": 2}, {"x": 3, "y": 2}),
        settings={"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
        parts="some",
    ),
    Case(
        name="widthratio-and-lorem",
        template="<p style='width: {% widthratio x 10 100 %}%'>{% widthratio x 10 100 as w %}{{ w }}</p><p>{% lorem 3 w %}</p>",
        states=values("x", 1, 5, 10, 0),
        parts="none",
    ),
    Case(
        name="timesince",
        template="<p>{{ a|timesince:b }}</p><p>{{ a|timeuntil:b }}</p>",
        states=tour(
            {"a": MOMENT, "b": LATER}, {"a": LATER, "b": MOMENT}, {"a": MOMENT, "b": MOMENT}, {"a": date(2020, 1, 1), "b": date(2024, 1, 1)}
        ),
    ),
    Case(
        name="formatting-filters",
        template="<p>{{ x|floatformat:2 }}</p><p>{{ x|filesizeformat }}</p><p>{{ x|stringformat:'05d' }}</p><p>{{ x|divisibleby:2 }}</p>",
        states=values("x", 1, 1024, 5_000_000, 0, -3),
    ),
    Case(
        name="list-filters",
        template="<p>{{ x|join:', ' }}</p><p>{{ x|first }}{{ x|last }}</p><p>{{ x|slice:':2' }}</p><ul>{% for i in x|dictsort:'id' %}<li>{{ i.id }}</li>{% endfor %}</ul>",
        states=values("x", [{"id": 2}, {"id": 1}], [{"id": 1}], [], [{"id": 3}, {"id": 1}, {"id": 2}]),
    ),
    Case(
        name="debug-and-random-stay-themselves",
        template="<p>{{ items|random }}</p><i>{{ x }}</i>",
        states=tour({"x": 1, "items": "a"}, {"x": 2, "items": "a"}, {"x": 2, "items": "b"}, {"x": "", "items": "b"}),
    ),
]
