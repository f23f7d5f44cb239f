"""An element sends what the browser sends of it: `client/src/events/action.ts`."""

from __future__ import annotations

from typing import Any

import pytest

from djust.testing.attributes import Sent, sent_by, written_call
from djust.testing.refusals import CannotBeDone

VALUES: dict[str, tuple[dict[str, str], dict[str, Any], dict[str, str]]] = {
    "kebab becomes snake": ({"data-item-id": "5", "data-dj-row": "a"}, {"item_id": "5", "row": "a"}, {}),
    "dj-value wins": ({"dj-value-kind": "b", "data-kind": "a"}, {"kind": "b"}, {}),
    "a type travels beside its text": ({"data-n:int": " +7 ", "dj-value-on:bool": ""}, {"n": " +7 ", "on": ""}, {"n": "int", "on": "bool"}),
    "a type goes with the value that loses": ({"dj-value-n": "b", "data-n:int": "5"}, {"n": "b"}, {}),
    "so does the lack of one": ({"dj-value-n:int": "5", "data-n": "b"}, {"n": "5"}, {"n": "int"}),
    "others say nothing": ({"class": "a", "dj-click": "save", "database": "x"}, {}, {}),
}


@pytest.mark.parametrize(("attributes", "params", "types"), VALUES.values(), ids=VALUES)
def test_what_an_element_says_of_itself(attributes: dict[str, str], params: dict[str, Any], types: dict[str, str]) -> None:
    assert sent_by(" save ", {"x": 1, **dict.fromkeys(params, "lost")}, attributes) == Sent("save", {"x": 1, **params}, types)


def test_arguments_are_written_as_in_a_template() -> None:
    assert written_call("pick", [1, "it's \\", True, None, 1.5]) == "pick(1, 'it\\'s \\\\', true, null, 1.5)"
    assert written_call("save", []) == "save"


@pytest.mark.parametrize("value", [[1], {}, object(), float("nan")])
def test_what_no_template_can_write_is_no_argument(value: object) -> None:
    with pytest.raises(CannotBeDone, match="give it a name"):
        written_call("pick", [value])
