"""Guide words: what the OpenAPI document says in English, in Japanese for the page that explains it.

The document itself stays in one language, for machines and their makers; `locales/api.ja.json` has its sentences. A test
holds the two together: no sentence without Japanese, none that is no longer said.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from app.api.fields import ARRAY_OF, Field


def said(words: str, language: str) -> str:
    """A sentence of the document in `language`."""
    return _japanese().get(words, words) if language == "ja" else words


def field_in(field: Field, language: str) -> Field:
    """A field with its type and its meaning in `language`."""
    kinds = " | ".join(_kind(kind, language) for kind in field.type.split(" | "))
    return field._replace(type=kinds, meaning=said(field.meaning, language))


def _kind(kind: str, language: str) -> str:
    if kind.startswith(ARRAY_OF):
        return said(f"{ARRAY_OF}…", language).replace("…", kind.removeprefix(ARRAY_OF))
    return said(kind, language)


@cache
def _japanese() -> dict[str, str]:
    text = (files("app.locales") / "api.ja.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded
