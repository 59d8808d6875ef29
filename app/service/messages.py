"""Sentences for people, from the one catalogue that page and server share (`locales/*.json`)."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from app.engine.text import Text

LANGUAGES = ("en", "ja")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_EDGE = "\0"
"""Where something was filled in."""
_WIDE = "[\u3001-\u9fff\uff01-\uff60]"
_GAP = re.compile(f"(?<={_WIDE}{_EDGE}) (?={_EDGE}?{_WIDE})|(?<={_WIDE}) (?={_EDGE}{_WIDE})")
"""Beside Latin letters and numbers there is a space in Japanese, between two words of Japanese there is none."""
_LONG = 100_000
"""Whole numbers from here on are read in groups of three digits."""
_ACCEPTED = re.compile(r"\s*(?P<language>[A-Za-z]+)(?:-[\w-]*)?\s*(?:;\s*q=(?P<weight>[01](?:\.[0-9]{0,3})?)\s*)?")
"""One entry of an `Accept-Language` header (RFC 9110, 12.5.4)."""


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every text of `language` by its key."""
    text = (files("app.locales") / f"{language}.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded


def sentence(language: str, key: str, **arguments: Any) -> str:
    """The text of `key` in `language`, with `{placeholders}` filled.

    Placeholders are replaced in one pass, never with `str.format`: an argument may be something a user typed. A key that
    is not in the catalogue stands for itself: a missing sentence must not turn a refusal into an internal error.
    """
    text = catalogue(language if language in LANGUAGES else "en").get(key, key)
    filled = _PLACEHOLDER.sub(
        lambda match: f"{_EDGE}{_shown(arguments[match[1]])}{_EDGE}" if match[1] in arguments else match[0], text
    )
    return _GAP.sub("", filled).replace(_EDGE, "")


def best_language(accepted: str) -> str:
    """The language for an `Accept-Language` header: Japanese if it is wanted more than English."""
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(","):
        found = _ACCEPTED.fullmatch(part)
        if found and found["language"].lower() in LANGUAGES and (weight := float(found["weight"] or 1)) > 0:
            wanted.append((weight, found["language"].lower()))
    return max(wanted, key=lambda entry: entry[0])[1] if wanted else "en"


def keywords(language: str, *texts: Text) -> str:
    """What the other languages say, so that a search finds it in any."""
    others = [other for other in LANGUAGES if other != language]
    return " ".join(dict.fromkeys(text.in_language(other) for text in texts for other in others))


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"{value:,}" if isinstance(value, int) and abs(value) >= _LONG else str(value)
