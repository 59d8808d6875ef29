"""One catalogue of words, complete in both languages: nothing missing, nothing left over, every placeholder filled."""

from __future__ import annotations

import dataclasses
import json
import re
from itertools import chain

import pytest

from app.engine.choice import Choice
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


def test_a_message_has_words_and_the_same_placeholders_in_every_language() -> None:
    for key, words in ENGLISH.items():
        wanted = set(_PLACEHOLDER.findall(words))
        for language, catalogue in CATALOGUES.items():
            assert catalogue[key].strip() or key == "sentence.gap", f"{key} is empty in {language}"
            assert set(_PLACEHOLDER.findall(catalogue[key])) <= wanted, f"{key} in {language}"


def test_a_script_asks_for_words_that_exist() -> None:
    for path in files_under("static/js", suffix=".js"):
        source = javascript_code(path.read_text(encoding="utf-8"), keep_texts=True)
        missing = [key for key in _ASKED_IN_SCRIPT.findall(source) if key not in ENGLISH]
        assert not missing, named(path)
        for prefix in _PUT_TOGETHER.findall(source):
            assert any(key.startswith(prefix) for key in ENGLISH), f"{named(path)}: no message begins with {prefix}"


@pytest.mark.parametrize(
    ("folder", "suffix", "asked"), [("templates", ".html", _ASKED_IN_TEMPLATE), ("app", ".py", _ASKED_IN_PYTHON)]
)
def test_templates_and_the_server_ask_for_words_that_exist(folder: str, suffix: str, asked: re.Pattern[str]) -> None:
    for path in files_under(folder, suffix=suffix):
        missing = [key for key in asked.findall(path.read_text(encoding="utf-8")) if key not in ENGLISH]
        assert not missing, named(path)


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
    keys |= {f"choice.{word}" for kind in Choice.__subclasses__() for word in kind.words}
    keys |= {f"trait.{trait}" for function in OBJECTIVES for trait in function.traits}
    return keys
