"""Pages that go from one process to another."""

from __future__ import annotations

import threading
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

import djust
from djust import LiveView, action, background, event_handler, loading, state
from tests.site.models import Note

#: What handlers did outside their page, in all processes together.
DONE: list[str] = []
#: Pages that were let go.
UNMOUNTED: list[Any] = []


class Basket:
    """An object of the author's own, shared by two names."""

    def __init__(self) -> None:
        self.items: list[str] = []


class Moving(LiveView):
    """State of many kinds, and a side effect for each event."""

    template = "<h1>{{ count }}</h1><ul>{% for item in basket.items %}<li>{{ item }}</li>{% endfor %}</ul><p>{{ page.count }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        DONE.append("mount")
        self.count = 0
        self.basket = self.same = Basket()
        self._private = {"seen": []}
        self.page = self
        self.asked = request
        self.notes: QuerySet[Note] = Note.objects.all()

    def unmount(self) -> None:
        UNMOUNTED.append(self)

    @event_handler
    def add(self, item: str = "x") -> None:
        DONE.append(item)
        self.count += 1
        self.same.items.append(item)
        self._private["seen"].append(item)

    @event_handler
    def fail(self) -> None:
        DONE.append("fail")
        raise ValueError("no")


class Everything(Moving):
    """The same, kept at every event."""

    resume = "every-event"


class Never(Moving):
    """The same, kept nowhere."""

    resume = "never"


class Locked(LiveView):
    """State that cannot be written."""

    template = "<p>{{ count }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.lock: Any = None

    @event_handler
    def take(self) -> None:
        self.count += 1
        self.lock = threading.Lock()

    @event_handler
    def release(self) -> None:
        self.count += 1
        self.lock = None


class LockedAlways(Locked):
    """The same, kept at every event."""

    resume = "every-event"


class Long(LiveView):
    """Many rows, and a number."""

    template = "<p>{{ count }}</p><ul>{% for row in rows %}<li data-key='{{ row }}'>{{ row }}</li>{% endfor %}</ul>{% now 'u' %}"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0
        self.rows = list(range(300))

    @event_handler
    def more(self) -> None:
        self.count += 1


class Spoken(LiveView):
    """A language, messages, and a default that only a newer version has."""

    template = (
        "<p>{{ word }}</p><ul>{% for message in messages %}<li class={{ message.tags }}>{{ message }}</li>{% endfor %}</ul>{{ later }}"
    )
    later = state(default="new")

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.word = ""
        messages.info(request, "hello")

    @event_handler
    def speak(self) -> None:
        self.word = translation.get_language() + _("Yes")


class Working(LiveView):
    """Work that ends with its process."""

    template = "<p>{{ busy }}</p><p>{{ build.pending }} {{ build.error }}</p>"
    gate = threading.Event()

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.busy = False

    @action
    @background
    @loading("busy")
    def build(self) -> None:
        self.gate.wait(30)


class Hearing(LiveView):
    """A page that listens."""

    template = "<p>{{ heard }}</p>"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.heard = ""
        self.subscribe("moving")

    def handle_info(self, message: Any) -> None:
        self.heard = message

    @event_handler
    def tell(self, what: str) -> None:
        djust.broadcast("moving", what)


class Pushing(LiveView):
    """A page that tells its scripts something."""

    template = "<p>{{ count }}</p>"
    resume = "every-event"

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        self.count = 0

    @event_handler
    def tell(self) -> None:
        self.count += 1
        self.push_event("told", {"count": self.count})


class Named(LiveView):
    """Only for whoever is logged in."""

    template = "<p>{{ name }} {{ count }}</p>"
    login_required = True

    def mount(self, request: HttpRequest, **kwargs: Any) -> None:
        assert isinstance(request.user, User)
        self.name = request.user.username
        self.count = 0

    @event_handler
    def add(self) -> None:
        self.count += 1
