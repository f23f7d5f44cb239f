"""No name and no payload of a page reaches what all objects of the browser have in common."""

from __future__ import annotations

import json

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMMON = """() => [Object, Array, Function, String, Map].map((kind) => Object.getOwnPropertyNames(kind.prototype).sort().join())"""
POLLUTED = "() => [({}).polluted, [].polluted, (() => {}).polluted, ''.polluted, djust.polluted].some((each) => each !== undefined)"


async def test_hostile_names_of_attributes_and_fields_stay_names(visit: Visit) -> None:
    await visit.open("/browser/polluting/")
    common = await visit.run(COMMON)
    for button in ("#data", "#value", "#submit"):
        await visit.click(button)

        assert json.loads(await visit.text("#said"))["plain"] == "kept"
        assert not await visit.run(POLLUTED)
    await visit.page.fill("#model", "typed")
    await visit.quiet()

    assert await visit.run(COMMON) == common
    assert await visit.page.input_value("#model") == "typed"


async def test_hostile_state_and_pushed_events_stay_data(visit: Visit) -> None:
    await visit.open("/browser/polluting/")
    await visit.run("() => { window.pushed = []; document.addEventListener('djust:event', (e) => pushed.push(e.detail.name)) }")
    common = await visit.run(COMMON)
    for button in ("#publish", "#push", "#data"):
        await visit.click(button)

        assert not await visit.run(POLLUTED)
    state = "() => [djust.state.get('toString'), typeof djust.state.get('hasOwnProperty'), typeof djust.state.get('__proto__')]"

    assert await visit.run("() => pushed") == ["__proto__", "constructor", "pushed"]
    assert await visit.run(COMMON) == common
    assert await visit.run(state) == ["published", "undefined", "undefined"]
    assert await visit.text("#deep") != "Function"


async def test_scripts_may_use_hostile_keys_as_keys(visit: Visit) -> None:
    await visit.open("/browser/polluting/")
    for key in ("__proto__", "constructor", "prototype"):
        await visit.run("(key) => djust.state.set(key, {polluted: 1})", key)

    assert not await visit.run(POLLUTED)
    assert await visit.run("() => djust.state.get('__proto__').polluted") == 1
