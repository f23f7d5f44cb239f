"""Form fields as a person fills them in: what they show, what is typed, what they send, and what an update does to that.

The attributes of a field hold what the server last wrote; here is what the person did on top of it (docs/internals/wire.md, 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from djust.testing.refusals import CannotBeDone, listed
from djust.testing.screen import Screen, ancestors, describe, is_disabled, out_of_reach

FIELDS: Final = ("input", "textarea", "select")
#: Inputs into which nobody types.
_PRESSED: Final = ("submit", "button", "reset", "image")
_NOT_TYPED: Final = (*_PRESSED, "hidden", "checkbox", "radio", "file", "range", "color")


class Fields:
    """The fields of one screen.

    Attributes:
        edited: By field, what the person made of it: a text, whether it is ticked, or the options that are chosen.
        focused: Where the person is.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.edited: dict[Any, Any] = {}
        self.focused: Any = None

    # -- what they show --------------------------------------------------------------------------------------------------

    def value(self, field: Any) -> Any:
        """Return what a field says on its own: a checkbox a bool, a multiple select a list, anything else its text."""
        kind = kind_of(field)
        if kind == "file":
            raise CannotBeDone(f"{describe(field)}: files cannot be sent with an event. Post that form to an ordinary Django view.")
        if kind == "checkbox":
            return self.is_checked(field)
        if field.tag == "select":
            chosen = [option_value(option) for option in self.chosen(field)]
            return chosen if _is_multiple(field) else (chosen or [""])[0]
        return self.text(field)

    def text(self, field: Any) -> str:
        """Return the text of a field that holds one."""
        if field in self.edited and isinstance(self.edited[field], str):
            return str(self.edited[field])
        return _written_text(field)

    def is_checked(self, box: Any) -> bool:
        """Whether a checkbox or a radio button is ticked."""
        found = self.edited.get(box)
        return found if isinstance(found, bool) else box.get("checked") is not None

    def chosen(self, select: Any) -> list[Any]:
        """Return the options of a select that are chosen."""
        if select in self.edited:
            return list(self.edited[select])
        return _chosen_by_server(select)

    # -- what a person does ----------------------------------------------------------------------------------------------

    def put(self, field: Any, value: Any) -> bool:
        """Fill a field in; whether it is another value than before.

        Raises:
            CannotBeDone: A person could not.
        """
        reason = out_of_reach(field) or (f"{describe(field)} is read-only" if field.get("readonly") is not None else "")
        kind = kind_of(field)
        if field.tag not in FIELDS or kind in _PRESSED or kind == "file":
            reason = reason or f"{describe(field)} is no field to be filled in"
        if reason:
            raise CannotBeDone(f"{reason}: nobody can set it to {value!r}.")
        before = self.is_checked(field) if kind in ("checkbox", "radio") else self.value(field)
        if kind in ("checkbox", "radio"):
            self._tick(field, value)
            return before is not self.is_checked(field)
        if field.tag == "select":
            self.edited[field] = _options(field, value)
        elif isinstance(value, bool | list | tuple | dict) or value is None:
            raise CannotBeDone(f"{describe(field)}: expected a text or a number, got {value!r}.")
        else:
            self.edited[field] = str(value)
        return bool(before != self.value(field))

    def _tick(self, box: Any, value: Any) -> None:
        if not isinstance(value, bool):
            raise CannotBeDone(f"{describe(box)}: expected True or False, got {value!r}.")
        if kind_of(box) == "radio" and value:
            for other in self.group(box):
                self.edited[other] = other is box
        self.edited[box] = value

    def group(self, radio: Any) -> list[Any]:
        """Return the radio buttons of which one can be ticked at a time."""
        form, name = self.owner(radio), radio.get("name")
        if not name:
            return [radio]
        return [
            each for each in self._screen.elements if kind_of(each) == "radio" and each.get("name") == name and self.owner(each) is form
        ]

    # -- forms -----------------------------------------------------------------------------------------------------------

    def owner(self, field: Any) -> Any:
        """Return the form that a field belongs to; None for none."""
        named = field.get("form")
        if named is not None:
            return next((each for each in self._screen.elements if each.tag == "form" and each.get("id") == named), None)
        return next((each for each in ancestors(field) if each.tag == "form"), None)

    def of_form(self, form: Any) -> list[Any]:
        """Return the fields and buttons of a form."""
        return [each for each in self._screen.elements if each.tag in (*FIELDS, "button") and self.owner(each) is form]

    def data(self, form: Any, target: Any, submitter: Any = None) -> dict[str, Any]:
        """Return what the browser would send of a form, without the CSRF token."""
        found: dict[str, list[Any]] = {}
        for field in self.of_form(form):
            name = field.get("name")
            if name and not is_disabled(field) and not any(each.tag == "datalist" for each in ancestors(field)):
                found.setdefault(name, []).extend(self._sent(field, submitter))
        data = {
            name: values if len(values) > 1 or self._may_be_several(form, name) else values[0] for name, values in found.items() if values
        }
        data.pop("csrfmiddlewaretoken", None)
        named = target.get("name") if target is not None else None
        return {"_target": named, **data} if named else data

    def _may_be_several(self, form: Any, name: str) -> bool:
        fields = [each for each in self.of_form(form) if each.get("name") == name]
        first = fields[0]
        return _is_multiple(first) if first.tag == "select" else len(fields) > 1 and {kind_of(each) for each in fields[:2]} == {"checkbox"}

    def _sent(self, field: Any, submitter: Any) -> list[Any]:
        kind = kind_of(field)
        if field.tag == "button" or kind in _PRESSED:
            return [field.get("value", "")] if field is submitter else []
        if kind in ("checkbox", "radio"):
            return [field.get("value", "on")] if self.is_checked(field) else []
        if field.tag == "select":
            return [option_value(option) for option in self.chosen(field) if not is_disabled(option)]
        return [] if kind == "file" else [self.text(field)]

    def missing(self, form: Any) -> list[str]:
        """Name the fields without which a browser does not submit a form."""
        return [] if form.get("novalidate") is not None else [describe(each) for each in self.of_form(form) if self._lacks(each)]

    def _lacks(self, field: Any) -> bool:
        if field.get("required") is None or field.tag == "button" or is_disabled(field) or field.get("readonly") is not None:
            return False
        kind = kind_of(field)
        if kind == "radio":
            return not any(self.is_checked(each) for each in self.group(field))
        return kind not in (*_PRESSED, "hidden") and self.value(field) in ("", [], False)

    def submits_by_enter(self, form: Any) -> bool:
        """Whether Enter submits a form that has no button for it: browsers do that where there is one field to type into."""
        return len([each for each in self.of_form(form) if each.tag == "input" and kind_of(each) not in _NOT_TYPED]) <= 1

    def named(self, form: Any, name: str, value: Any) -> list[tuple[Any, Any]]:
        """Return which fields of a form are to be filled in with what, so that *name* has that value.

        Raises:
            CannotBeDone: The form has no such field, or it cannot have that value.
        """
        fields = [
            each for each in self.of_form(form) if each.get("name") == name and each.tag != "button" and kind_of(each) not in _PRESSED
        ]
        if not fields:
            names = listed((each.get("name") for each in self.of_form(form) if each.get("name")), "  none")
            raise CannotBeDone(f"{describe(form)} has no field {name!r}. It has:\n{names}")
        kind = kind_of(fields[0])
        if kind == "radio":
            return [(_with_value(fields, value), True)]
        if kind == "checkbox" and not isinstance(value, bool):
            wanted = [str(each) for each in (value if isinstance(value, list | tuple | set) else [value])]
            for each in wanted:
                _with_value(fields, each)
            return [(each, each.get("value", "on") in wanted) for each in fields]
        if len(fields) > 1 and isinstance(value, list | tuple):
            return list(zip(fields, value, strict=True))
        return [(fields[0], value)]

    # -- an update -------------------------------------------------------------------------------------------------------

    def carry(self, later: Fields, pairs: Mapping[Any, Any], bound: set[Any], *, asked: bool, settled: Iterable[Any]) -> None:
        """Hand over what stays of what a person did, to the same fields after an update.

        Args:
            later: The fields then.
            pairs: What became of each element.
            bound: Those fields then that the template fills.
            asked: Whether the update answers an event.
            settled: The fields whose values that event took along, if it was a success.
        """
        later.focused = pairs.get(self.focused)
        done = set(settled)
        for field, made in self.edited.items():
            now = pairs.get(field)
            if now is None or now.tag != field.tag:
                continue
            held = not asked and field is self.focused
            said_anew = _said(field) != _said(now)
            filled = now in bound or (now.tag == "select" and any(option in bound for option in now.iter("option")))
            if (said_anew and not held) or (field in done and filled):
                continue
            later.edited[now] = [pairs[option] for option in made if option in pairs] if isinstance(made, list) else made


