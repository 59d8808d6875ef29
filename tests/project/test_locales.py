"""One catalogue of words, complete in both languages: nothing missing, nothing left over, every placeholder filled."""

from __future__ import annotations

import dataclasses
import json
import re
from itertools import chain

import pytest

from app.engine.expression.errors import HINTS, MESSAGES, NOTES
from app.engine.expression.traits import TAKEN, TRAITS
from app.engine.objectives import OBJECTIVES
from app.engine.stopping import Stopping
from app.service.messages import LANGUAGES
from tests.project.sources import CHECKOUT, files_under, javascript_code, named

CATALOGUES: dict[str, dict[str, str]] = {
    language: json.loads((CHECKOUT / "app" / "locales" / f"{language}.json").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
ENGLISH = CATALOGUES["en"]
TEMPLATES = {
    **{f"expression.{code}": words for code, words in MESSAGES.items()},
    **{f"expression.hint.{code}": words for code, words in HINTS.items()},
    **{f"expression.note.{code}": words for code, words in NOTES.items()},
    **{f"expression.trait.{code}": words for code, words in TRAITS.items()},
    **{f"expression.taken.{code}": words for code, words in TAKEN.items()},
}
FAMILIES = ("expression", "problem", "outcome")
"""Keys that are put together from the code of a refusal: `family.code`."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ASKED_IN_SCRIPT = re.compile(r"""\btext\(\s*["']([\w.]+)["']""")
_ASKED_IN_TEMPLATE = re.compile(r"""\btext\(\s*["']([\w.]+)["']""")
_ASKED_IN_PYTHON = re.compile(r"""\bsentence\(\s*\w+,\s*["']([\w.]+)["']""")
_TEXT_LITERAL = re.compile(r"""["']([a-z_]+(?:\.[a-z_]+)+)["']""")
_PUT_TOGETHER = re.compile(r"`([a-z_]+\.(?:[a-z_]+\.)*)\$\{")
_CODE = re.compile(r"""(?:code=|EdgeRefusal\([^,()]+, |hint=|words=\{"\w+": )["']([a-z_.]+)["']""")
_NAME = re.compile(r"""["'](?:[a-z_]+\.)*([a-z_]+)["']""")


def test_the_languages_have_the_same_keys() -> None:
    for language, catalogue in CATALOGUES.items():
        assert set(catalogue) == set(ENGLISH), f"{language} differs in {sorted(set(catalogue) ^ set(ENGLISH))}"
        assert list(catalogue) == sorted(catalogue), f"the keys of {language}.json are not in order"


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_message_has_words_and_the_same_placeholders_in_every_language(key: str) -> None:
    wanted = set(_PLACEHOLDER.findall(ENGLISH[key]))
    for language, catalogue in CATALOGUES.items():
        assert catalogue[key].strip() or key == "sentence.gap", f"{key} is empty in {language}"
        assert set(_PLACEHOLDER.findall(catalogue[key])) <= wanted, f"{key} in {language}"


@pytest.mark.parametrize("path", files_under("static/js", suffix=".js"), ids=named)
def test_a_script_asks_for_words_that_exist(path: object) -> None:
    source = javascript_code(path.read_text(encoding="utf-8"), keep_texts=True)  # type: ignore[attr-defined]
    missing = [key for key in _ASKED_IN_SCRIPT.findall(source) if key not in ENGLISH]
    assert not missing
    for prefix in _PUT_TOGETHER.findall(source):
        assert any(key.startswith(prefix) for key in ENGLISH), f"no message begins with {prefix}"


@pytest.mark.parametrize("path", files_under("templates", suffix=".html"), ids=named)
def test_a_template_asks_for_words_that_exist(path: object) -> None:
    source = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not [key for key in _ASKED_IN_TEMPLATE.findall(source) if key not in ENGLISH]


@pytest.mark.parametrize("path", files_under("app", suffix=".py"), ids=named)
def test_the_server_asks_for_words_that_exist(path: object) -> None:
    source = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert not [key for key in _ASKED_IN_PYTHON.findall(source) if key not in ENGLISH]


def test_everything_that_has_a_name_has_its_words() -> None:
    missing = sorted(_named_keys() - set(ENGLISH))
    assert not missing, f"missing in app/locales: {missing}"


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_a_formula_error_says_in_every_language_what_the_engine_says(key: str) -> None:
    given = set(_PLACEHOLDER.findall(TEMPLATES[key]))
    for language, catalogue in CATALOGUES.items():
        assert set(_PLACEHOLDER.findall(catalogue[key])) <= given, language


def test_no_message_is_left_over() -> None:
    scripts = [
        javascript_code(path.read_text(encoding="utf-8"), keep_texts=True)
        for path in files_under("static/js", suffix=".js")
    ]
    others = [
        path.read_text(encoding="utf-8") for path in chain(files_under("templates"), files_under("app", suffix=".py"))
    ]
    written = set(chain.from_iterable(_TEXT_LITERAL.findall(source) for source in [*scripts, *others]))
    prefixes = {prefix for source in scripts for prefix in _PUT_TOGETHER.findall(source)}
    prefixes -= {f"{family}." for family in FAMILIES}
    names = set(chain.from_iterable(_NAME.findall(source) for source in others))
    left_over = [
        key
        for key in set(ENGLISH) - written - _named_keys()
        if not any(key.startswith(prefix) for prefix in prefixes)
        and not (key.startswith(("problem.", "outcome.", "slice.")) and key.rpartition(".")[2] in names)
    ]
    assert not left_over


def _named_keys() -> set[str]:
    """The keys that the codes of the server call for."""
    keys = set(TEMPLATES)
    server = [path.read_text(encoding="utf-8") for path in files_under("app/service", "app/api", suffix=".py")]
    keys |= {f"problem.{code}" for source in server for code in _CODE.findall(source)}
    keys |= {f"outcome.{field.name}" for field in dataclasses.fields(Stopping)}
    keys |= {f"trait.{trait}" for function in OBJECTIVES for trait in function.traits}
    return keys
