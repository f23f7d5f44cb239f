"""What random stories have found (``tests/browser/fuzz``), each cut down to what it takes."""

# ruff: noqa: E501  (a template is read best as one piece)

from tests.browser.oracle.case import Case
from tests.browser.oracle.corpus.words import tour, values

CASES = [
    Case(
        name="an-include-with-names-of-its-own",
        template="{% include which with t=u %}{% with t=n %}{% include which %}{% endwith %}{% include which with t=u only %}",
        files={"p.html": "<p>{{ t }}</p>"},
        states=tour(
            {"which": "p.html", "t": "", "u": "a", "n": 1},
            {"which": "p.html", "t": "", "u": "b", "n": 1},
            {"which": "p.html", "t": "", "u": "b", "n": 2},
        ),
    ),
    Case(
        name="an-option-that-can-be-chosen-again",
        template="<select><option{% if n > 2 %} disabled{% endif %}>a</option><option{% if n > 1 %} disabled{% endif %}>b</option></select>",
        states=values("n", 4, 2, 1, 4),
    ),
]
