"""Prints the figures: bytes of each operation, and its time as a ratio to Django's full render in the same run."""

from __future__ import annotations

import os
import sys

import django

from benchmarks.measure import Result, first_render, measure
from benchmarks.table_page import OPERATIONS

SIZES = (100, 1000, 10000)


def show(result: Result) -> str:
    """Return one line of the table."""
    figures = f"{result.bytes:>10}{result.ours * 1000:>11.3f}{result.django * 1000:>11.2f}{result.ratio:>10.1f} ×"
    return f"{result.name:<18}{result.rows:>8}{figures}"


def main(sizes: tuple[int, ...]) -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "djust.demo.settings")
    django.setup()
    print("Between handler and socket: find what changed, evaluate, diff, encode. Django: renders the whole page of so many rows again.")
    print("Medians of processor time, both sides in turns. Bytes are those of the frame.\n")
    print(f"{'operation':<18}{'rows':>8}{'bytes':>10}{'ours, ms':>11}{'Django, ms':>11}{'ratio':>10}")
    for rows in sizes:
        for operation in OPERATIONS:
            print(show(measure(operation, rows)), flush=True)
        first, theirs = first_render(rows)
        print(show(first), f"  marks add {(first.bytes / theirs - 1) * 100:.1f} %\n")


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
