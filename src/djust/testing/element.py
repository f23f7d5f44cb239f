"""What `LiveViewTest.find` returns: an element as it stands on the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import djust.testing.screen as screen
from djust.testing.fields import FIELDS, Fields, kind_of


class Element:
    """One element, as it is when it is asked for; an update does not change it, ask the page again then."""

    def __init__(self, node: Any, fields: Fields) -> None:
        self._node = node
        self._fields = fields

    @property
    def tag(self) -> str:
        """Its name."""
        return str(self._node.tag)

    @property
    def text(self) -> str:
        """What a person reads in it, with single spaces; nothing where it is hidden."""
        return screen.text_of(self._node)

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes, as the server wrote them."""
        return MappingProxyType(dict(self._node.attrib))

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: object) -> bool:
        return name in self.attributes

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute, or *default*."""
        return self.attributes.get(name, default)

    @property
    def classes(self) -> list[str]:
        """The names in its ``class``."""
        return str(self._node.get("class", "")).split()

    @property
    def value(self) -> Any:
        """What a field shows: a text; of a checkbox a bool; of a multiple select a list. Of other elements their ``value`` attribute."""
        if self.tag in FIELDS:
            return self._fields.value(self._node)
        return self._node.get("value")

    @property
    def checked(self) -> bool:
        """Whether a checkbox or a radio button is ticked."""
        return kind_of(self._node) in ("checkbox", "radio") and self._fields.is_checked(self._node)

    @property
    def disabled(self) -> bool:
        """Whether it is disabled, by itself or by a fieldset."""
        return screen.is_disabled(self._node)

    @property
    def visible(self) -> bool:
        """Whether the page shows it, as far as its attributes say; style sheets are not read."""
        return not screen.unseen(self._node)

    @property
    def focused(self) -> bool:
        """Whether the person is there."""
        return self._fields.focused is self._node

    def __repr__(self) -> str:
        return screen.describe(self._node)
