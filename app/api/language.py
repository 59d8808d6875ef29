"""The caller's language: `?lang=`, or else the `Accept-Language` header."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from app.service.messages import LANGUAGES, best_language


def language_of(connection: HTTPConnection) -> str:
    """`en` or `ja`."""
    asked = connection.query_params.get("lang")
    return asked if asked in LANGUAGES else best_language(connection.headers.get("accept-language", ""))
