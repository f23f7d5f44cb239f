"""A process knows that it hears a topic, whatever the channel layer does in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from channels_redis.core import RedisChannelLayer
from channels_redis.pubsub import RedisPubSubChannelLayer

from djust.topics.courier import PATIENCE as COURIERS_PATIENCE
from djust.topics.memberships import PROBE, group
from tests.redis_server import RedisServer, redis_server
from tests.topics.elsewhere import Ear, Process
from tests.topics.late import PATIENCE, LateLayer, SlowLine, slow_line


def tell(layer: LateLayer, topic: str) -> None:
    """Another process broadcasts."""
    layer.say(group(topic), topic, "1")


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def second(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server(tmp_path) as server:
        yield server


@pytest.fixture
def line(redis: RedisServer) -> Iterator[SlowLine]:
    with slow_line(redis.port, publications=3) as between:
        yield between


@pytest.fixture
def processes() -> Iterator[Any]:
    """Makes processes of layers, and ends them."""
    made: list[Process] = []

    def make(layer: Any) -> Process:
        made.append(Process(layer))
        return made[-1]

    yield make
    for each in made:
        each.courier.close()


def test_a_subscription_that_is_slow_to_reach_redis_is_waited_for(redis: RedisServer, line: SlowLine, processes: Any) -> None:
    speaker, listener = (processes(RedisPubSubChannelLayer(hosts=[url])) for url in (redis.url, line.url))
    for number in range(5):
        ear = listener.listen(f"slow {number}")
        speaker.say(f"slow {number}", "1")

        assert ear.next() == "1"


@pytest.mark.parametrize("layer", [RedisPubSubChannelLayer, RedisChannelLayer])
def test_a_topic_that_is_left_and_taken_up_again_is_heard_at_once(redis: RedisServer, processes: Any, layer: Any) -> None:
    listener, speaker = processes(layer(hosts=[redis.url])), processes(layer(hosts=[redis.url]))
    for number in range(20):
        ear = listener.listen("room")
        speaker.say("room", str(number))

        assert ear.next() == str(number)
        listener.leave("room", ear)


def test_topics_are_heard_at_once_on_each_of_several_servers(redis: RedisServer, second: RedisServer, processes: Any) -> None:
    listener, speaker = (processes(RedisPubSubChannelLayer(hosts=[redis.url, second.url])) for _ in range(2))
    for number in range(20):
        ear = listener.listen(f"topic {number}")
        speaker.say(f"topic {number}", "1")

        assert ear.next() == "1"


def test_a_process_probes_once_for_all_its_pages(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    for _ in range(10):
        process.listen("room")

    tokens = {message["token"] for _, message in layer.sent if message["type"] == PROBE}
    assert len(tokens) == 1
    assert len(layer.added) == 1


def test_pages_that_come_while_a_probe_is_under_way_wait_for_it_too(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    layer.held.add(group("room"))
    for _ in range(3):
        process.listeners.add("room", Ear())
    asked = [process.courier.settle("room") for _ in range(3)]
    process.listen("another")  # settled long before the three could give up

    assert [each.done() for each in asked] == [False] * 3
    layer.held.clear()
    assert [each.result(PATIENCE) for each in asked] == [None] * 3


def test_a_topic_that_is_not_heard_holds_up_no_other(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    layer.held.add(group("deaf"))
    process.listeners.add("deaf", Ear())
    deaf = process.courier.settle("deaf")
    process.listen("room")

    assert not deaf.done()
    assert process.courier.patience_to_hear == COURIERS_PATIENCE
    layer.held.clear()
    deaf.result(PATIENCE)


@pytest.mark.parametrize(("topic", "said"), [("room", "'room'"), ("\0resume", "djust itself (resume)")])
def test_nobody_waits_for_what_fails_and_it_is_tried_until_it_works(
    topic: str, said: str, processes: Any, caplog: pytest.LogCaptureFixture
) -> None:
    layer = LateLayer()
    process = processes(layer)
    layer.away = True
    ear = process.listen(topic)

    assert f"messages of other processes to {said} may not arrive" in caplog.text
    assert process.courier.patience_to_hear == 0
    layer.away = False
    until(lambda: process.courier.patience_to_hear > 0)
    tell(layer, topic)
    assert ear.next() == "1"


def test_a_layer_that_failed_is_left_alone_until_it_receives_again(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    layer.away = True
    process.listen("room")
    asked = len(layer.added)
    for number in range(3):
        process.listeners.add(f"topic {number}", Ear())
    others = [process.courier.settle(f"topic {number}") for number in range(3)]

    assert [each.result(PATIENCE) for each in others] == [None] * 3, "they give up in their time"
    assert len(layer.added) == asked
    layer.away = False
    until(lambda: len(layer.groups) == 4)


def test_who_waits_for_a_probe_goes_on_with_the_next_channel(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    process.listen("room")
    layer.held.add(group("late"))
    process.listeners.add("late", late := Ear())
    asked = process.courier.settle("late")
    layer.broken = True
    tell(layer, "room")  # the channel that is read breaks with it
    until(lambda: len({channel for _, channel in layer.added}) == 2)
    layer.held.clear()
    asked.result(PATIENCE)
    ear = process.listen("room")
    tell(layer, "late")
    tell(layer, "room")

    assert late.next() == "1"
    assert ear.next() == "1"
    assert [len(layer.groups[group(topic)]) for topic in ("late", "room")] == [1, 1], "channels that nobody reads stay in no group"


def test_who_gives_up_does_not_take_the_topic_from_others(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    layer.held.add(group("room"))
    process.listeners.add("room", ear := Ear())
    asked = process.courier.settle("room")
    until(lambda: layer.sent)
    asked.cancel()
    layer.held.clear()
    process.courier.settle("room").result(PATIENCE)
    tell(layer, "room")

    assert ear.next() == "1"


def test_a_topic_that_nobody_waits_for_any_more_is_probed_no_more(processes: Any) -> None:
    layer = LateLayer()
    process = processes(layer)
    layer.held.add(group("room"))
    process.listeners.add("room", ear := Ear())
    asked = process.courier.settle("room")
    until(lambda: layer.sent)
    process.leave("room", ear)

    assert asked.done()
    assert group("room") not in layer.groups
