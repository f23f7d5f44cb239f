"""`manage.py runserver`, started for real in a project of its own."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.project import Project, Visit

pytestmark = pytest.mark.server

VIEW = """
from djust import LiveView, event_handler


class Counter(LiveView):
    template = "<p>{{ word }} {{ count }}</p><button dj-click='add'>more</button>"
    word = "first"

    def mount(self, request):
        self.count = 0

    @event_handler()
    def add(self):
        self.count += 1
"""
URLS = """
from django.urls import path

from mysite.counter import Counter

urlpatterns = [path("", Counter.as_view())]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path)
    project.append("mysite/settings.py", 'INSTALLED_APPS = ["djust", *INSTALLED_APPS]')
    project.write("mysite/counter.py", VIEW)
    project.write("mysite/urls.py", URLS)
    return project


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_it_serves_live_pages_and_static_files_with_no_further_setup(project: Project) -> None:
    with project.runserver("--noreload") as server:
        with Visit(server.url) as page:
            frame = page.call("add")
            extensions = page.socket.response.headers.get("Sec-WebSocket-Extensions") if page.socket.response else "no response"
        script = httpx.get(server.url + "static/djust/djust.js")

    assert page.joined[0] == "joined"
    assert page.joined[1]["how"] == "adopted"
    assert frame[:2] == [1, 1]
    assert "first 1" in str(frame[2])
    assert extensions is None, "a compressor per connection costs more memory than the page"
    assert script.status_code == 200
    assert "javascript" in script.headers["content-type"]


def test_it_prints_what_django_prints(project: Project) -> None:
    with project.runserver("--noreload") as server:
        httpx.get(server.url)
        httpx.get(server.url + "nowhere/")
        server.output.wait_for(r'"GET /nowhere/ HTTP/1.1" 404')

    assert "Performing system checks..." in server.output.text
    assert "Django version" in server.output.text
    assert "Quit the server with CONTROL-C." in server.output.text
    assert '"GET / HTTP/1.1" 200' in server.output.text


def test_an_asgi_file_as_startproject_writes_it_is_enough(project: Project) -> None:
    project.append("mysite/settings.py", 'ASGI_APPLICATION = "mysite.asgi.application"')
    with project.runserver("--noreload") as server, Visit(server.url) as page:
        frame = page.call("add")

    assert "first 1" in str(frame[2])


def test_an_application_that_routes_websockets_itself_is_taken_as_it_is(project: Project) -> None:
    project.append("mysite/settings.py", 'ASGI_APPLICATION = "mysite.own.application"')
    project.write(
        "mysite/own.py",
        """
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

django_application = get_asgi_application()

from djust.websocket import LiveViewConsumer

application = ProtocolTypeRouter(
    {"http": django_application, "websocket": URLRouter([path("ws/live/", LiveViewConsumer.as_asgi())])}
)
""",
    )
    with project.runserver("--noreload") as server, Visit(server.url) as page:
        frame = page.call("add")

    assert "first 1" in str(frame[2])


def test_a_changed_file_restarts_it(project: Project) -> None:
    with project.runserver() as server:
        server.output.wait_for("Watching for file changes")
        before = httpx.get(server.url).text
        port = server.url.rsplit(":", 1)[1].strip("/")
        printed = len(server.output.text)
        # The reloader takes a file that changed before its first look for one that was always so: it is changed until it is noticed.
        for number in range(20):
            project.write("mysite/counter.py", VIEW.replace('"first"', '"second"') + f"# {number}\n")
            if server.output.printed("changed, reloading", printed, 3):
                break
        url = server.output.wait_for(r"Starting development server at (http://\S+/)", printed)[1]
        after = httpx.get(url).text

    assert port.isdigit()
    assert "first" in before
    assert "second" in after


def test_nostatic_leaves_static_files_to_others(project: Project) -> None:
    with project.runserver("--noreload", "--nostatic") as server:
        status = httpx.get(server.url + "static/djust/djust.js").status_code

    assert status == 404


def test_without_debug_static_files_are_served_only_when_insecure_is_said(project: Project) -> None:
    project.append("mysite/settings.py", 'DEBUG = False\nALLOWED_HOSTS = ["127.0.0.1"]')
    with project.runserver("--noreload") as server:
        refused = httpx.get(server.url + "static/djust/djust.js").status_code
    with project.runserver("--noreload", "--insecure") as server:
        served = httpx.get(server.url + "static/djust/djust.js").status_code

    assert (refused, served) == (404, 200)


def test_a_taken_port_is_said_in_djangos_words(project: Project, taken_port: int) -> None:
    status, printed = project.manage("runserver", str(taken_port), "--noreload")

    assert status == 1
    assert "Error: That port is already in use." in printed


def test_without_uvicorn_it_says_what_to_install(project: Project) -> None:
    project.write("without/uvicorn/__init__.py", "raise ImportError('uvicorn is not here')")
    project.environment["PYTHONPATH"] = str(project.folder / "without")
    status, printed = project.manage("runserver", "0", "--noreload")

    assert status == 1
    assert "pip install 'djust[server]'" in printed
    assert "Traceback" not in printed


def test_ctrl_c_ends_it_while_pages_are_open(project: Project) -> None:
    with project.runserver("--noreload") as server, Visit(server.url) as page:
        page.call("add")
        status = server.stop(signal.SIGINT)

    assert status == 0
    assert "Traceback" not in server.output.all()
