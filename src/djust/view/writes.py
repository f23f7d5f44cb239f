"""Which names of its view a handler assigns.

The change tracker sees what is different afterwards. A handler that assigns what was there already (the results of the search that is on
the page) has written it all the same; so classes whose handlers' outcomes are kept note each assignment while such a handler runs.
"""

from __future__ import annotations

from typing import Any, Final

from djust.view import actions
from djust.view.registry import RESERVED

_NOTES: Final = "_djust_notes"


def note_writes(view_class: type) -> None:
    """Let instances of *view_class* note what is assigned to them, in ``page.writes``, while that is a set."""
    assign: Any = view_class.__setattr__
    if hasattr(assign, _NOTES):  # a parent class does
        return

    def __setattr__(self: Any, name: str, value: Any) -> None:
        page = self._djust
        if page is not None and page.writes is not None and name not in RESERVED and name != actions.NAME:
            page.writes.add(name)
        assign(self, name, value)

    setattr(__setattr__, _NOTES, True)
    view_class.__setattr__ = __setattr__  # type: ignore[method-assign,assignment]  # that is how a class gets one
