"""Messages reach the pages of other processes, over a real Redis."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer

import djust
from djust.errors import ConfigurationError
from djust.topics import courier as couriers
from djust.topics.courier import courier
from djust.topics.listeners import LISTENERS
from djust.view.subscriptions import Subscriptions
from tests.redis_server import RedisServer, redis_server
from tests.topics.elsewhere import Process
from tests.topics.late import PATIENCE

ROOT = Path(__file__).resolve().parents[2]

#: Another process: says what it is told, a line for each message, until it is told to end.
LISTENING = """
import sys, queue
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["djust"], CHANNEL_LAYERS={"default": {
    "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [sys.argv[1]]}}})
django.setup()
import djust
from djust.view.subscriptions import Subscriptions
told = queue.Queue()
page = Subscriptions()
page.connect(told.put)
page.add("room")
print("listening", flush=True)
while (text := told.get(timeout=30)) != '"end"':
    print(text, flush=True)
"""

#: A management command, or a worker: speaks and ends.
SPEAKING = """
import sys
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["djust"], CHANNEL_LAYERS={"default": {
    "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [sys.argv[1]]}}})
django.setup()
import djust
if len(sys.argv) > 2:
    import asyncio
    async def main():
        for number in range(3):
            djust.broadcast("room", number)  # not awaited
    asyncio.run(main())
else:
    for number in range(3):
        djust.broadcast("room", number)
"""


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def layered(redis: RedisServer, settings: Any) -> Iterator[None]:
    """This process has a channel layer."""
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [redis.url]}},
        "other": {"BACKEND": "channels.layers.InMemoryChannelLayer"},
    }
    LISTENERS.clear()
    yield
    LISTENERS.clear()
    couriers.end()


@pytest.fixture
def elsewhere(redis: RedisServer) -> Iterator[Process]:
    other = over(redis.url)
    yield other
    other.courier.close()


def over(url: str) -> Process:
    """Another process, over the same Redis."""
    return Process(RedisPubSubChannelLayer(hosts=[url]))


def listening(topic: str) -> tuple[Subscriptions, queue.Queue[str]]:
    """A page of this process."""
    told: queue.Queue[str] = queue.Queue()
    page = Subscriptions()
    page.connect(told.put)
    page.add(topic)
    return page, told


@pytest.mark.usefixtures("layered")
def test_a_message_reaches_pages_here_and_elsewhere_once(elsewhere: Process) -> None:
    page, told = listening("room")
    ear, other = elsewhere.listen("room"), elsewhere.listen("kitchen")
    for number in range(20):
        djust.broadcast("room", number)
    djust.broadcast("kitchen", "end")

    assert [told.get(timeout=PATIENCE) for _ in range(20)] == [str(number) for number in range(20)]
    assert [ear.next() for _ in range(20)] == [str(number) for number in range(20)]
    assert other.next() == '"end"'
    elsewhere.courier.send("room", '"back"').result(PATIENCE)
    assert told.get(timeout=PATIENCE) == '"back"'
    assert told.empty()
    assert ear.told.empty()
    page.end()


@pytest.mark.usefixtures("layered")
def test_a_subscription_holds_when_it_returns(elsewhere: Process) -> None:
    for number in range(100):
        page, told = listening(f"topic {number}")
        elsewhere.courier.send(f"topic {number}", "1").result(PATIENCE)

        assert told.get(timeout=PATIENCE) == "1"
        page.end()


def test_what_is_subscribed_to_during_an_outage_is_heard_when_it_is_over(tmp_path: Path, settings: Any) -> None:
    with redis_server(tmp_path) as own:
        settings.CHANNEL_LAYERS = {
            "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [own.url]}},
        }
        first, _ = listening("kitchen")
        own.stop()
        page, told = listening("room")
        own.start()
        other = over(own.url)
        heard = ""
        while heard != "1":  # nobody subscribes again
            other.courier.send("room", "1").result(PATIENCE)
            with contextlib.suppress(queue.Empty):
                heard = told.get(timeout=0.1)
        other.courier.close()
        first.end()
        page.end()
        couriers.end()

    assert heard == "1"


@pytest.mark.usefixtures("layered")
def test_topics_that_come_and_go_all_the_time_are_listened_to_in_the_end(elsewhere: Process) -> None:
    def come_and_go() -> None:
        for _ in range(50):
            page, _told = listening("busy")
            page.end()

    threads = [threading.Thread(target=come_and_go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    last, told = listening("busy")
    elsewhere.courier.send("busy", "1").result(PATIENCE)

    assert told.get(timeout=PATIENCE) == "1"
    last.end()


@pytest.mark.usefixtures("layered")
async def test_a_coroutine_awaits_both(elsewhere: Process) -> None:
    told: queue.Queue[str] = queue.Queue()
    page = Subscriptions()
    page.connect(told.put)
    await page.add("room")
    ear = elsewhere.listen("room")
    await djust.broadcast("room", "hello")

    assert ear.next() == '"hello"'
    assert told.get_nowait() == '"hello"'
    page.end()


@pytest.mark.usefixtures("layered")
def test_after_an_outage_messages_arrive_again(tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with redis_server(tmp_path) as own:
        settings.CHANNEL_LAYERS = {
            "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [own.url]}},
        }
        other = over(own.url)
        ear = other.listen("room")
        djust.broadcast("room", "before")
        assert ear.next() == '"before"'
        own.stop()
        page, told = listening("room")
        djust.broadcast("room", "lost")
        assert told.get(timeout=PATIENCE) == '"lost"'
        own.start()
        heard = ""
        while heard != '"after"':  # until both ends have found their way back
            djust.broadcast("room", "after")
            try:
                heard = ear.told.get(timeout=0.1)
            except queue.Empty:
                continue
        other.courier.close()
        page.end()
        couriers.end()

    assert "did not reach other processes" in caplog.text


def test_another_process_hears_what_a_view_says(redis: RedisServer, layered: None) -> None:
    process = subprocess.Popen([sys.executable, "-c", LISTENING, redis.url], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=_env())
    assert process.stdout is not None
    assert process.stdout.readline() == "listening\n"
    djust.broadcast("room", {"text": "tea"})
    djust.broadcast("room", "end")

    assert process.stdout.read() == '{"text": "tea"}\n'.replace(": ", ":")
    assert process.wait(PATIENCE) == 0
    process.stdout.close()


@pytest.mark.parametrize("how", [[], ["async"]])
def test_what_a_command_says_last_is_heard(elsewhere: Process, redis: RedisServer, how: list[str]) -> None:
    ear = elsewhere.listen("room")
    subprocess.run([sys.executable, "-W", "error", "-c", SPEAKING, redis.url, *how], check=True, timeout=PATIENCE, cwd=ROOT, env=_env())

    assert [ear.next() for _ in range(3)] == ["0", "1", "2"]


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.usefixtures("layered")
def test_a_forked_worker_has_a_courier_of_its_own(elsewhere: Process) -> None:
    mine = courier()
    ear = elsewhere.listen("room")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        djust.broadcast("room", "child")
        os.write(writing, b"own" if courier() is not mine else b"shared")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 10) == b"own"
    assert ear.next() == '"child"'
    os.close(reading)
    os.close(writing)


@pytest.mark.usefixtures("layered")
def test_the_setting_names_the_layer(settings: Any) -> None:
    assert courier() is not None
    settings.DJUST = {"CHANNEL_LAYER": ""}
    assert courier() is None
    settings.DJUST = {"CHANNEL_LAYER": "other"}
    assert courier() is None, "a layer in memory reaches no further"
    settings.DJUST = {"CHANNEL_LAYER": "redis"}

    with pytest.raises(ConfigurationError, match=r"\(default, other\), got 'redis'"):
        courier()


def _env() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
