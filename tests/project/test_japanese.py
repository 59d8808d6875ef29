"""The Japanese of the page: one word for one thing, brackets and colons of one width, no space between two Japanese words."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest

from app.service.messages import catalogue, sentence
from tests.project.sources import CHECKOUT

OTHER_WORDS = {
    "パラメーター": "パラメータ",
    "雑音": "ノイズ",
    "開始点": "出発点",
    "オプティマイザ": "手法",
    "ベクター": "ベクトル",
    "慣性": "モメンタム",
    "勾配の長さ": "勾配ノルム",
}
KANA = "ぁ-んァ-ヶ一-龠々ー"
ABOUT_FORMULAS = re.compile(r"(?:sum|if|f|x)\(|\( \)|\(\{")


@pytest.mark.parametrize(("word", "ours"), OTHER_WORDS.items())
def test_a_thing_has_one_name(word: str, ours: str) -> None:
    paths = [*CHECKOUT.glob("app/**/*.py"), *CHECKOUT.glob("app/locales/*.json"), *CHECKOUT.glob("templates/*.html")]
    found = [path.name for path in paths if word in path.read_text(encoding="utf-8")]
    assert not found, f"say {ours}"


def test_the_norm_of_a_gradient_is_called_so() -> None:
    sizes = re.compile("勾配の(大きさ|ノルム)")  # beside the code it may be the size of one coordinate
    found = [
        path.name for path in CHECKOUT.glob("app/locales/*.json") if sizes.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "say 勾配ノルム"


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


def test_beside_japanese_stands_one_space_before_latin_letters_and_none_before_japanese() -> None:
    wrong = re.compile(rf"[{KANA}][A-Za-z0-9]|[A-Za-z0-9][{KANA}]|[{KANA}] [{KANA}]")
    found = [f"{name}: {words[:60]}" for name, words in _beside_the_code() if wrong.search(words)]
    assert not found


def _beside_the_code() -> Iterator[tuple[str, str]]:
    """Every text that stands beside what it names: `Text(en, ja)`, and what a class says of itself in Japanese."""
    for path in CHECKOUT.glob("app/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and len(node.args) > 1:
                said: ast.expr | None = node.args[1]
            elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "japanese":
                said = node.value
            else:
                continue
            if isinstance(said, ast.Constant):
                yield path.name, str(said.value)


@pytest.mark.parametrize(
    ("name", "said"), [("モメンタム", "モメンタムを隠す"), ("SGD", "SGD を隠す"), ("私の 手法", "私の 手法を隠す")]
)
def test_a_japanese_name_closes_up_with_the_words_around_it(name: str, said: str) -> None:
    assert sentence("ja", "run.hide", run=name) == said
