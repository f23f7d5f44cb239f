"""One mounted page: the author's view, the plan of its template, and the values that its HTML shows.

A page knows no session and no socket. It renders (`first_render`, `render`), and puts state back when a handler failed (`roll_back`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Container, Mapping, Set
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.template import Template

from djust import sync
from djust.errors import UsageError
from djust.protocol.messages import VERSION
from djust.template import Plan, Values, compile_template
from djust.types import ALL, Changes
from djust.view import actions, context, foresight, notices
from djust.view.ambient import Ambient
from djust.view.background import Background
from djust.view.changes import NoState, StateTracker
from djust.view.nonce import nonce_of
from djust.view.pushes import Pushes
from djust.view.registry import Registry
from djust.view.subscriptions import Subscriptions

logger = logging.getLogger("djust")

#: Is told of a render: the template's names, and those of them that are computed when they are read.
Witness = Callable[[Mapping[str, Any], Set[str]], None]


class Page(NoState):
    """What is held for one open page.

    Attributes:
        id: What the browser joins with; empty until the page is parked.
        connected: Whether a browser is, or was, connected to it.
        redirect_to: Where a handler or ``mount`` wants to go; taken by who answers.
        on_update: Called when the author asks for a render from outside an event.
        pushes: What its scripts are to be told.
        background: The work that the author asks to be done beside events.
        subscriptions: The topics that the page listens to.
    """

    __slots__ = (
        "__weakref__",
        "_ended",
        "_held",
        "_lively",
        "_tracker",
        "_weighed",
        "ambient",
        "background",
        "connected",
        "fingerprint",
        "id",
        "nonce",
        "on_update",
        "plan",
        "pushes",
        "redirect_to",
        "registry",
        "request",
        "served_to",
        "subscriptions",
        "template",
        "told_of_morph",
        "values",
        "view",
        "weight",
        "writes",
    )

    values: Values

    def __init__(self, view: Any, request: HttpRequest, registry: Registry, template: Template, *, connected: bool) -> None:
        self.view = view
        self.request = request
        self.registry = registry
        self.template = template
        self.connected = connected
        self.ambient = Ambient.capture(request)
        self.nonce = nonce_of(request)
        self.background = Background()
        self.pushes = Pushes()
        #: What the view assigns while a handler runs whose outcome is kept; None while none does.
        self.writes: set[str] | None = None
        self.subscriptions = Subscriptions()
        self.plan: Plan = compile_template(template)
        self.fingerprint = _short(f"{VERSION} {self.plan.fingerprint}")
        self.id = ""
        self.weight = 0
        #: Whether its browser was told, over this connection, where the morph is.
        self.told_of_morph = False
        self.redirect_to: str | None = None
        self.on_update: Callable[[], None] | None = None
        self._held: dict[str, Any] | None = None
        #: Those of the held names whose values may differ at each render.
        self._lively: frozenset[str] = frozenset()
        self._tracker = StateTracker()
        self._ended = False
        self._weighed: Values | None = None
        #: Whose session it was served to.
        self.served_to: str | None = None

    @property
    def name(self) -> str:
        """The view's class, for logs and for errors under DEBUG."""
        return type(self.view).__qualname__

    @property
    def address(self) -> str:
        """Where the page is: path and query."""
        return self.request.get_full_path()

    @property
    def digest(self) -> str:
        """What two pages share that show the same."""
        return self.plan.digest(self.values, self.nonce)

    def first_render(self, messages: Collection[notices.Notice] = (), *, anew: bool = False) -> None:
        """Evaluate the whole template.

        Args:
            messages: Of Django's, that the page showed in another process.
            anew: Whether the page was mounted again, and may have said more.
        """
        self.served_to = visitor_of(self.request)  # now: mount may have logged somebody in
        if messages and "messages" in (held := self._process()):
            held["messages"] = notices.again(messages, held["messages"] if anew else ())
        names = self._names()
        self.values = self.plan.evaluate(self._context(names))
        self.values.told = foresight.read(self, names, None)
        if self._held is not None and "messages" in self._held:
            self._held["messages"] = notices.shown(self._held["messages"])
        self._hold()

    def render(self, witness: Witness | None = None) -> Values:
        """Evaluate what may differ since the last render; the page keeps the new values and returns them.

        Args:
            witness: Called with the names that the template was given, and those of them that may be computed from others.
        """
        said = notices.taken(self.request)
        if said and self._held is not None and "messages" in self._held:
            self._held["messages"] = said
            notices.begin(self.request)
        names = self._names()
        changes = self._changes(names, messages=bool(said))
        previous = self.values
        self.values = self.plan.evaluate(self._context(names), previous=previous, changed=changes)
        self.values.told = foresight.read(self, names, previous, changes)
        if witness is not None:
            witness(names, self.registry.volatile | (self._added(names) if self.registry.adds_context else set()))
        self._hold()
        return self.values

    def edited(self) -> frozenset[str]:
        """Return the names of the state that are bound to something else than at the last render, or whose value was edited."""
        return self._tracker.edited(context.state_of(self.view)) - {actions.NAME}

    @property
    def messages(self) -> tuple[notices.Notice, ...]:
        """Django's messages that the page shows: level, text and tags."""
        shown = (self._held or {}).get("messages")
        found = shown if isinstance(shown, list) else []
        return tuple((one.level, one.message if isinstance(one.message, str) else str(one.message), one.extra_tags or "") for one in found)

    @property
    def context_names(self) -> Container[str]:
        """The names that context processors gave the template."""
        return self._held or ()

    def roll_back(self) -> None:
        """Put the state back as it was at the last render: the same objects, with their earlier contents."""
        self.pushes.undo()
        state = context.state_of(self.view)
        lost = self._tracker.restore(state)
        attributes = vars(self.view)
        for name in context.state_of(self.view).keys() - state.keys():
            del attributes[name]
        attributes.update(state)
        if lost:
            fix = "What cannot be copied is better made when it is needed than held on self."
            logger.warning("%s: a handler failed, and this state could not be put back: %s. " + fix, self.name, ", ".join(lost))

    def weigh(self) -> None:
        """Work out how heavy the page is to keep: the bytes of its HTML, which stand for its state as well."""
        if self._weighed is not self.values:
            self.weight = len(self.plan.write(self.values, marks=False))
            self._weighed = self.values

    def leave(self) -> None:
        """Let go: the page goes on in another process, so that its ``unmount`` is not called here."""
        self._ended = True
        self.end()

    def end(self) -> None:
        """Tell the view that its page is gone for good; it runs in a thread of its own."""
        self.on_update = None
        self.subscriptions.end()
        if not self._ended:
            self._ended = True
            sync.submit(self._unmount)

    def _unmount(self) -> None:
        self.ambient.enter()
        sync.call(self.view.unmount)

    def forget_visitor(self) -> None:
        """Run the context processors again at the next render: who the visitor is was read anew."""
        if self._held is not None:
            shown = self._held.get("messages")
            held = self._process()
            if shown is not None:
                held["messages"] = shown

    def _names(self) -> dict[str, Any]:
        names: Any = self.view.get_context_data()
        if not isinstance(names, dict):
            hint = "Return what super().get_context_data() gave."
            raise UsageError(f"{self.name}.get_context_data: expected a dictionary, got {names!r}. {hint}")
        return names

    def _context(self, names: dict[str, Any]) -> context.LiveContext:
        held = self._process() if self._held is None else self._held
        return context.LiveContext(self.request, names, held, autoescape=self.template.engine.autoescape)

    def _hold(self) -> None:
        """Remember the state as it is after a render, which may have changed it (a loop over a ``defaultdict`` does)."""
        state = context.state_of(self.view)
        context.forget_rows(state)
        self._tracker.hold(state)

    def _process(self) -> dict[str, Any]:
        self._held = held = context.processed(self.request, self.template)
        self._lively = context.volatile_names(held)
        return held

    def _changes(self, names: Mapping[str, Any], *, messages: bool) -> Changes | None:
        changes = self._tracker.compare(context.state_of(self.view))
        volatile = self.registry.volatile
        volatile |= self._lively
        if messages:
            volatile |= {"messages"}
        if changes is not ALL and actions.NAME in changes.names:
            volatile |= self.registry.actions
        if self.registry.adds_context:
            volatile |= self._added(names)
        if changes is ALL or not volatile:
            return changes
        return Changes(changes.names | volatile, changes.objects, changes.known)

    def _added(self, names: Mapping[str, Any]) -> set[str]:
        """Return what an overridden ``get_context_data`` gives beyond the state, or instead of it."""
        own = vars(self.view)
        missing = object()
        steady = self.registry.constants
        added = set(names) - self.registry.properties
        return {name for name in added if names[name] is not own.get(name, missing) and names[name] is not steady.get(name, missing)}


def visitor_of(request: HttpRequest) -> str | None:
    """Return whose session the request has, None for an anonymous one; the user itself is not loaded for that."""
    session = getattr(request, "session", None)
    return None if session is None or session.session_key is None else session.get(SESSION_KEY)


def cookie_binding(request: HttpRequest) -> tuple[str, str] | None:
    """Return the cookie (name, value) that whoever joins this page must send: Django's session, else the CSRF secret.

    Worked out when a page is joined, not when it is served: a session that ``mount`` began gets its key when the response leaves.
    """
    session = getattr(request, "session", None)
    return binding_of(None if session is None else session.session_key, request.META.get("CSRF_COOKIE"))


def binding_of(key: str | None, secret: str | None) -> tuple[str, str] | None:
    """Return the cookie that tells this browser from others: its session's, else that of its CSRF secret; None without either."""
    if key:
        return settings.SESSION_COOKIE_NAME, key
    if secret and not settings.CSRF_USE_SESSIONS and any(name.endswith("CsrfViewMiddleware") for name in settings.MIDDLEWARE):
        return settings.CSRF_COOKIE_NAME, secret
    return None


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
