"""The floors of both programs: a module imports its own floor and those below it, never upwards."""

from __future__ import annotations

#: From the ground up. A name stands for the module or the whole package; `docs/internals/index.md` tells the same to readers.
PYTHON_FLOORS: dict[str, tuple[str, ...]] = {
    "words": (
        "djust.errors",
        "djust.conf",
        "djust.caches",
        "djust.types",
        "djust.identity",
        "djust.seldom",
        "djust.signals",
        "djust.source_line",
        "djust.spans",
        "djust.sync",
        "djust.workers",
    ),
    "engines": ("djust.template", "djust.protocol", "djust.params", "djust.ratelimit", "djust.topics", "djust.signing", "djust.prediction"),
    "the view": ("djust.decorators", "djust.view"),
    "the session": ("djust.session",),
    "doors": ("djust.transports", "djust.api"),
    "glue": (
        "djust.apps",
        "djust.asgi",
        "djust.checks",
        "djust.debug",
        "djust.event_log",
        "djust.explain",
        "djust.management",
        "djust.scaffold",
        "djust.templatetags",
        "djust.testing",
        "djust.tracing",
        "djust.urls",
        "djust.websocket",
    ),
    "the front": ("djust",),
    "its users": ("djust.__main__", "djust.demo"),
}

CLIENT_FLOORS: dict[str, tuple[str, ...]] = {
    "words": ("alarm", "config", "messages", "errors", "feature", "load", "navigate", "types"),
    "engines": ("connection", "dom", "events", "predict", "state"),
    # Files of their own, which pages import when they need them.
    "apart": ("http", "hooks"),
    "the page": ("view",),
    "features": ("features",),
    "the composition root": ("start", "core", "index", "predictor", "extra", "morph", "debug"),
}


def floor_of(module: str, floors: dict[str, tuple[str, ...]], separator: str) -> int | None:
    """Return the number of the floor a module stands on, or None for one that no floor lists."""
    for number, names in enumerate(floors.values()):
        for name in names:
            if module == name or (name != "djust" and module.startswith(name + separator)):
                return number
    return None


def name_of(number: int, floors: dict[str, tuple[str, ...]]) -> str:
    """Return the name of a floor."""
    return list(floors)[number]
