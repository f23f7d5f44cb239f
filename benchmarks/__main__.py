"""Prints the figures: bytes and milliseconds of each operation, as ratios to rendering the page again, and memory."""

from __future__ import annotations

import os
import sys
from collections import defaultdict

import django

from benchmarks.measure import Result, exponent, first_render, measure
from benchmarks.memory import COUNTERS, TABLES, memory
from benchmarks.table_page import OPERATIONS

SIZES = (100, 1000, 10000)
#: How many times longer than the engine Django's full render is to take, on a page of 1000 rows.
GOALS = {
    "counter click": 100,
    "toggle one row": 100,
    "append a row": 50,
    "prepend a row": 50,
    "remove a row": 50,
    "reverse": 10,
    "shuffle": 10,
    "first HTML": 3,
}
HEAD = f"""\
Milliseconds of the processor, medians, all sides in turns. Between the handler and the socket a session does two things:
  engine    evaluates the template, compares with what the page shows, writes the frame of so many bytes; here after the other sides
            have had the processor, "warm" right after another event of the same page;
  tracking  finds out what the handler changed in the state, and keeps what is now shown.
Django and Jinja2 render the whole page of so many rows again. "engine" and "both" among the ratios: so many times longer takes Django.

{"operation":<17}{"rows":>6}{"bytes":>9}{"engine":>9}{"warm":>8}{"tracking":>10}{"Django":>9}{"Jinja2":>9}\
   {"engine":>9}{"both":>9}{"goal":>7}"""


def show(result: Result) -> str:
    """Return one line of the table."""
    ours = f"{result.engine * 1e3:>9.3f}{result.warm * 1e3:>8.3f}{result.tracking * 1e3:>10.3f}"
    times = f"{ours}{result.django * 1e3:>9.2f}{result.jinja * 1e3:>9.2f}"
    ratio = result.django / result.engine
    ratios = f"{ratio:>7.1f} ×{result.django / (result.engine + result.tracking):>7.1f} ×"
    goal = GOALS.get(result.name) if result.rows == 1000 else None
    verdict = "" if goal is None else f"{goal:>5} ×{'' if ratio >= goal else '  missed'}"
    return f"{result.name:<17}{result.rows:>6}{result.bytes:>9}{times}   {ratios}{verdict}"


def speed(sizes: tuple[int, ...]) -> None:
    """Measure and print what operations take."""
    print(HEAD)
    all_results: dict[str, list[Result]] = defaultdict(list)
    for rows in sizes:
        for operation in OPERATIONS:
            result = measure(operation, rows)
            all_results[operation.name].append(result)
            print(show(result), flush=True)
        first, theirs = first_render(rows)
        all_results[first.name].append(first)
        print(f"{show(first)}\n{'':<17}  its marks add {(first.bytes / theirs - 1) * 100:.1f} % to Django's bytes\n", flush=True)
    if len(sizes) > 1:
        print(f"Growth from {min(sizes)} to {max(sizes)} rows: the power of their number with which times grow (1: in step with it).")
        print(f"{'':<17}{'engine':>9}{'tracking':>10}{'Django':>9}{'Jinja2':>9}")
        for name, results in all_results.items():
            columns = zip(*((each.engine, each.tracking, each.django, each.jinja) for each in results), strict=True)
            powers = [exponent([each.rows for each in results], list(times)) for times in columns]
            print(f"{name:<17}{powers[0]:>9.2f}{powers[1]:>10.2f}{powers[2]:>9.2f}{powers[3]:>9.2f}")


def weight() -> None:
    """Measure and print what open pages hold."""
    print("\nMemory of an open page after two events, without its socket; in bytes.")
    print(f"{'':<17}{'Python':>10}{'view state':>12}{'ours':>10}{'resident':>10}{'goal':>24}")
    for address, count, goal in (("table/1000/", TABLES, "ours ≤ 800000"), ("counter/", COUNTERS, "Python ≤ 15000")):
        held = memory(address, count)
        figures = f"{held.python:>10.0f}{held.state:>12.0f}{held.ours:>10.0f}{held.resident:>10.0f}"
        print(f"{address.strip('/'):<17}{figures}{goal:>24}", flush=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    speed(tuple(int(size) for size in sys.argv[1:]) or SIZES)
    weight()
