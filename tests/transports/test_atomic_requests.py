"""Pages over HTTP where the project has ``ATOMIC_REQUESTS``, under which Django calls no coroutine."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import AsyncClient, Client

from djust.transports import http

pytestmark = [pytest.mark.urls("tests.site.api_urls"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _atomic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)


async def test_a_line_is_to_be_had_and_begun_under_asgi() -> None:
    client = AsyncClient()
    asked = await client.get("/djust/live/")
    begun = await client.post("/djust/live/", "[]", content_type="application/json")
    gone_on = await client.post(f"/djust/live/{begun.headers[http.LINE]}/", "[]", content_type="application/json")

    assert "token" in asked.json()
    assert (begun.status_code, gone_on.status_code) == (200, 200)


def test_a_line_is_to_be_had_and_begun_under_wsgi() -> None:
    client = Client()
    begun = client.post("/djust/live/", '["[\\"ping\\"]"]', content_type="application/json")

    assert (begun.status_code, begun.content) == (200, b'[["pong"]]')
