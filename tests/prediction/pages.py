"""Pages that are predicted, as a browser gets them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path

from djust import LiveView, background, computed, event_handler, optimistic
from djust.decorators import reactive, state


class Shelf(LiveView):
    """A counter and rows, and things that are nobody's business."""

    template = """<p id="{{ box }}">{{ count }}</p>{% if secret %}<b>{{ inner }}</b>{% endif %}
{% if error %}<em>{{ error }}</em>{% endif %}
<ul>{% for item in items %}<li dj-key="{{ item.id }}" class="{% if item.on %}on{% endif %}">{{ item.name }}</li>{% endfor %}</ul>
<button dj-click="add"></button><button dj-click="flip"></button><button dj-click="drop"></button><button dj-click="close"></button>
<button dj-click="show"></button><button dj-click="fail"></button>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.box = "x"
        self.secret = request.GET.get("secret", "")
        self.inner = "nobody knows"
        self.items = [{"id": n, "on": False, "name": f"n{n}", "price": 3 * n} for n in range(1, 5)]

    @event_handler
    @optimistic
    def add(self, by: int = 1, **kwargs: Any) -> None:
        self.count += by

    @event_handler
    @optimistic
    def flip(self, item_id: int = 0, **kwargs: Any) -> None:
        item = next(i for i in self.items if i["id"] == item_id)
        item["on"] = not item["on"]

    @event_handler
    @optimistic
    def drop(self, item_id: int = 0, **kwargs: Any) -> None:
        self.items = [i for i in self.items if i["id"] != item_id]

    @event_handler
    @optimistic
    def show(self, **kwargs: Any) -> None:
        self.secret = "yes"

    @event_handler
    @optimistic
    def fail(self, **kwargs: Any) -> None:
        self.error = "failed"

    @event_handler
    def close(self, **kwargs: Any) -> None:
        self.secret = ""


class Counter(LiveView):
    """What a plain counter needs."""

    template = '<p>{{ count }}</p><button dj-click="add"></button>'
    count = 0

    @event_handler
    @optimistic
    def add(self, **kwargs: Any) -> None:
        self.count += 1


class Declared(Counter):
    """The same with a declared attribute, and one that is computed from it."""

    template = '<p>{{ count }}</p><i>{{ count }} {{ double }}</i><button dj-click="add"></button>'
    count = state(default=0)

    @computed
    def double(self) -> int:
        return int(self.count) * 2


class Setter(Counter):
    """A setter of the author's stands behind the name."""

    _count = 0

    @reactive
    def count(self) -> int:  # type: ignore[override]
        return self._count

    @count.setter
    def count(self, value: int) -> None:
        self._count = value


class Shadowed(Counter):
    """The template sees something else under the name."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"count": self.count * 10}


class Extended(Counter):
    """The template sees something more."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"more": self.count * 10}


class Behind(Counter):
    """The body runs after the reply."""

    @event_handler
    @background
    @optimistic
    def add(self, **kwargs: Any) -> None:
        self.count += 1


class Translated(Counter):
    """Texts of the template depend on the language."""

    template = (
        '{% load i18n %}<p>{% if count %}<b>{% translate "Yes" %}</b>{% else %}<i>{% translate "No" %}</i>{% endif %}</p>'
        '<button dj-click="add"></button>'
    )


class Long(LiveView):
    """More rows than a browser is told of."""

    template = (
        '<ul>{% for i in items %}<li dj-key="{{ i.id }}">{{ i.on }}</li>{% endfor %}</ul><p>{{ n }}</p><button dj-click="go"></button>'
    )

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.items = [{"id": n, "on": n % 3 == 0} for n in range(int(request.GET.get("rows", "1000")))]
        self.n = 0

    @event_handler
    @optimistic
    def go(self, item_id: int = 0, **kwargs: Any) -> None:
        self.n += 1
        for item in self.items:
            if item["id"] == item_id:
                item["on"] = not item["on"]


class Sealed(LiveView):
    """What is in a letter is printed for each of its readers, and there may be none."""

    template = """{% for letter in letters %}<p><i title="{{ letter.id }}">{% if letter.open %}open{% else %}sealed{% endif %}</i>
{% for reader in readers %}<u>{{ letter.text }}</u>{% endfor %}</p>{% endfor %}
{% for reader in readers %}<b>{{ password }}</b>{% endfor %}
<p>{{ right }}</p><button dj-click="unseal"></button>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.readers: list[str] = []
        self.password = "sesame"
        self.right = False
        self.letters = [{"id": 1, "open": False, "text": "darling"}]

    @event_handler
    @optimistic
    def unseal(self, letter_id: int = 0, guess: str = "", password: str = "", **kwargs: Any) -> None:
        self.right = self.password == password
        letter = next(each for each in self.letters if each["id"] == letter_id)
        letter["open"] = letter["text"] == guess

    @event_handler
    def read(self, name: str = "", **kwargs: Any) -> None:
        self.readers.append(name)


class Editing(LiveView):
    """A name of the page that only its rows show."""

    template = """{% for name in names %}<p>{% if editing %}<input value="{{ name }}">{% else %}{{ name }}{% endif %}</p>{% endfor %}
<button dj-click="edit"></button>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.names = ["Ann", "Bob"][: int(request.GET.get("rows", "2"))]
        self.editing = False

    @event_handler
    @optimistic
    def edit(self, **kwargs: Any) -> None:
        self.editing = not self.editing


class Likes(LiveView):
    """Which rows are in a collection of which the page shows nothing else."""

    template = """<p>{{ liked|length }}</p><ul>{% for p in products %}
<li dj-key="{{ p.id }}" class="{% if p.id in liked %}on{% endif %}">{{ p.title }}<button dj-click="like({{ p.id }})"></button></li>
{% endfor %}</ul>"""

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.products = [{"id": n, "title": "x"} for n in range(1, 1 + int(request.GET.get("rows", "5")))]
        self.liked = [3, 424242]

    @event_handler
    @optimistic
    def like(self, item_id: int = 0, **kwargs: Any) -> None:
        if item_id in self.liked:
            self.liked.remove(item_id)
        else:
            self.liked.append(item_id)


VIEWS: list[type[LiveView]] = [Shelf, Counter, Declared, Setter, Shadowed, Extended, Behind, Translated, Long, Sealed, Editing, Likes]
urlpatterns = [path(f"{view.__name__.lower()}/", view.as_view()) for view in VIEWS]
