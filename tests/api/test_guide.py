"""The page that explains the interface: all of OpenAPI, each thing once, and all of it in both languages."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import httpx
import pytest

from app.api.fields import ARRAY_OF, Field
from app.api.guide import commands_of_the_socket, errors_of, operations_of

JAPANESE: dict[str, str] = json.loads((files("app.locales") / "api.ja.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def openapi(rest: httpx.Client) -> dict[str, Any]:
    document: dict[str, Any] = rest.get("/api/v1/openapi.json").json()
    return document


def sentences(openapi: dict[str, Any]) -> Iterator[str]:
    """Everything that the page says out of the document, in English."""
    yield from errors_of(openapi, "en").values()
    for operation in operations_of(openapi, "", "", "en"):
        yield from operation["paragraphs"]
        yield from (parameter["meaning"] for parameter in operation["parameters"])
        yield from _told(operation["body"])
        yield from operation["responses"].values()
    for command in commands_of_the_socket("en"):
        yield command["meaning"]
        yield from _told(command["fields"])


def test_whatever_the_interface_says_of_itself_has_japanese(openapi: dict[str, Any]) -> None:
    said = set(sentences(openapi))
    assert "" not in said, "a call, a field or a message without a word of explanation"
    assert said - JAPANESE.keys() == set()
    assert JAPANESE.keys() - said == set(), "no longer said"
    assert all(re.search("[ぁ-んァ-ヶ一-龠]", words) for words in JAPANESE.values())


def test_code_in_a_sentence_is_the_same_in_japanese() -> None:
    for english, japanese in JAPANESE.items():
        assert set(_code(english)) <= set(_code(japanese)), english


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_has_every_call_and_tells_what_they_share_once(
    rest: httpx.Client, openapi: dict[str, Any], language: str
) -> None:
    page = rest.get("/api", params={"lang": language}).text
    for operation in operations_of(openapi, "", "", language):
        assert page.count(f'id="{operation["anchor"]}"') == 1
        assert page.count(f'href="#{operation["anchor"]}"') >= 1
    for words in errors_of(openapi, language).values():
        assert page.count(html.escape(words.partition("`")[0])) == 1
    assert page.count("<code>runs[].optimizer</code>") == 1
    assert page.count('href="#post-api-v1-trajectories"') > 12


def test_the_page_in_japanese_holds_no_english_sentence(rest: httpx.Client) -> None:
    page = rest.get("/api", params={"lang": "ja"}).text
    shown = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>|<pre.*?</pre>|<code.*?</code>|<[^>]*>", " ", page)
    assert not re.findall(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", html.unescape(shown))


def _told(fields: list[Field]) -> Iterator[str]:
    for field in fields:
        yield field.meaning
        for kind in field.type.split(" | "):
            if kind.startswith(ARRAY_OF):
                yield f"{ARRAY_OF}…"
            elif " " in kind:
                yield kind


def _code(words: str) -> list[str]:
    return re.findall("`([^`]*)`", words)
