"""One Redis for all, fresh processes for each test."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis as redis_client

from tests.cluster.processes import Process
from tests.redis_server import RedisServer, redis_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below this folder starts servers."""
    for item in items:
        if "tests/cluster/" in item.path.as_posix():
            item.add_marker(pytest.mark.server)
            item.add_marker(pytest.mark.cluster)


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """The Redis that the processes share."""
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def evidence(redis: RedisServer) -> Iterator[redis_client.Redis]:
    """What handlers wrote down, whatever became of their processes."""
    client = redis_client.Redis.from_url(redis.url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def processes(tmp_path: Path, redis: RedisServer, evidence: redis_client.Redis) -> Iterator[list[Process]]:
    """Two servers that run."""
    running = [Process(name, tmp_path, redis.url) for name in ("one", "two")]
    try:
        with ThreadPoolExecutor() as both:
            list(both.map(Process.start, running))
        yield running
    finally:
        for process in running:
            process.kill()
