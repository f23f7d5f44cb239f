"""The author's class: what may be written in it, and the page that its GET serves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.base import Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from djust import LiveView, event_handler
from djust.errors import UsageError
from djust.session.population import population
from djust.view.source import template_of


def serve(view: type[LiveView], path: str = "/", **kwargs: Any) -> str:
    """GET a view that has no URL."""
    response = view.as_view()(RequestFactory().get(path), **kwargs)
    assert response.status_code == 200
    html: str = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r" dj(=\S+?)?(?=[ >])|<!--[{},*].*?-->", "", html)


REFUSED = ["get", "dispatch", "setup", "mount", "options", "update", "redirect", "as_view", "request", "head", "get_context_data"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_handler_cannot_have_a_name_that_django_calls(name: str) -> None:
    with pytest.raises(UsageError, match=f"'{name}' is a name that Django or djust calls itself"):
        type("Page", (LiveView,), {name: event_handler(lambda self: None)})


def test_a_handler_cannot_be_private() -> None:
    with pytest.raises(UsageError, match="cannot begin with an underscore"):
        type("Page", (LiveView,), {"_secret": event_handler(lambda self: None)})


def test_a_handler_may_be_called_delete() -> None:
    class Page(LiveView):
        template = "<p></p>"

        @event_handler
        def delete(self) -> None: ...

    request = RequestFactory().delete("/")

    assert Page.as_view()(request).status_code == 405


@pytest.mark.parametrize(
    ("method", "kind", "status"),
    [
        ("post", "application/x-www-form-urlencoded", 303),
        ("post", "multipart/form-data; boundary=x", 303),
        ("post", "application/json", 405),
        ("put", "application/x-www-form-urlencoded", 405),
    ],
)
def test_who_submits_a_form_before_the_script_is_there_gets_the_page_again(method: str, kind: str, status: int) -> None:
    request = RequestFactory().generic(method.upper(), "/in/?next=/a/", b"a=1", content_type=kind)
    response = type("Page", (LiveView,), {"template": "<p></p>"}).as_view()(request)  # type: ignore[attr-defined]

    assert response.status_code == status
    assert response.headers.get("Location") == ("/in/?next=/a/" if status == 303 else None)


def test_a_handler_named_like_an_allowed_method_is_refused() -> None:
    with pytest.raises(UsageError, match="Django would run this handler for any HTTP DELETE"):
        type("Page", (LiveView,), {"http_method_names": ["get", "delete"], "delete": event_handler(lambda self: None)})


def test_handlers_are_inherited_and_can_be_taken_back() -> None:
    class Base(LiveView):
        @event_handler
        def one(self) -> None: ...

        @event_handler
        def two(self) -> None: ...

    class Child(Base):
        def two(self) -> None: ...

    assert set(Child._djust_registry.handlers) == {"one"}
    assert set(Base._djust_registry.handlers) == {"one", "two"}


def test_mount_is_optional_and_class_attributes_show() -> None:
    class Page(LiveView):
        greeting = "Hello"
        template = "<p>{{ greeting }}</p>"

    assert "<p>Hello</p>" in serve(Page)


def test_state_properties_and_context_data_show_private_names_and_methods_do_not() -> None:
    class Page(LiveView):
        template = "<p>{{ count }}|{{ doubled }}|{{ more }}|{{ _private }}|{{ go }}|{{ method }}</p>".replace("{{ _private }}|", "")
        called = False

        def mount(self, request: HttpRequest, **kwargs: Any) -> None:
            self.count = 3
            self._private = "hidden"

        @property
        def doubled(self) -> int:
            return self.count * 2

        def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
            return super().get_context_data(more="extra", **kwargs)

        @event_handler
        def go(self) -> None:
            raise AssertionError("a template called a handler")

        def method(self) -> None:
            raise AssertionError("a template called a method")

    assert "<p>3|6|extra||</p>" in serve(Page)


def test_get_context_data_may_spread_what_the_base_gives() -> None:
    class Page(LiveView):
        template = "<p>{{ doubled }} {{ own }}</p>"
        count = 2

        @property
        def doubled(self) -> int:
            return self.count * 2

        def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
            return {**super().get_context_data(**kwargs), "own": "mine"}

    assert "<p>4 mine</p>" in serve(Page)


def test_a_property_that_no_template_reads_is_not_run() -> None:
    class Page(LiveView):
        template = "<p>ok</p>"

        @property
        def costly(self) -> int:
            raise AssertionError("nobody asked")

    assert "<p>ok</p>" in serve(Page)


def test_url_arguments_and_the_query_reach_the_view() -> None:
    class Page(LiveView):
        template = "<p>{{ slug }} {{ page }} {{ uri }}</p>"

        def mount(self, request: HttpRequest, slug: str = "", **kwargs: Any) -> None:
            self.slug = slug

        def handle_params(self, params: Any, uri: str) -> None:
            self.page = params.get("page")
            self.uri = uri

    assert "<p>shoes 2 /?page=2</p>" in serve(Page, "/?page=2", slug="shoes")


def test_mount_may_be_async() -> None:
    class Page(LiveView):
        template = "<p>{{ count }}</p>"

        async def mount(self, request: HttpRequest, **kwargs: Any) -> None:
            self.count = 5

    assert "<p>5</p>" in serve(Page)


@pytest.mark.parametrize(
    ("attributes", "given"),
    [
        ({}, "none of them"),
        ({"template": "x", "template_name": "y"}, "template, template_name"),
        ({"template": "x", "template_string": "y"}, "template, template_string"),
    ],
)
def test_a_view_has_exactly_one_template(attributes: dict[str, Any], given: str) -> None:
    view = type("Page", (LiveView,), attributes)()

    with pytest.raises(UsageError, match=f"expected one of template_name.*got {given}"):
        template_of(view)


def test_template_string_is_another_name_for_template() -> None:
    page = type("Page", (LiveView,), {"template_string": "<p>text</p>"})

    assert "<p>text</p>" in serve(page)


def test_a_fragment_becomes_a_document() -> None:
    page = type("TodoListView", (LiveView,), {"template": "<p>text</p>"})
    html = serve(page)

    assert re.match('<!doctype html><html lang="en(-us)?"><head><meta charset="utf-8">', html)
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert "<title>Todo list</title>" in html
    assert html.endswith("</body></html>")


def test_the_response_is_private_and_sets_the_csrf_cookie(client: Client) -> None:
    response = client.get("/counter/")

    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "csrftoken" in response.cookies
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_configuration_element_stands_where_the_head_begins(client: Client) -> None:
    html = client.get("/step/").content.decode()

    assert re.search(
        r'<head><meta charset="utf-8"><link rel="stylesheet" href="/static/djust/djust\.css">'
        r'<script src="/static/djust/djust\.js" data-session="[\w.-]{30,60}" data-digest="[\w.-]+" '
        r'data-marks="\d+" data-csrf="\w{64}" defer></script>',
        html,
    )


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("<html><head><title>t</title><script src=a.js defer></script></head><body></body></html>", "<head>|<title>"),
        ('<html><head lang="en">\n<META CHARSET="utf-8"><title>t</title></head></html>', '<META CHARSET="utf-8">|<title>'),
        ("<html><!-- <head> --><head><title>t</title></head><body></body></html>", "--><head>|<title>"),
        ("<html><body><header><head>?</header></body></html>", "</header>|</body>"),
        ("<html><body>{{ n }}", "1|"),
    ],
)
def test_scripts_come_before_those_of_the_page(source: str, place: str) -> None:
    html = serve(type("Page", (LiveView,), {"template": source, "n": 1}))
    before, after = place.split("|")

    assert re.search(
        re.escape(before) + r"<link [^>]+>(<script [^>]+></script>)?<script [^>]*data-session[^>]*></script>" + (re.escape(after) or "$"),
        html,
    )


def test_the_configuration_names_no_handler_and_no_class(client: Client) -> None:
    html = client.get("/fragile/").content.decode()

    assert "write_and_break" not in html
    assert "tests.site" not in html


def test_under_debug_the_configuration_says_so(client: Client, settings: Any) -> None:
    settings.DEBUG = True

    assert ' data-debug="1"' in client.get("/counter/").content.decode()


def test_another_socket_path_is_told_to_the_client(client: Client, settings: Any) -> None:
    settings.DJUST = {"WS_PATH": "/app/live/"}

    assert ' data-ws="/app/live/"' in client.get("/counter/").content.decode()


@pytest.mark.parametrize("path", ["/ws/live/", "/shop/ws/live/"])
def test_the_socket_of_a_site_below_a_path_is_below_it_too(client: Client, settings: Any, path: str) -> None:
    settings.FORCE_SCRIPT_NAME = "/shop"
    settings.DJUST = {"WS_PATH": path}

    assert ' data-ws="/shop/ws/live/"' in client.get("/counter/").content.decode()


def test_the_author_may_place_the_configuration() -> None:
    source = "{% load live_tags %}<!doctype html><html><head>{% djust_client_config %}</head><body>{{ n }}</body></html>"
    html = serve(type("Page", (LiveView,), {"template": source, "n": 1}))

    assert re.search(r"<head><link [^>]+><script [^>]+></script></head>", html)
    assert html.count("data-session") == 1


def test_a_nonce_of_a_content_security_policy_is_honoured() -> None:
    request = RequestFactory().get("/")
    request.csp_nonce = "abc123"  # type: ignore[attr-defined]
    view = type("Page", (LiveView,), {"template": "<p></p>"})

    assert 'nonce="abc123"' in view.as_view()(request).content.decode()  # type: ignore[attr-defined]


def test_hostile_text_stays_text() -> None:
    view = type("Page", (LiveView,), {"template": '<p title="{{ t }}">{{ t }}</p>', "t": '"><img onerror=x>'})

    assert "<img" not in serve(view)


def test_under_debug_a_template_error_shows_djangos_own_page(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    client.raise_request_exception = False
    response = client.get("/broken-template/")

    assert response.status_code == 500
    assert "a secret of the template" in response.content.decode()


def test_a_syntax_error_in_a_template_is_djangos_own() -> None:
    with pytest.raises(TemplateSyntaxError):
        serve(type("Page", (LiveView,), {"template": "{% if %}"}))


def test_outside_debug_a_failing_page_leaks_nothing(client: Client) -> None:
    client.raise_request_exception = False
    before = len(population.parked)
    html = client.get("/broken-mount/").content.decode()

    assert "secret" not in html
    assert len(population.parked) == before


def test_redirect_refuses_a_foreign_host_in_mount() -> None:
    class Page(LiveView):
        template = "<p></p>"

        def mount(self, request: HttpRequest, **kwargs: Any) -> None:
            self.redirect("https://evil.example/")

    with pytest.raises(UsageError, match="an address of this site"):
        Page.as_view()(RequestFactory().get("/"))


@pytest.mark.parametrize("mount", [lambda self: None, lambda self, **kwargs: None, lambda self, *, request: None])
def test_a_mount_that_cannot_take_the_request_is_refused_where_it_is_written(mount: Any) -> None:
    with pytest.raises(
        UsageError, match=r"Page.mount: expected a method that takes the request, got mount\(self.*Write def mount\(self, request"
    ):
        type("Page", (LiveView,), {"mount": mount})


@pytest.mark.parametrize("mount", [lambda self, *args: None, lambda self, request, pk: None, lambda view, r, /, *, pk=1: None])
def test_a_mount_may_take_the_request_by_any_name(mount: Any) -> None:
    assert issubclass(type("Page", (LiveView,), {"mount": mount}), LiveView)


def test_a_request_is_answered_by_one_live_page() -> None:
    class Inner(LiveView):
        template = "<p>inner</p>"

    class Outer(LiveView):
        template = "<div>{{ inner }}</div>"

        def mount(self, request: HttpRequest, **kwargs: Any) -> None:
            self.inner = Inner.as_view()(request).content.decode()  # type: ignore[attr-defined]

    with pytest.raises(
        UsageError, match=r"Outer: expected a request of its own, got one that \S+Inner has answered; a document holds one live page"
    ):
        Outer.as_view()(RequestFactory().get("/"))


def test_a_request_that_a_middleware_has_answered_again_is_answered_again() -> None:
    class Page(LiveView):
        template = "<p></p>"

    request = RequestFactory().get("/")
    for _ in range(2):
        request.resolver_match = ResolverMatch(Page.as_view(), (), {})  # as Django does each time

        assert Page.as_view()(request).status_code == 200


def test_a_package_that_has_the_last_word_about_a_document_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As django-components does, to put styles and scripts where the template asked for them."""
    plain = Template.render

    def render(template: Template, context: Any) -> Any:
        return plain(template, context).replace("STYLES", '<link href="card.css">')

    class Page(LiveView):
        template = "<html><head>STYLES</head><body><p>{{ n }}</p></body></html>"
        n = 1

    monkeypatch.setattr(Template, "render", render)
    html = serve(Page)

    assert '<link href="card.css"></head><body><p>1</p></body></html>' in html
    assert "STYLES" not in html


def test_a_boosted_link_of_htmx_loads_the_page_as_a_document() -> None:
    class Page(LiveView):
        template = "<p></p>"

        def mount(self, request: HttpRequest, **kwargs: Any) -> None:
            raise AssertionError("nobody sees it")

    response = Page.as_view()(RequestFactory().get("/shop/?q=1", headers={"HX-Request": "true", "HX-Boosted": "true"}))

    assert (response.status_code, response["HX-Redirect"], response.content) == (200, "/shop/?q=1", b"")  # type: ignore[attr-defined]
    assert (response["Cache-Control"], response["Vary"]) == ("no-store", "HX-Boosted")