def kind_of(field: Any) -> str:
    """Return the type of an input; '' for what is none."""
    return (field.get("type") or "text").lower() if field.tag == "input" else ""


def option_value(option: Any) -> str:
    """Return what an option sends."""
    value = option.get("value")
    return value if value is not None else " ".join(option.text_content().split())


def _is_multiple(select: Any) -> bool:
    return select.get("multiple") is not None


def _chosen_by_server(select: Any) -> list[Any]:
    options = list(select.iter("option"))
    said = [option for option in options if option.get("selected") is not None]
    if _is_multiple(select):
        return said
    if said or int(select.get("size") or 1) > 1:
        return said[-1:]
    return [option for option in options if not is_disabled(option)][:1]


def _options(select: Any, value: Any) -> list[Any]:
    many = isinstance(value, list | tuple | set)
    if many and not _is_multiple(select):
        raise CannotBeDone(f"{describe(select)}: expected one option, got {value!r}: it has no `multiple`.")
    wanted = [str(each) for each in value] if many else [str(value)]
    options = list(select.iter("option"))
    chosen = []
    for each in wanted:
        found = [option for option in options if each in (option_value(option), " ".join(option.text_content().split()))]
        if not found or is_disabled(found[0]):
            offered = listed((describe(option) for option in options if not is_disabled(option)), "  nothing")
            raise CannotBeDone(f"{describe(select)} does not offer {each!r}. It offers:\n{offered}")
        chosen.append(found[0])
    return chosen


def _with_value(boxes: Sequence[Any], value: Any) -> Any:
    for box in boxes:
        if box.get("value", "on") == str(value):
            return box
    raise CannotBeDone(f"expected one of these to have the value {value!r}:\n{listed(map(describe, boxes), '')}")


def _written_text(field: Any) -> str:
    if field.tag == "textarea":
        return str(field.text_content()).removeprefix("\n")
    return str(field.get("value", ""))


def _said(field: Any) -> Any:
    """Return what the server says of a field."""
    if kind_of(field) in ("checkbox", "radio"):
        return field.get("checked") is not None
    if field.tag == "select":
        return [option_value(option) for option in field.iter("option") if option.get("selected") is not None]
    return _written_text(field)
