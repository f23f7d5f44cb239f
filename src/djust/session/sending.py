"""A message on its way to the browser: those who listen may add to it, and hear what became of it."""

from __future__ import annotations

import logging

from djust.protocol import codec
from djust.protocol.messages import Downward, Frame, Joined, Morph, Resumed
from djust.session.outlet import Outlet
from djust.signals import update_sending, update_sent
from djust.template import any_morph
from djust.view import document
from djust.view.page import Page

logger = logging.getLogger("djust")


def send(page: Page, outlet: Outlet, message: Frame | Resumed) -> int:
    """Send a message; returns its bytes."""
    sender = type(page.view)
    if update_sending.receivers and isinstance(message, Frame):  # asking for the sender's costs ten times as much
        update_sending.send_robust(sender, page=page, frame=message)
    text = deliver(page, outlet, message)
    size = len(text) if text.isascii() else len(text.encode())
    if update_sent.receivers:
        match message:
            case Frame(number, refs, ops):
                update_sent.send_robust(sender, page=page, number=number, refs=refs, ops=ops, size=size)
            case Resumed(frame=number, ops=ops):
                update_sent.send_robust(sender, page=page, number=number, refs=(), ops=ops, size=size)
    return size


def deliver(page: Page, outlet: Outlet, message: Joined | Frame | Resumed) -> str:
    """Send a message, behind word of the morph where it needs that; returns its text."""
    text = codec.encode(message)
    if type(message) is not Frame:
        page.told_of_morph = False  # a connection begins; who knows what its browser has
    if _needs_morph(page, message, text):
        page.told_of_morph = True
        try:
            outlet.send(codec.encode(Morph(document.morph_url())))
        except Exception:  # a project's storage that does not know our script, say: no event may wait for that
            logger.exception("%s: nobody knows where %s is", page.name, document.MORPH_SCRIPT)
    outlet.send(text)
    return text


def _needs_morph(page: Page, message: Downward, text: str) -> bool:
    """Whether the browser has to be told: once for each connection, and with each whole page, for it may ask because loading failed."""
    match message:
        case Joined(html=str()):
            return True
        case Frame(extras={"html": _}):
            return True
    # Few have it, and to look for it in the text takes no time.
    if page.told_of_morph or ',6,"' not in text:
        return False
    match message:
        case Frame(ops=ops, extras={"cache": [_, outcome]}):
            return any_morph(ops) or any_morph(outcome)
        case Joined(ops=ops) | Resumed(ops=ops) | Frame(ops=ops):
            return any_morph(ops or ())
    return False
