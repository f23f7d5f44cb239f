"""What tools may listen to; the core sends these and knows no listener.

======================  ==========================================================================================================
signal                  sent with (``sender`` is the view's class, except for ``author_failed``: None)
======================  ==========================================================================================================
``session_joined``      ``session``, ``how``: a browser is connected to its page
``session_resumed``     ``session``: it is back
``session_ended``       ``session``: nobody will come back
``event_handled``       ``session``, ``event``, ``seconds``, ``error`` (a `ClientError` or None), ``size``: bytes that were sent meanwhile
``update_sending``      ``page``, ``frame``: before a frame is written; listeners may add to ``frame.extras``
``update_sent``         ``page``, ``number`` (the frame's), ``refs`` (the events that it answers), ``ops`` (its operations), ``size``:
                        its bytes
``page_written``        ``page``: its HTML is being written, under ``DEBUG``; the text that a listener returns goes to the
                        developers' half of the client
``author_failed``       ``name``, ``error``: an exception of an author's handler, task, ``handle_info`` or template
======================  ==========================================================================================================

Receivers run in the thread that does the work; one that raises is logged and does no harm. What takes how long inside an event is told by
`djust.spans`.
"""

from __future__ import annotations

from django.dispatch import Signal

# What is sent for each event remembers who listens to which view.
session_joined = Signal()
session_resumed = Signal()
session_ended = Signal()
event_handled = Signal(use_caching=True)
update_sending = Signal(use_caching=True)
update_sent = Signal(use_caching=True)
page_written = Signal()
author_failed = Signal()
