"""Our own mistakes: the caller gets a problem document, the log gets the traceback, and nobody gets both."""

from __future__ import annotations

import asyncio
import logging

import httpx
import pytest
from fastapi import FastAPI

from app.main import create_app
from tests.api.test_guard import HEADERS


def asked(app: FastAPI, path: str) -> httpx.Response:
    """An answer of `app` without a server between."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_an_exception_is_an_internal_error_with_all_headers(caplog: pytest.LogCaptureFixture) -> None:
    app = create_app()

    @app.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError("a detail that is nobody's business")

    with caplog.at_level(logging.ERROR, logger="thalweg"):
        answer = asked(app, "/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "internal"
    assert "detail that" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert [record.message for record in caplog.records] == ["an answer failed"]
    assert caplog.records[0].exc_info is not None


def test_two_apps_in_one_process_count_for_themselves() -> None:
    one, other = create_app(), create_app()
    asked(one, "/healthz")
    asked(one, "/healthz")
    asked(other, "/healthz")
    counted = [
        app.state.metrics.registry.get_sample_value("thalweg_requests_total", {"method": "GET", "status": "200"})
        for app in (one, other)
    ]
    assert counted == [2, 1]
