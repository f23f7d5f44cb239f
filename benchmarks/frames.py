"""What the browser is measured with: a page, and for each operation the frames that the server sends for it, as JSON on the output.

``npm run bench`` in ``client/`` calls ``python -m benchmarks.frames``.
"""

from __future__ import annotations

import json
import os
import random
import sys
from typing import Any

import django

from benchmarks.measure import Page
from benchmarks.table_page import OPERATIONS, Operation

ROWS, ROUNDS = 1000, 25
#: The frames that are measured against the whole page as well: how many of them.
WHOLE = 7


def replay(operation: Operation, rows: int = ROWS) -> dict[str, Any]:
    """Return the page as served, the frame of each round, and the whole page after each of the first rounds and the last one."""
    held, dice = Page(rows), random.Random(5)
    first, frames, pages = held.plan.write(held.values), [], []
    for number in range(ROUNDS):
        operation.do(held.state, dice)
        held.update()
        frames.append(held.sent)
        if number < WHOLE:
            pages.append(held.plan.write(held.values))
    return {"name": operation.name, "page": first, "frames": frames, "pages": pages, "last": held.plan.write(held.values)}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    json.dump([replay(operation) for operation in OPERATIONS], sys.stdout)
