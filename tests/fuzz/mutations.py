"""Cases: messages as browsers send them, and what can be made of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIRE = Path(__file__).resolve().parents[1] / "wire"
NAMES = (  # noqa: SIM905 - a list of forty lines reads worse
    "add anything typed restricted forbidden later dj-model unmarked _private served handle_info handle_params mount get dispatch setup "
    "as_view update redirect subscribe unsubscribe run start_async cancel_async get_context_data __init__ __class__ __dict__ constructor "
    "__proto__ prototype text rows admin _secret request _djust constant hook on_mount template add.__globals__ rows.append"
).split()
PARAMS = (  # noqa: SIM905
    "by whole real yes word many size which day price key address address.street table allowed hidden text number flag admin _secret "
    "__class__ __proto__ constructor prototype self view session request args kwargs value _target csrfmiddlewaretoken rows unmarked"
).split()
KINDS = ("int", "float", "bool", "json", "list")
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, 10**40, -0.0, 1.5, 1e308, 5e-324),
    *(
        "",
        "0",
        "1",
        "-1",
        "abc",
        "true",
        "NaN",
        "Infinity",
        "1e999",
        "9" * 5000,
        "\0",
        "\ud800",
        "\u202e",
        "\uffff",
        "é",
        "𝕏",
        "<b>",
        "<!--{-->",
    ),
    *(
        "../../etc/passwd",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https://evil.example/",
        "/fortress/?a=1#x",
        "s",
        "l",
        "a",
    ),
    *("2024-01-31", "2024-02-31", "00000000-0000-0000-0000-000000000000", '{"a":1}', "[1,2]", "1,2,3", "x" * 3000),
    *([], {}, [[]], [None], {"": ""}, {"__proto__": {"admin": True}}, {"constructor": {"prototype": {"admin": 1}}}, [1, [2, [3, [4]]]]),
)


def seeds() -> list[str]:
    """Return messages that are right: the shared examples, and those of this page."""
    texts = []
    for file in sorted(WIRE.glob("*.json")):
        example = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(example, dict) and "message" in example:
            texts.append(json.dumps(example["message"]))
    texts += [json.dumps([1, 0, name, {param: ODD[number % len(ODD)]}]) for name in NAMES[:6] for number, param in enumerate(PARAMS)]
    texts += ['["join",{"session":"SESSION","url":"/fortress/"}]', '["resume",{"key":"KEY","frame":0,"url":"/fortress/"}]', '["ack",1]']
    return texts


class Cases:
    """An endless row of cases; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._seeds = seeds()

    def __iter__(self) -> Iterator[str]:
        while True:
            yield self.one()

    def one(self) -> str:
        """Return one message, or what was one."""
        kind = self._dice.random()
        if kind < 0.35:
            return self._event()
        if kind < 0.65:
            return self._edited(self._dice.choice(self._seeds))
        if kind < 0.9:
            return self._damaged(self._dice.choice(self._seeds))
        return self._noise()

    def lines(self) -> str:
        """Return a conversation."""
        return "\n".join(self.one() for _ in range(self._dice.randint(1, 12)))

    def _event(self) -> str:
        dice = self._dice
        params = {dice.choice(PARAMS): self._value() for _ in range(dice.randint(0, 4))}
        message: list[Any] = [
            dice.choice((dice.randint(1, 40), dice.choice(ODD))),
            dice.choice((0, 0, dice.randint(0, 9), dice.choice(ODD))),
        ]
        message += [dice.choice((*NAMES, self._call(), self._call(), self._value())), params]
        if dice.random() < 0.3:
            message.append({name: dice.choice((*KINDS, self._value())) for name in params if dice.random() < 0.7})
        if dice.random() < 0.2:
            message.append(self._value())
        return json.dumps(message, ensure_ascii=dice.random() < 0.8)

    def _call(self) -> str:
        dice = self._dice
        args = (dice.choice((repr(self._value()), json.dumps(self._value()), *"'\\,(")) for _ in range(dice.randint(0, 4)))
        return f"{dice.choice(NAMES)}({', '.join(args)})"

    def _value(self, depth: int = 0) -> Any:
        kind = self._dice.random()
        if depth < 3 and kind < 0.15:
            return [self._value(depth + 1) for _ in range(self._dice.randint(0, 4))]
        if depth < 3 and kind < 0.3:
            return {str(self._dice.choice((*PARAMS, "a"))): self._value(depth + 1) for _ in range(self._dice.randint(0, 3))}
        return self._dice.choice(ODD)

    def _edited(self, text: str) -> str:
        data = json.loads(text)
        for _ in range(self._dice.randint(1, 4)):
            data = self._edit(data)
        return json.dumps(data)

    def _edit(self, data: Any) -> Any:
        if isinstance(data, list) and data and self._dice.random() < 0.8:
            place = self._dice.randrange(len(data))
            match self._dice.randrange(4):
                case 0:
                    return [*data[:place], *data[place + 1 :]]
                case 1:
                    return [*data[:place], self._value(), *data[place:]]
                case _:
                    return [*data[:place], self._edit(data[place]), *data[place + 1 :]]
        if isinstance(data, dict) and data and self._dice.random() < 0.8:
            key = self._dice.choice(list(data))
            return {**data, self._dice.choice((key, key, "__proto__", "x")): self._edit(data[key])}
        return self._value()

    def _damaged(self, text: str) -> str:
        dice = self._dice
        for _ in range(dice.randint(1, 6)):
            place = dice.randrange(len(text) + 1)
            match dice.randrange(5):
                case 0:
                    text = text[:place]
                case 1:
                    text = (
                        text[:place]
                        + chr(dice.choice((0, 34, 44, 91, 93, 92, 123, 125, 0xD800, 0x1F600, dice.randrange(0x110000))))
                        + text[place:]
                    )
                case 2:
                    text = text[:place] + text[place + dice.randint(1, 5) :]
                case 3:
                    text = (
                        text[:place] + dice.choice(("[" * 40, '{"a":' * 40, "9" * 400, "\\u0000", '"' * 7, "1e999", "NaN")) + text[place:]
                    )
                case _:
                    text += text[place:]
        return text

    def _noise(self) -> str:
        return "".join(chr(self._dice.randrange(0x300)) for _ in range(self._dice.randrange(60)))
