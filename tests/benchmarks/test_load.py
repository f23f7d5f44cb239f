"""The load benchmark measures what it says it does; here with a handful of pages."""

from __future__ import annotations

import asyncio
import sys

import pytest

from benchmarks.load.client import framed
from benchmarks.load.runs import ECHO_JOIN, JOIN, latency, speeds, spread, weight
from benchmarks.load.server import serving

pytestmark = [pytest.mark.server, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="figures are read from /proc")]


def test_pages_and_echoes_are_measured_in_turns() -> None:
    with serving("echo") as echo, serving("live") as live:
        found = asyncio.run(speeds((echo, live), (ECHO_JOIN, JOIN), tabs=5, rounds=2, seconds=0.3))

    assert [len(rounds) for rounds in found] == [2, 2]
    assert all(each.by_clock > 10 for rounds in found for each in rounds)


def test_a_page_has_a_latency_a_weight_and_neighbours() -> None:
    with serving("live") as server:
        late = asyncio.run(latency(server, JOIN, tabs=5, rate=50, seconds=0.3))
        heavy = asyncio.run(weight(server, JOIN, tabs=100, clicks=1))
        took = asyncio.run(spread(server, tabs=10, times=3))

    assert 0 < late.median <= late.p99
    assert 2_000 < heavy < 500_000
    assert len(took) == 3
    assert took == sorted(took)


@pytest.mark.parametrize("size", [0, 125, 126, 60_000])
def test_a_frame_of_the_client_is_one_of_websocket(size: int) -> None:
    frame = framed("x" * size)

    assert frame[0] == 0x81
    assert frame[1] & 0x80
    assert frame.endswith(b"\0\0\0\0" + b"x" * size)
