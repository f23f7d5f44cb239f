"""Checks of the views that the project's URLs lead to: templates, handlers, state in the class."""

from __future__ import annotations

from difflib import get_close_matches
from sysconfig import get_path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.template import Template, TemplateDoesNotExist
from django.urls import get_resolver

from djust.checks import browser
from djust.checks.findings import finding
from djust.checks.hidden import hidden_names
from djust.checks.memos import unknown_dependencies
from djust.checks.predictions import unpredicted
from djust.checks.shared_state import edits_of_shared_state
from djust.checks.stacks import uncallable
from djust.errors import UsageError
from djust.params import parameters_of
from djust.template import compile_template
from djust.view import model
from djust.view.live_view import LiveView
from djust.view.registry import Handler
from djust.view.routes import routes
from djust.view.source import template_of


def check_views(**_given: Any) -> list[CheckMessage]:
    """Each live view that a URL leads to can be shown, and its handlers can be called."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    found: list[CheckMessage] = []
    for view in dict.fromkeys(route.view for route in routes(get_resolver().url_patterns)):
        found += _template(view)
        registry = view._djust_registry
        for handler in (*registry.handlers.values(), *registry.functions.values()):
            found += _handler(view, handler)
        found += _shared_state(view)
        found += _uncallable(view)
        found += _hidden(view)
    return found


def _template(view: type[LiveView]) -> list[CheckMessage]:
    try:
        template: Template = template_of(view())
    except UsageError as error:
        return [finding("E002", str(error), "Write template_name = 'app/page.html' in the class.", view)]
    except (
        Exception
    ) as error:  # also what a tag of somebody's raises while it is compiled: the finding names the view, a traceback does not
        text = f"The template of {view.__qualname__} cannot be loaded: {type(error).__name__}: {error}"
        return [finding("E003", text, _remedy(error), view)]
    looks = (_handler_names, _model_names, _memos, _browser, _predictions, _passwords)
    return [message for look in looks for message in look(view, template)]


def _remedy(error: Exception) -> str:
    """Say where a template was looked for; what is wrong in one that was found, the error says itself."""
    if not isinstance(error, TemplateDoesNotExist):
        return "Correct the template."
    tried = dict.fromkeys(str(origin) for each in (error, *error.chain) for origin, _ in each.tried)
    if not tried:
        return "Correct the name, or add a loader to TEMPLATES in the settings."
    # Nobody writes into what pip installed.
    own = [name for name in tried if not name.startswith((get_path("purelib"), get_path("platlib")))]
    return f"Correct the name, or write one of these files: {', '.join(own or tried)}."


def _handler_names(view: type[LiveView], template: Template) -> list[CheckMessage]:
    registry = view._djust_registry
    found = []
    for name in sorted(compile_template(template).handlers - registry.handlers.keys()):
        text = f"The template of {view.__qualname__} calls {name!r}, which is no event handler of that view."
        near = get_close_matches(name, registry.handlers, 1)
        if name in registry.methods:
            hint = f"Write @event_handler() above {view.__qualname__}.{name}."
        elif near:
            hint = f"Did you mean {near[0]!r}?"
        else:
            hint = f"The view offers: {', '.join(sorted(registry.handlers)) or 'no handler at all'}."
        found.append(finding("W002", text, hint, view))
    return found


def _model_names(view: type[LiveView], template: Template) -> list[CheckMessage]:
    found = []
    for name in sorted(compile_template(template).models):
        reason = model.never(view, name)
        if reason:
            text = f"The template of {view.__qualname__} binds a field to {name!r}, which no page may set: {reason}."
            found.append(finding("W005", text, "Every keystroke in that field would be refused.", view))
    return found


def _passwords(view: type[LiveView], template: Template) -> list[CheckMessage]:
    if not compile_template(template).puts_passwords_in_addresses:
        return []
    text = f'The template of {view.__qualname__} has a form with dj-submit and a password, and without method="post".'
    hint = 'Write method="post" and {% csrf_token %}: who submits before the script is there would have the password in the address.'
    return [finding("W025", text, hint, view)]


def _memos(view: type[LiveView], template: Template) -> list[CheckMessage]:
    found = []
    for memo, name, known in unknown_dependencies(view, LiveView, compile_template(template).models):
        text = f"{view.__qualname__}.{memo} is computed({name!r}), but nothing sets {name.partition('.')[0]!r}: it stays as it is at first."
        near = get_close_matches(name.partition(".")[0], known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Name what {memo}() reads of self, or set it in mount()."
        found.append(finding("W007", text, hint, view))
    return found


def _browser(view: type[LiveView], template: Template) -> list[CheckMessage]:
    found = []
    for handler in view._djust_registry.handlers.values():
        if not handler.meta.acts_in_browser or not _readable(handler):
            continue
        where = f"{view.__qualname__}.{handler.name}"
        if shared := browser.shared_entries(handler):
            text = f"{where} has @cache without key_params: whatever {' and '.join(shared)} is, the same outcome is shown again."
            found.append(finding("I010", text, f"Write @cache(key_params={shared!r}), or as many of them as count.", view))
        if handler.meta.cache and handler.meta.background:
            text = f"{where} has @cache and @background: its outcome is not there when it is answered, so that none is ever kept."
            found.append(finding("W012", text, "Take @cache away, or @background.", view))
        for name in browser.unknown_key_params(handler):
            text = f"{where} has @cache(key_params=[…]) with {name!r}, which is none of its parameters."
            takes = ", ".join(parameters_of(handler.function).names) or "nothing"
            found.append(finding("W011", text, f"It takes: {takes}.", view))
        for decorator, seconds in browser.long_waits(handler):
            text = f"{where} has @{decorator}({seconds:g}): its events wait {seconds:g} seconds."
            found.append(finding("I014", text, f"For milliseconds write @{decorator}({seconds / 1000:g}).", view))
        for key in browser.unknown_keys(view, LiveView, handler, compile_template(template).models):
            text = f"{where} publishes {key!r}, which is neither a parameter of it nor an attribute that anything sets."
            found.append(finding("I012", text, f"Set self.{key}, take it as a parameter, or take it out of @client_state.", view))
    return found


def _predictions(view: type[LiveView], template: Template) -> list[CheckMessage]:
    found = []
    for name, reason in unpredicted(view, template):
        text = f"{view.__qualname__}.{name} is @optimistic, and nothing of it is shown before the server answers: {reason}."
        hint = f"See what can be foreseen: python -m djust explain --view {view.__module__}.{view.__qualname__}."
        found.append(finding("I013", text, hint, view))
    return found


def _readable(handler: Handler) -> bool:
    try:
        parameters_of(handler.function)
    except UsageError:
        return False  # which is a finding of its own
    return True


def _uncallable(view: type[LiveView]) -> list[CheckMessage]:
    found = []
    for name, decorators in uncallable(view, LiveView):
        said = " and ".join(f"@{each}" for each in decorators)
        text = f"{view.__qualname__}.{name} has {said} above it, but nothing can call it."
        hint = f"Write @event_handler() (or @action, or @server_function) above it as well, or take {said} away."
        found.append(finding("W006", text, hint, view))
    return found


def _hidden(view: type[LiveView]) -> list[CheckMessage]:
    return [
        finding(
            "W026", f"{view.__qualname__}.{method} sets self.{name}, which is LiveView's own.", "Choose another name for your state.", view
        )
        for name, method in hidden_names(view, LiveView)
    ]


def _handler(view: type[LiveView], handler: Handler) -> list[CheckMessage]:
    where = f"{view.__qualname__}.{handler.name}"
    try:
        parameters = parameters_of(handler.function)
        unresolved = parameters.unresolved if handler.meta.coerce_types else {}
    except UsageError as error:
        return [finding("W008", str(error), "Correct the signature.", view)]
    found = [
        finding("W009", f"{where}: the parameter {name!r} cannot be filled: {reason}.", "Each event that gives it would fail.", view)
        for name, reason in unresolved.items()
    ]
    allowed = handler.meta.params
    if allowed is not None:
        for name in allowed:
            if name not in parameters.names and not parameters.open:
                text = f"{where} has params=[…] with {name!r}, which is none of its parameters."
                found.append(finding("W003", text, f"It takes: {', '.join(parameters.names) or 'nothing'}.", view))
        for name in parameters.required:
            if name not in allowed:
                text = f"{where} requires {name!r}, but its params=[…] does not permit it: no event can succeed."
                found.append(finding("W003", text, f"Add {name!r} to params, or give it a default.", view))
    return found


def _shared_state(view: type[LiveView]) -> list[CheckMessage]:
    return [
        finding(
            "W004",
            f"{view.__qualname__}.{name} is a {kind} of the class, which all visitors share, and {method}() changes it in place.",
            f"Give each page its own: write self.{name} = … in mount().",
            view,
        )
        for name, kind, method in edits_of_shared_state(view, LiveView)
    ]
