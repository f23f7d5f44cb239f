"""``python -m djust COMMAND``."""

from __future__ import annotations

import sys
from collections.abc import Callable

from djust.demo import start
from djust.explain import command as explain
from djust.scaffold import new

USAGE = """usage: python -m djust COMMAND

  new       make a Django project with one live page and its test
  demo      serve the demo at http://127.0.0.1:8000 (--help for its options)
  explain   show a template's parts and what an update of each costs"""

#: A command is a function of its arguments that returns the exit status.
COMMANDS: dict[str, Callable[[list[str]], int]] = {"new": new.main, "demo": start.main, "explain": explain.main}


def main(arguments: list[str]) -> int:
    """Run the command that *arguments* name; returns the exit status."""
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    if arguments and arguments[0] not in ("-h", "--help"):
        print(f"djust has no command {arguments[0]!r}.\n", file=sys.stderr)
        print(USAGE, file=sys.stderr)
        return 2
    print(USAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
