"""A slice says where it misleads, for that reason alone; and nothing where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from app.service.checkpoints import Checkpoints
from app.service.cutting import Cutter
from app.service.messages import LANGUAGES, catalogue
from app.service.slice_answer import wire_slice
from app.service.slices import read_slice
from app.settings import Settings

NETWORK: dict[str, Any] = {
    "objective": {"model": {"name": "mlp", "hidden": [20], "batch_norm": True}, "dataset": {"name": "spiral"}},
    "resolution": [3],
}
WELLS = {"objective": {"expression": "(x^2 - 1)^2"}, "directions": ["axes"], "resolution": [201]}
NOISY = {
    "objective": {"name": "sphere", "dimension": 8},
    "steps": 40,
    "noise": 5.0,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.3}}],
}
STRAIGHT = NOISY | {"noise": 0.0}


def answered(document: dict[str, Any], language: str = "en") -> dict[str, Any]:
    question = read_slice(document, Settings())
    pieces = Cutter(question, Checkpoints(2**20)).pieces()
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return wire_slice(end.value, question, language)


def walls(reach: float) -> dict[str, Any]:
    return WELLS | {"extent": [[-reach, reach]]}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (walls(10), {"scale_hides_dips"}),
        (walls(1.5), set()),
        ({"objective": {"name": "sphere"}, "directions": [[1, 0], [1, 1]]}, {"oblique"}),
        ({"objective": {"name": "sphere"}, "directions": [[1, 0], [0, 3]]}, set()),
        ({"objective": {"expression": "log(x) + y", "domain": [[-1, 1], [0, 1]]}}, {"not_finite"}),
        ({"trajectories": {"experiment": NOISY}, "directions": "pca"}, {"low_explained_variance"}),
        ({"trajectories": {"experiment": STRAIGHT}, "directions": ["pca"]}, set()),
        (NETWORK | {"directions": ["random"]}, {"random_directions"}),
        (NETWORK | {"directions": ["gradient"], "examples": {"count": 50}}, {"subset"}),
        (
            NETWORK | {"directions": ["gradient"], "examples": {"count": 50}, "figures": ["slope"]},
            {"subset", "own_statistics"},
        ),
    ],
)
def test_a_slice_says_where_it_misleads(document: dict[str, Any], expected: set[str]) -> None:
    found = {entry["code"] for entry in answered(document)["warnings"]}
    assert expected <= found
    assert not found - expected - {"far_from_plane", "loss_differs"}


def test_the_mode_of_batch_normalisation_is_stated() -> None:
    for language in LANGUAGES:
        stated = answered(NETWORK | {"directions": ["gradient"]}, language)["examples"]["batch_norm"]
        assert stated == catalogue(language)["slice.batch_norm"]
