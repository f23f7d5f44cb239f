"""``python -m benchmarks.load [seconds] [pages]``: prints the table."""

from __future__ import annotations

import resource
import sys

import uvloop

from benchmarks.load.runs import ECHO_JOIN, JOIN, Latency, Speed, latency, speed, spread, weight
from benchmarks.load.server import serving

#: Pages that click at the same time: each of them less often than the 100 times a second that a page may.
TABS = 200
#: Idle pages.
PAGES = 5000
SECONDS = 5.0
#: Pages on one topic.
LISTENERS = 1000


def measured(application: str, join: str, seconds: float, pages: int) -> tuple[Speed, Latency, float]:
    """Measure one application, each thing with a process of its own."""
    with serving(application) as server:
        fast = uvloop.run(speed(server, join, TABS, seconds))
    with serving(application) as server:
        slow = uvloop.run(latency(server, join, TABS, fast.by_clock / 2, seconds))
    with serving(application) as server:
        heavy = uvloop.run(weight(server, join, pages, clicks=2))
    return fast, slow, heavy


def main(seconds: float, pages: int) -> None:
    """Measure and print."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(f"One uvicorn process; a counter that is clicked, beside a Channels consumer that echoes. {TABS} pages click, {pages} idle.\n")
    print(f"{'':<10}{'events/s':>10}{'per core':>10}{'at':>10}{'p50 ms':>9}{'p99 ms':>9}{'KB/page':>9}{'pages/GB':>10}")
    figures = {}
    for name, join in (("echo", ECHO_JOIN), ("live", JOIN)):
        fast, slow, heavy = figures[name] = measured(name, join, seconds, pages)
        speeds = f"{fast.by_clock:>10.0f}{fast.by_processor:>10.0f}{slow.rate:>8.0f}/s"
        print(f"{name:<10}{speeds}{slow.median * 1e3:>9.2f}{slow.p99 * 1e3:>9.2f}{heavy / 1024:>9.1f}{2**30 / heavy:>10.0f}", flush=True)
    (echo, _, _), (live, late, heavy) = figures["echo"], figures["live"]
    with serving("live") as server:
        rounds = uvloop.run(spread(server, LISTENERS, 7))
    said = f"{rounds[len(rounds) // 2] * 1e3:.0f} ms until the last of them shows it ({rounds[0] * 1e3:.0f} to {rounds[-1] * 1e3:.0f})"
    print(f"\nA message to {LISTENERS} pages on one topic: {said}\n")
    verdict("events of a counter, as a share of the echo's, per core", live.by_processor / echo.by_processor, 0.5, at_least=True)
    verdict("p99 as a multiple of p50, at half of the most", late.p99 / late.median, 5)
    verdict("MB of 5,000 idle counter pages, sockets included", heavy * 5000 / 2**20, 300)


def verdict(what: str, figure: float, goal: float, *, at_least: bool = False) -> None:
    """Print a figure beside its goal."""
    good = figure >= goal if at_least else figure <= goal
    print(f"{what:<60}{figure:>8.2f}   goal {'≥' if at_least else '≤'} {goal:g}{'' if good else '   missed'}")


if __name__ == "__main__":
    given = [float(each) for each in sys.argv[1:]]
    main(given[0] if given else SECONDS, int(given[1]) if len(given) > 1 else PAGES)
