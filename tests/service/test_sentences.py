"""Every sentence that the server can say is there, in both languages, with the same gaps to fill."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from app.engine.expression.errors import HINTS, MESSAGES, NOTES
from app.service import reading
from app.service.messages import LANGUAGES, best_language, catalogue, sentence
from app.service.refusal import Fault
from tests.conftest import CHECKOUT

GAP = re.compile(r"\{(\w+)\}")


def codes_in(folder: Path) -> set[str]:
    """Every problem code and word that the source names."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
                found.add(node.value.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "EdgeRefusal":
                found |= {value.value for value in node.args[1:] if isinstance(value, ast.Constant)}
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TooMuchWork":
                found |= {f"what.{value.value}" for value in node.args[1:2] if isinstance(value, ast.Constant)}
    return found


def test_every_code_has_a_sentence() -> None:
    codes = codes_in(CHECKOUT / "app" / "service") | codes_in(CHECKOUT / "app" / "api")
    assert {"missing", "bad_origin", "budget_exceeded", "what.points"} <= codes, "the search finds what is there"
    codes |= {f"kind.{kind}" for kind in reading._KINDS.values()} | {word for _, word in reading._COMPARISONS.values()}
    codes |= {f"what.{what}" for what in ("runs", "changes", "steps", "work", "rows", "points")}
    for language in LANGUAGES:
        assert {code for code in codes if f"problem.{code}" not in catalogue(language)} == set()


@pytest.mark.parametrize(
    ("table", "prefix"), [(MESSAGES, "expression."), (HINTS, "expression.hint."), (NOTES, "expression.note.")]
)
def test_every_sentence_of_the_formula_language_is_translated(table: dict[str, str], prefix: str) -> None:
    for code, text in table.items():
        assert catalogue("en")[prefix + code] == text
        assert set(GAP.findall(catalogue("ja")[prefix + code])) <= set(GAP.findall(text))


def test_both_languages_have_the_same_keys_and_gaps() -> None:
    english, japanese = catalogue("en"), catalogue("ja")
    assert set(english) == set(japanese)
    for key, text in english.items():
        if key.startswith(("problem.", "outcome.", "expression.")):
            assert set(GAP.findall(japanese[key])) <= set(GAP.findall(text)), key


def test_what_a_user_typed_is_never_a_template() -> None:
    fault = Fault(pointer="/a", code="unknown_name", arguments={"got": "{field} {got} {0.__class__}"})
    assert fault.message("en") == "unknown name “{field} {got} {0.__class__}”"


def test_a_missing_sentence_is_its_key_and_no_error() -> None:
    assert sentence("ja", "problem.never_written") == "problem.never_written"


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("/runs/0/optimizer/beta1", "beta1"),
        ("/domain/1/0", "domain[1][0]"),
        ("", "the document"),
        ("/a~1b", "a/b"),
        ("/0", "[0]"),
    ],
)
def test_a_sentence_names_its_field_as_people_do(pointer: str, name: str) -> None:
    assert Fault(pointer=pointer, code="missing").message("en") == f"{name} is required and it is missing"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ja", "ja"),
        ("JA-jp", "ja"),
        ("en;q=0.1,ja;q=0.2", "ja"),
        ("ja ; q=0.3 , en", "en"),
        ("ja;q=x", "en"),
    ],
)
def test_the_wanted_language_is_chosen(accepted: str, language: str) -> None:
    assert best_language(accepted) == language
