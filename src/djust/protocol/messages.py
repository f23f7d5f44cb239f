"""What travels between a page and the server, as plain data.

Every word of the wire is spelled here, once; ``codec`` turns these into JSON text and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from djust.types import Op

#: Part of every page's fingerprint: a page written for another version of the wire is given a new body.
VERSION: Final = "1"

JOIN: Final = "join"
RESUME: Final = "resume"
ACK: Final = "ack"
BROKEN: Final = "broken"
PING: Final = "ping"
JOINED: Final = "joined"
RESUMED: Final = "resumed"
REFUSED: Final = "refused"
MORPH: Final = "morph"
PONG: Final = "pong"

How = Literal["adopted", "same", "values", "body"]
Extras = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Join:
    """A page asks for its session; ``digest`` only while it has applied no frame."""

    session: str
    url: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """A page that was connected comes back; ``frame`` is the last one it applied."""

    key: str
    frame: int
    url: str


@dataclass(slots=True)
class Event:
    """Something a person did; ``ref`` counts from 1, ``ack`` is the last frame applied. Nobody changes it; to enforce that takes longer
    than to read it.

    ``name`` and ``args`` are what the attribute's text says (`djust.protocol.literals`), and ``params`` have their types.
    ``cached`` is the number of the earlier outcome that the page shows already, 0 for none; ``weight`` is how long its text was.
    """

    ref: int
    ack: int
    name: str
    params: Mapping[str, Any] = field(default_factory=dict)
    args: tuple[Any, ...] = ()
    cached: int = 0
    weight: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ack:
    """Every frame up to ``frame`` was applied."""

    frame: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A value broke its place; ``path`` leads to the smallest range that holds, ``()`` is the document."""

    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ping:
    """Is somebody there?"""


@dataclass(frozen=True, slots=True)
class Joined:
    """The page has its session: ``ops`` goes with ``how="values"``, ``html`` with ``how="body"``; both with ``publish``."""

    key: str
    how: How
    ops: list[Op] | None = None
    html: str | None = None
    frame: int = 0
    publish: dict[str, Any] | None = None
    state: list[Any] | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The difference since the frame that the page names; events up to ``ref`` are answered; it resumes with ``key`` from now on."""

    frame: int
    ref: int
    ops: list[Op]
    replies: tuple[Extras, ...] = ()
    key: str | None = None
    state: list[Any] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A join or a resume that cannot be; the page navigates when there is a ``to``."""

    code: str
    text: str
    to: str | None = None
    detail: str = ""


@dataclass(slots=True)
class Frame:
    """Operations, and which events they answer: none (``refs`` is empty), one or several. As little frozen as an event is."""

    number: int
    refs: tuple[int, ...]
    ops: list[Op]
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Morph:
    """What follows may need the morph; a page that has none loads it from *url* before it goes on."""

    url: str


@dataclass(frozen=True, slots=True)
class Pong:
    """Somebody is there."""


Upward = Join | Resume | Event | Ack | Broken | Ping
Downward = Joined | Resumed | Refused | Frame | Morph | Pong
