"""`LiveView`: what authors inherit from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views import View

from djust.errors import UsageError
from djust.topics.message import pack
from djust.topics.receipt import Receipt
from djust.view import actions, context, registry, serving
from djust.view.background import Background
from djust.view.navigation import local_url
from djust.view.outside import arguments_of_the_url
from djust.view.page import Page
from djust.view.recorder import run_between
from djust.view.writes import note_writes


class LiveView(View):
    """A page that stays in touch: public attributes are its state, ``@event_handler`` methods are what people can do on it.

    It is a Django view: ``path("", Counter.as_view())``, with mixins and decorators as for any other.
    """

    #: The file of the template …
    template_name: ClassVar[str | Sequence[str] | None] = None
    #: … or its source, under either name.
    template: ClassVar[str | None] = None
    template_string: ClassVar[str | None] = None

    #: Visitors must be logged in; ``login_url`` says where they do that, by default ``LOGIN_URL``.
    login_required: ClassVar[bool] = False
    #: One permission or several; visitors must have all of them.
    permission_required: Any = None

    #: What server functions and the HTTP API call this view; default: ``<app_label>.<ClassName>``.
    api_name: ClassVar[str | None] = None

    #: Functions that run before ``mount``: ``hook(view, request, **url_kwargs)``. Those of a parent class run as well, before.
    on_mount: ClassVar[Sequence[Callable[..., Any]]] = ()

    #: When the page is kept for other processes, where ``DJUST["RESUME_CACHE"]`` says where: once its browser goes away and when the
    #: process ends (""), before each event is answered as well ("every-event"), or not at all ("never").
    resume: ClassVar[Any] = ""

    #: Which exceptions of an `action` people read: those that are meant for them, or ``"all"``. Under DEBUG it is all.
    action_errors: ClassVar[str] = "meant"

    http_method_names = ["get", "head", "options"]

    _djust_registry: ClassVar[registry.Registry] = registry.EMPTY
    _djust: Page | None = None

    def __new__(cls, *args: Any, **kwargs: Any) -> LiveView:
        """Begin with the defaults of `state()` and with idle actions, whatever an author's ``__init__`` does."""
        view: LiveView = super().__new__(cls)
        for name, declared in cls._djust_registry.states.items():
            vars(view)[name] = declared.fresh()
        if cls._djust_registry.actions:
            actions.states(view)
        return view

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._djust_registry = registry.register(cls, LiveView)
        if any(handler.meta.cache for handler in cls._djust_registry.handlers.values()):
            note_writes(cls)

    # -- what authors write ------------------------------------------------------------------------------------------------

    def mount(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Set the state a page begins with; ``kwargs`` are the URL's. May run twice for one page: see ``connected``.

        A returned redirect is followed. May be ``async def``.
        """

    def api_mount(self, request: HttpRequest) -> Any:
        """Set the state that a call from outside a page begins with (a server function, the HTTP API).

        By default it is ``mount``, unless that needs arguments of a URL. May be ``async def``.
        """
        if type(self).mount is not LiveView.mount and not arguments_of_the_url(type(self).mount):
            return self.mount(request)
        return None

    def handle_params(self, params: Mapping[str, Any], uri: str) -> Any:
        """Take what stands behind the ``?`` of the address; called after ``mount``."""

    def unmount(self) -> Any:
        """Let go of what ``mount`` took; called once, when the page is gone for good."""

    def handle_info(self, message: Any) -> Any:
        """Take what was broadcast to a topic that the page subscribed to; between events, and with all that a handler may do.

        May be ``async def``.
        """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template sees: public attributes, class attributes, properties, and *kwargs*."""
        names = context.names_of(self, self._djust_registry)
        names.update(kwargs)
        return names

    # -- what authors call -------------------------------------------------------------------------------------------------

    @property
    def connected(self) -> bool:
        """Whether a browser is connected to this page; False in the ``mount`` of the first GET."""
        return self._djust is not None and self._djust.connected

    def redirect(self, to: Any, *args: Any, **kwargs: Any) -> None:
        """Send the page to another address of this site: whatever Django's ``redirect()`` takes.

        Raises:
            UsageError: The address is another host's; or this is a call from outside a page, which goes nowhere.
        """
        address = local_url(self.request, to, *args, **kwargs)
        if self._djust is None:  # an answer that nobody takes would let in whom a guard sends away
            raise UsageError(f"redirect: this call has no page that could go to {address}. Return a redirect instead.")
        self._djust.redirect_to = address

    def update(self) -> None:
        """Render the page soon; callable from anywhere and any thread, and as often as one likes."""
        if self._djust is not None and self._djust.on_update is not None:
            self._djust.on_update()

    def push_event(self, name: str, payload: Any = None) -> None:
        """Tell the page's scripts something: hooks that ``handleEvent(name, …)``, and the DOM event ``djust:event``.

        From anywhere, like `update`; in a handler it goes with the reply, and not at all if the handler fails. A call from outside a
        page tells nobody.

        Args:
            payload: Anything that JSON can hold.
        """
        if self._djust is not None:
            self._djust.pushes.add(name, payload)
            self.update()

    def push_reply(self, payload: Any) -> None:
        """Answer a hook's ``pushEvent`` that is being handled: its promise resolves to *payload*, anything JSON can hold."""
        if self._djust is not None:
            self._djust.pushes.reply = pack(payload)

    def subscribe(self, topic: str) -> Receipt:
        """Listen to *topic*: what `djust.broadcast` says to it comes to ``handle_info``, until the page is gone.

        In ``mount``, subscribe before reading what the page shows, and nothing falls between the two, whichever process says it. In a
        coroutine, ``await`` it for that. While the channel layer fails, only this process is heard. A call from outside a page listens
        to nothing.
        """
        if type(self).handle_info is LiveView.handle_info:
            fix = "write def handle_info(self, message)"
            raise UsageError(f"{type(self).__qualname__} subscribes to {topic!r} and has no handle_info; {fix}.")
        return Receipt() if self._djust is None else self._djust.subscriptions.add(topic)

    def unsubscribe(self, topic: str) -> None:
        """Listen to *topic* no more."""
        if self._djust is not None:
            self._djust.subscriptions.remove(topic)

    def start_async(self, function: Callable[..., Any], /, *args: Any, name: str | None = None, **kwargs: Any) -> str:
        """Call a function, sync or async, beside the events of this page, once the handler that asks is done.

        What it assigns on ``self`` is shown as it runs. Returns the name of the task, for `cancel_async`; the same name again cancels
        the earlier task.
        """
        return self._background().ask(function, args, kwargs, name)

    def cancel_async(self, name: str) -> bool:
        """Cancel the task of this name; False when none runs.

        An async one gets a ``CancelledError``; of a sync one whatever it still assigns is discarded.
        """
        return self._background().cancel(name)

    def run(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function on the page between events, and return its result: in a task, to change what handlers change as well.

        A method (``self.run(self.add, row)``) runs on the page; another function is given the view first. In an async task:
        ``await self.run(…)``.
        """
        return run_between(self, function, args, kwargs)

    def _background(self) -> Background:
        if self._djust is None:
            raise UsageError(f"{type(self).__qualname__}: background work needs a page; it cannot be started or cancelled before mount().")
        return self._djust.background

    # -- what Django calls -------------------------------------------------------------------------------------------------

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the page."""
        return serving.serve(self, request)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page again to a browser that posted a form of it by itself; whatever else is not allowed is told so."""
        return serving.shown_again(self, request) or super().http_method_not_allowed(request, *args, **kwargs)
