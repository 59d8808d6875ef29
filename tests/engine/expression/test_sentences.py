"""Every sentence of the formula language exists in every language of the catalogue, with the same placeholders."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from app.engine.expression.errors import HINTS, MESSAGES, NOTES
from app.engine.expression.traits import TAKEN, TRAITS

OWN = {
    **{f"expression.{code}": text for code, text in MESSAGES.items()},
    **{f"expression.hint.{code}": text for code, text in HINTS.items()},
    **{f"expression.note.{code}": text for code, text in NOTES.items()},
    **{f"expression.trait.{code}": text for code, text in TRAITS.items()},
    **{f"expression.taken.{code}": text for code, text in TAKEN.items()},
}


def _catalogue(language: str) -> dict[str, str]:
    texts = json.loads((files("app.locales") / f"{language}.json").read_text("utf-8"))
    return {key: text for key, text in texts.items() if key.startswith("expression.")}


def test_the_english_catalogue_says_what_the_engine_says() -> None:
    assert _catalogue("en") == OWN


@pytest.mark.parametrize("key", OWN)
def test_the_japanese_sentence_has_the_placeholders_of_the_english_one(key: str) -> None:
    placeholders = re.compile(r"\{\w+\}")
    assert set(placeholders.findall(_catalogue("ja")[key])) == set(placeholders.findall(OWN[key]))
