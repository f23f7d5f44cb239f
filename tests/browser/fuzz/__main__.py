"""Tells stories for as long as asked: ``python -m tests.browser.fuzz --minutes 60``."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import time

import django

from tests.browser.chromium import launched
from tests.browser.oracle.stage import Stage


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--updates", type=int, default=8, help="updates of each story")
    parser.add_argument("--seed", type=int, help="tell this story only")
    parser.add_argument("--first", type=int, help="the first seed; without it, one of this moment")
    parser.add_argument("--shrink", type=float, default=60, help="seconds for making a failure small")
    return parser.parse_args()


async def _tell_all(arguments: argparse.Namespace) -> int:
    from tests.browser.fuzz.shrink import shrunk  # settings first
    from tests.browser.fuzz.story import Story, Unfit, tell

    deadline = time.monotonic() + arguments.minutes * 60
    single = arguments.seed is not None
    seed = arguments.seed if single else arguments.first if arguments.first is not None else int(time.time()) * 1000
    told = failed = unfit = 0
    async with launched() as browser:
        while time.monotonic() < deadline and not (single and told):
            async with Stage.opened(browser) as stage:  # anew from time to time: pages gather memory
                for _ in range(1 if single else 200):
                    if time.monotonic() > deadline:
                        break
                    story = Story.of(seed, arguments.updates)
                    told += 1
                    try:
                        failure = await tell(story, stage)
                    except Unfit as error:
                        failure, unfit = None, unfit + 1
                        print(f"seed {seed}: unfit, {error}", flush=True)
                    if failure:
                        failed += 1
                        small, last = await shrunk(story, failure, stage, arguments.shrink)
                        print(f"seed {seed}: {last.text}\n\n{small}\n{'-' * 100}", flush=True)
                    seed += 1
    print(f"{told} stories of {arguments.updates} updates up to seed {seed - 1}: {failed} failed, {unfit} unfit")
    return 1 if failed or unfit else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site.settings")
    django.setup()
    logging.disable(logging.WARNING)  # keys that are there twice are part of many stories
    raise SystemExit(asyncio.run(_tell_all(_arguments())))
