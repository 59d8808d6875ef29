"""The same elsewhere: each line parses, calls what exists with what it takes, and fills with the optimizer's own values."""

from __future__ import annotations

import ast
import dataclasses
import json
from pathlib import Path

import pytest

from app.engine.elsewhere import Elsewhere
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import Optimizer
from app.service.elsewhere import LIBRARIES, code_of, left_out, named_in
from app.service.reference import optimizer_page
from tests.golden.calls import calls_in

SIGNATURES = json.loads((Path(__file__).parents[1] / "golden" / "signatures.json").read_text("utf-8"))["signatures"]
PLACES = [(cls, entry) for cls in OPTIMIZERS for entry in cls.elsewhere]
each_place = pytest.mark.parametrize(
    ("cls", "entry"), PLACES, ids=[f"{cls.name}-{entry.library}-{number}" for number, (cls, entry) in enumerate(PLACES)]
)


@each_place
def test_it_calls_what_exists_with_what_it_takes(cls: type[Optimizer], entry: Elsewhere) -> None:
    calls = [call for call in calls_in(entry.code) if "." in call.function]
    assert any(call.function.startswith(f"{entry.library}.") for call in calls), "it names nothing of its library"
    for call in calls:
        assert call.function in SIGNATURES, (
            f"signatures.json knows no {call.function}: where {entry.library} is installed, "
            "run `python -m tests.golden.write_signatures`"
        )
        takes = SIGNATURES[call.function]
        unknown = set(call.keywords) - {name for name in takes if not name.startswith("*")}
        assert not unknown, f"{call.function} takes no {sorted(unknown)}; it takes {takes}"
        assert call.positional <= len(takes) or any(name.startswith("*") for name in takes)


@each_place
def test_its_braces_name_hyperparameters_of_its_own(cls: type[Optimizer], entry: Elsewhere) -> None:
    own = {field.name for field in dataclasses.fields(cls)}
    assert named_in(entry) <= own, f"{sorted(named_in(entry) - own)} are no hyperparameters of {cls.name}"
    assert named_in(entry) | set(left_out(entry, cls())) == own


@each_place
def test_filled_with_the_defaults_it_is_an_expression(cls: type[Optimizer], entry: Elsewhere) -> None:
    code = code_of(entry, cls())
    ast.parse(code, mode="eval")
    assert "{" not in code or "{{" in entry.code
    assert " or None" not in code
    assert entry.library in LIBRARIES


def test_a_rate_that_was_chosen_is_in_the_line() -> None:
    adam = next(cls for cls in OPTIMIZERS if cls.name == "adam")
    code = code_of(adam.elsewhere[0], adam().with_settings({"learning_rate": 0.25}))
    assert code.startswith("torch.optim.Adam(")
    assert "lr=0.25" in code


def test_a_wrapper_holds_the_line_of_what_it_wraps() -> None:
    lookahead = next(cls for cls in OPTIMIZERS if cls.name == "lookahead")
    (optax,) = (entry for entry in lookahead.elsewhere if entry.library == "optax")
    assert "optax.adam(0.1, b1=0.9" in code_of(optax, lookahead())


def test_the_weight_decay_of_keras_is_told_from_the_one_in_the_gradient() -> None:
    keras = next(place for place in optimizer_page("sgd", "en")["elsewhere"] if place["title"] == "Keras")
    assert "weight_decay=0.0" in keras["code"]
    assert keras["left_out"] == []
    assert keras["namesakes"] == [
        "The weight_decay of Keras is what is called decoupled_weight_decay here (pull towards zero, beside the update). "
        "The weight_decay of this page (pull towards zero, added to the gradient) is not in this line."
    ]
