"""The Japanese of the page: one word for one thing, brackets and colons of one width, no space between two Japanese words."""

from __future__ import annotations

import json
import re

import pytest

from app.service.messages import catalogue, sentence
from tests.project.sources import CHECKOUT

OTHER_WORDS = {
    "パラメーター": "パラメータ",
    "雑音": "ノイズ",
    "開始点": "出発点",
    "オプティマイザ": "手法",
    "ベクター": "ベクトル",
}
KANA = "ぁ-んァ-ヶ一-龠々ー"
ABOUT_FORMULAS = re.compile(r"(?:sum|if|f|x)\(|\( \)|\(\{")


@pytest.mark.parametrize(("word", "ours"), OTHER_WORDS.items())
def test_a_thing_has_one_name(word: str, ours: str) -> None:
    paths = [*CHECKOUT.glob("app/**/*.py"), *CHECKOUT.glob("app/locales/*.json"), *CHECKOUT.glob("templates/*.html")]
    found = [path.name for path in paths if word in path.read_text(encoding="utf-8")]
    assert not found, f"say {ours}"


def test_brackets_and_colons_are_as_wide_as_the_words_in_them() -> None:
    api = json.loads((CHECKOUT / "app" / "locales" / "api.ja.json").read_text(encoding="utf-8"))
    for key, words in {**catalogue("ja"), **api}.items():
        prose = re.sub(r"`[^`]*`", "$", words)
        if not ABOUT_FORMULAS.search(prose):
            assert not re.search(rf"\([^()]*[{KANA}]|[{KANA}] ?\(", prose), f"{key}: {words}"
        assert not re.search(rf"[{KANA}]:", prose), f"{key}: {words}"
        assert not re.search(rf"[{KANA}][A-Za-z0-9]|[A-Za-z0-9][{KANA}]", prose), f"{key}: {words}"
        assert not re.search(rf"[{KANA}、。] [{KANA}]", prose), f"{key}: {words}"
        assert not re.search(rf"\}}[{KANA}]|[{KANA}]\{{", prose), f"{key}: {words}; a Japanese name closes up by itself"


@pytest.mark.parametrize(
    ("name", "said"), [("モメンタム", "モメンタムを隠す"), ("SGD", "SGD を隠す"), ("私の 手法", "私の 手法を隠す")]
)
def test_a_japanese_name_closes_up_with_the_words_around_it(name: str, said: str) -> None:
    assert sentence("ja", "run.hide", run=name) == said
