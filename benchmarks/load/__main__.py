"""``python -m benchmarks.load [seconds] [pages]``: prints the table."""

from __future__ import annotations

import resource
import sys
from statistics import median

import uvloop

from benchmarks.load.runs import ECHO_JOIN, JOIN, Latency, Speed, latency, speeds, spread, weight
from benchmarks.load.server import serving

#: Pages that click at the same time: each of them less often than the 100 times a second that a page may.
TABS = 200
#: Idle pages.
PAGES = 5000
SECONDS = 5.0
#: How often both are measured, in turns.
ROUNDS = 5
#: Pages on one topic.
LISTENERS = 1000


def main(seconds: float, pages: int) -> None:
    """Measure and print."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(f"One uvicorn process; a counter that is clicked, beside a Channels consumer that echoes. {TABS} pages click, {pages} idle.\n")
    print(f"{'':<10}{'events/s':>10}{'per core':>10}{'at':>10}{'p50 ms':>9}{'p99 ms':>9}{'KB/page':>9}{'pages/GB':>10}")
    names, joins = ("echo", "live"), (ECHO_JOIN, JOIN)
    with serving("echo") as echoing, serving("live") as living:
        fast = uvloop.run(speeds((echoing, living), joins, TABS, ROUNDS, seconds / ROUNDS))
    tails: list[Latency] = []
    heavy = 0.0
    for name, join, rounds in zip(names, joins, fast, strict=True):
        speed = Speed(median(each.by_clock for each in rounds), median(each.by_processor for each in rounds))
        with serving(name) as server:
            tails.append(late := uvloop.run(latency(server, join, TABS, speed.by_clock / 2, seconds)))
        with serving(name) as server:
            heavy = uvloop.run(weight(server, join, pages, clicks=2))
        line = f"{name:<10}{speed.by_clock:>10.0f}{speed.by_processor:>10.0f}{late.rate:>8.0f}/s"
        print(f"{line}{late.median * 1e3:>9.2f}{late.p99 * 1e3:>9.2f}{heavy / 1024:>9.1f}{2**30 / heavy:>10.0f}", flush=True)
    share = median(live.by_processor / echo.by_processor for echo, live in zip(*fast, strict=True))
    with serving("live") as server:
        took = uvloop.run(spread(server, LISTENERS, 7))
    said = f"{median(took) * 1e3:.0f} ms until the last of them shows it ({took[0] * 1e3:.0f} to {took[-1] * 1e3:.0f})"
    print(f"\nA message to {LISTENERS} pages on one topic: {said}\n")
    verdict("events of a counter, as a share of the echo's, per core", share, 0.5, at_least=True)
    usual, ours = (each.p99 / each.median for each in tails)
    verdict(f"p99 as a multiple of p50, at half of the most (echo: {usual:.1f})", ours, 5)
    verdict("MB of 5,000 idle counter pages, sockets included", heavy * 5000 / 2**20, 300)


def verdict(what: str, figure: float, goal: float, *, at_least: bool = False) -> None:
    """Print a figure beside its goal."""
    good = figure >= goal if at_least else figure <= goal
    print(f"{what:<60}{figure:>8.2f}   goal {'≥' if at_least else '≤'} {goal:g}{'' if good else '   missed'}")


if __name__ == "__main__":
    given = [float(each) for each in sys.argv[1:]]
    main(given[0] if given else SECONDS, int(given[1]) if len(given) > 1 else PAGES)
