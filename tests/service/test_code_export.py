"""Code to copy runs and takes the same path: NumPy here and now, torch where it is, else as it was seen to run."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import importlib.util
import json
import re
from typing import Any

import pytest

from app.engine.expression.functions import FUNCTIONS
from app.engine.expression.python_text import MATH, NUMPY, TORCH
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.code_export import exported_code
from app.service.messages import LANGUAGES
from app.service.numpy_code import numpy_code
from app.service.preparation import prepare
from app.service.walked_code import NotThere
from app.settings import Settings
from tests.golden.write_torch_code import BOWL, TARGET, TOLERANCE, experiments, largest_difference, written

SEEN = json.loads(TARGET.read_text(encoding="utf-8"))
CASES = dict(experiments())
HAS_TORCH = importlib.util.find_spec("torch") is not None


def test_every_dialect_knows_every_function() -> None:
    for dialect in (TORCH, NUMPY, MATH):
        assert dialect.functions.keys() == FUNCTIONS.keys()


@pytest.mark.parametrize("name", CASES)
def test_the_torch_code_is_what_was_seen_to_run(name: str) -> None:
    code = written(CASES[name])[1]
    assert ["# Thalweg", "", *code.text.splitlines()] == SEEN[name], (
        "run `python -m tests.golden.write_torch_code` where torch is installed"
    )


@pytest.mark.skipif(not HAS_TORCH, reason="torch is not installed; the code is compared with what was seen to run")
@pytest.mark.parametrize("name", [name for name in CASES if " " in name and not name.rpartition(" ")[2].isdecimal()])
def test_the_torch_code_takes_the_same_path(name: str) -> None:
    assert largest_difference(*written(CASES[name])) < TOLERANCE


@pytest.mark.parametrize("name", CASES)
def test_the_numpy_code_takes_the_same_path_bit_for_bit(name: str) -> None:
    prepared = prepare(CASES[name], Settings())
    try:
        code = numpy_code(prepared)
    except NotThere:
        assert name == "optimizers 12"
    else:
        assert largest_difference(prepared, code) < TOLERANCE


@pytest.mark.parametrize("optimizer", [cls for cls in OPTIMIZERS if not cls.needs_matrix], ids=lambda cls: cls.name)
def test_whatever_is_switched_on_the_numpy_code_takes_the_same_path(optimizer: Any) -> None:
    variants = [{"name": optimizer.name} | settings for settings in _switched(optimizer)]
    for chosen in (variants[start : start + 8] for start in range(0, len(variants), 8)):
        prepared = prepare(BOWL | {"runs": [{"optimizer": settings} for settings in chosen], "steps": 7}, Settings())
        with contextlib.suppress(NotThere):
            assert largest_difference(prepared, numpy_code(prepared)) < TOLERANCE


def _switched(optimizer: Any) -> list[dict[str, Any]]:
    """The settings as they are, with each switch the other way and each word another one, and with decay."""
    found: list[dict[str, Any]] = [{}]
    for field in dataclasses.fields(optimizer):
        if isinstance(field.default, bool):
            found.append({field.name: not field.default})
        elif "decay" in field.name and field.default == 0:
            found.append({field.name: 0.1})
        found += [{field.name: word} for word in getattr(field.default, "words", ())]
    return found


def test_the_numpy_code_holds_what_its_runs_use_and_speaks_the_language_of_the_page() -> None:
    names = ("sgd", "momentum", "adam", "rmsprop", "lbfgs")
    runs = [{"optimizer": {"name": name}} for name in names] + [{"optimizer": {"name": "sgd", "weight_decay": 0.1}}]
    prepared = prepare(BOWL | {"runs": runs}, Settings())
    for language in LANGUAGES:
        code = exported_code(prepared, "http://localhost", language)["numpy"]["code"]
        assert not re.search(r"\b(?:decoupled|nesterov|amsgrad|centered|dampening|oracle|if|property)\b|self\._", code)
        assert re.findall(r"^class (\w+)", code, re.MULTILINE) == ["SGD", "Momentum", "Adam", "RMSProp", "SGD2"]
        assert code.count("weight_decay * position") == 1
    words = re.findall(r"^# (?!http)(.*)|\"\"\"(.*)\"\"\"", code, re.MULTILINE)
    assert all(re.search("[ぁ-んァ-ヶ]", "".join(found)) for found in words), "English in the Japanese code"


def test_a_run_without_code_leaves_that_of_the_others() -> None:
    names, clip = ("lbfgs", "sgd", "lbfgs", "adam"), {"norm": 1}
    runs = [{"optimizer": {"name": name}, "label": f"the {name}", "clip": clip} for name in names]
    prepared = prepare(BOWL | {"runs": [*runs[:1], {"optimizer": {"name": "adam"}}, *runs[1:]]}, Settings())
    assert largest_difference(prepared, numpy_code(prepared)) < TOLERANCE
    entry = exported_code(prepared, "http://localhost", "en")["numpy"]
    reason = "L-BFGS asks for more than gradients; use curl or pandas to get its path."
    assert entry["left_out"] == [f"Left out: the lbfgs. {reason}", f"Left out: the lbfgs (2). {reason}"]
    assert entry["code"].splitlines()[1:3] == [f"# {line}" for line in entry["left_out"]]
    names_in_code = [part.split("'")[1] for part in entry["code"].splitlines() if part.endswith(": walk(")]
    assert names_in_code == ["Adam", "the sgd", "the adam"]


@pytest.mark.parametrize("optimizer", [cls for cls in OPTIMIZERS if not cls.needs_matrix], ids=lambda cls: cls.name)
def test_for_every_combination_there_is_code_or_a_reason(optimizer: Any) -> None:
    for schedule in [cls.name for cls in SCHEDULES] if hasattr(optimizer(), "learning_rate") else ["constant"]:
        run = {"optimizer": {"name": optimizer.name}, "schedule": {"name": schedule}}
        prepared = prepare(BOWL | {"runs": [run], "steps": 4}, Settings())
        for language in LANGUAGES:
            answer = exported_code(prepared, "http://localhost", language)
            for name in ("pandas", "torch", "numpy"):
                entry = answer[name]
                assert (entry["code"] is None) != (entry["refusal"] is None), (schedule, name)
                ast.parse(entry["code"] or "")
                assert "{" not in (entry["refusal"] or "")
                assert not (entry["refusal"] or "").startswith("code.")


@pytest.mark.parametrize(
    "change",
    [
        {"noise": 0.1},
        {"gradient": {"method": "central"}},
        {"objective": {"name": "reddi_online"}},
        {"changes": [{"step": 3, "run": 0, "optimizer": {"learning_rate": 0.01}}]},
    ],
)
def test_what_no_other_program_can_do_is_refused(change: dict[str, Any]) -> None:
    document = BOWL | {"runs": [{"optimizer": {"name": "sgd"}}]} | change
    answer = exported_code(prepare(document, Settings()), "http://localhost", "en")
    for name in ("torch", "numpy"):
        assert answer[name]["code"] is None
        assert answer[name]["refusal"].endswith((".", "again."))


def test_a_setting_that_torch_does_not_have_is_refused() -> None:
    run = {"optimizer": {"name": "sgd", "decoupled_weight_decay": 0.1}}
    answer = exported_code(prepare(BOWL | {"runs": [run]}, Settings()), "http://localhost", "en")
    assert "decoupled_weight_decay" in answer["torch"]["refusal"]
    assert answer["numpy"]["code"]


def test_equal_labels_do_not_hide_one_another() -> None:
    runs = [{"optimizer": {"name": "sgd", "learning_rate": rate}, "label": "it's"} for rate in (0.1, 0.2)]
    answer = exported_code(prepare(BOWL | {"runs": runs}, Settings()), "http://localhost", "en")
    assert '"it\'s": walk(' in answer["torch"]["code"]
    assert '"it\'s (2)": walk(' in answer["torch"]["code"]
