"""A message on its way to the browser: those who listen may add to it, and hear what became of it."""

from __future__ import annotations

from djust.protocol import codec
from djust.protocol.messages import Downward, Frame, Resumed
from djust.session.outlet import Outlet
from djust.signals import update_sending, update_sent
from djust.view.page import Page


def send(page: Page, outlet: Outlet, message: Downward) -> int:
    """Send a message; returns its bytes."""
    sender = type(page.view)
    if update_sending.receivers and isinstance(message, Frame):  # asking for the sender's costs ten times as much
        update_sending.send_robust(sender, page=page, frame=message)
    text = codec.encode(message)
    outlet.send(text)
    size = len(text) if text.isascii() else len(text.encode())
    if update_sent.receivers:
        match message:
            case Frame(number, refs, ops):
                update_sent.send_robust(sender, page=page, number=number, refs=refs, ops=ops, size=size)
            case Resumed(frame=number, ops=ops):
                update_sent.send_robust(sender, page=page, number=number, refs=(), ops=ops, size=size)
    return size
