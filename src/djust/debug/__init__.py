"""What the server tells the debug panel, only under ``DEBUG``; the core knows nothing of it.

::

    spans, signals ──▶ Record of an event or a task ──▶ `debug` of the frame that answers ──▶ client/src/debug/
    page_written   ──▶ handlers, parts of the template ──▶ `data-debug` of the page

`attach` lets it listen. Without that nothing is collected, and nothing is paid.
"""

from djust.debug.collector import attach, detach

__all__ = ["attach", "detach"]
