"""The gallery: presets in the order in which it shows them. The first one is what a first visit shows."""

from __future__ import annotations

from typing import Any

from app.engine.text import Text
from app.service.preparation import prepare
from app.service.preset import Preset, run
from app.service.presets_at_work import AT_WORK
from app.service.presets_gone_wrong import GONE_WRONG
from app.service.presets_learning import LEARNING
from app.service.token import token_of
from app.settings import Settings

FOUR_MINIMA = Preset(
    name="four_minima",
    title=Text("One start, four minima", "一つの出発点から四つの最小点へ"),
    why=Text(
        "Four optimizers leave the same place on the hill, and each comes to rest in a valley of its own.",
        "4 つの手法が丘の同じ場所から歩き出し、それぞれ別の谷に落ち着きます。",
    ),
    experiment={
        "objective": {"name": "himmelblau"},
        "start": [-0.25, 0.3],
        "steps": 140,
        "runs": [
            run("sgd", learning_rate=0.0075),
            run("momentum", learning_rate=0.0068, momentum=0.92),
            run("adam", learning_rate=0.16),
            run("lbfgs", learning_rate=1.1, max_iter=4),
        ],
    },
)

PRESETS: tuple[Preset, ...] = (FOUR_MINIMA, *GONE_WRONG, *AT_WORK, *LEARNING)

FIRST_VISIT = FOUR_MINIMA.experiment_in("en")
"""What the page shows when its address names no experiment."""

FIRST_LEARNING: dict[str, Any] = {
    "objective": {
        "model": {"name": "mlp", "hidden": [100], "activation": "relu", "initializer": {"name": "he"}},
        "dataset": {"name": "spiral"},
        "loss": {"name": "softmax_cross_entropy", "l2": 0.001},
    },
    "steps": 300,
    "runs": [
        run("sgd", learning_rate=0.5),
        run("momentum", learning_rate=0.1, momentum=0.9),
        run("adam", learning_rate=0.02),
    ],
}
"""What the page shows to those who first look at how a model learns."""


def presets(language: str, settings: Settings) -> list[dict[str, Any]]:
    """Every preset with its words in `language`; `token` is the whole experiment, for a permalink."""
    return [_listed(preset, language, settings) for preset in PRESETS]


def _listed(preset: Preset, language: str, settings: Settings) -> dict[str, Any]:
    experiment = preset.experiment_in(language)
    return {
        "name": preset.name,
        "title": preset.title.in_language(language),
        "why": preset.why.in_language(language),
        "goes_wrong": preset.goes_wrong,
        "experiment": experiment,
        "view": dict(preset.view),
        "token": token_of(prepare(experiment, settings).experiment, settings),
    }
