"""Optimizers of matrices are refused where there is no matrix, with a function that has one."""

from __future__ import annotations

from typing import Any

import pytest

from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import FirstOrder
from app.service.preparation import prepare
from app.service.refusal import Refusal
from app.settings import Settings

NEEDS_MATRIX = [kind for kind in OPTIMIZERS if kind.needs_matrix]
WRAPPERS = [kind for kind in OPTIMIZERS if hasattr(kind(), "inner")]
every_matrix_optimizer = pytest.mark.parametrize("kind", NEEDS_MATRIX, ids=lambda kind: kind.name)


def _experiment(objective: dict[str, Any], *optimizers: dict[str, Any]) -> dict[str, Any]:
    return {"objective": objective, "steps": 3, "runs": [{"optimizer": optimizer} for optimizer in optimizers]}


@every_matrix_optimizer
@pytest.mark.parametrize("objective", [{"name": "rosenbrock"}, {"expression": "x1^2 + x2^2 + x3^2 + x4^2"}], ids=str)
def test_a_plain_vector_is_refused_with_the_reason_and_a_way_out(kind: Any, objective: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        prepare(_experiment(objective, {"name": "sgd"}, {"name": kind.name}), Settings())
    (fault,) = refused.value.faults
    assert (fault.pointer, fault.code) == ("/runs/1/optimizer/name", "needs_matrix")
    for language in ("en", "ja"):
        assert kind.name in fault.message(language)
        assert "matrix_least_squares" in (fault.hint_text(language) or "")


@every_matrix_optimizer
@pytest.mark.parametrize("outer", WRAPPERS, ids=lambda kind: kind.name)
def test_within_another_optimizer_the_pointer_goes_there(outer: Any, kind: Any) -> None:
    assert issubclass(kind, FirstOrder)
    wrapped = {"name": outer.name, "inner": {"name": kind.name}}
    with pytest.raises(Refusal) as refused:
        prepare(_experiment({"name": "sphere"}, wrapped), Settings())
    assert refused.value.faults[0].pointer == "/runs/0/optimizer/inner/name"
    prepare(_experiment({"name": "matrix_least_squares"}, wrapped), Settings())


@every_matrix_optimizer
def test_the_function_of_the_hint_is_one_that_works(kind: Any) -> None:
    prepared = prepare(_experiment({"name": "matrix_least_squares"}, {"name": kind.name}), Settings())
    assert prepared.objective.groups[0].shape == (2, 2)
