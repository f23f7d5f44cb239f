"""What tools may listen to; the session sends these and knows no listener.

``session_joined(sender=view class, session, how)`` · ``session_resumed(sender, session)`` · ``session_ended(sender, session)`` ·
``event_handled(sender, session, event, seconds, error)`` (``error`` is a `ClientError` or None) ·
``author_failed(sender=None, name, error)`` (an exception of an author's handler, task, ``handle_info`` or template).

Receivers run in the thread that handled the event; one that raises is logged and does no harm.
"""

from __future__ import annotations

from django.dispatch import Signal

session_joined = Signal()
session_resumed = Signal()
session_ended = Signal()
event_handled = Signal()
author_failed = Signal()
