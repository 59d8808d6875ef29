"""The answer of a tuning: what was tried, what is best, the race with those rates, and the protocol in words."""

from __future__ import annotations

from typing import Any

from app.service.messages import sentence
from app.service.tunings import COARSE, FINE, ROUNDS, Found, Trial, Tuning

_METRICS = {
    "final_loss": "tuning.metric.final_loss",
    "best_loss": "tuning.metric.best_loss",
    "steps_to_tolerance": "tuning.metric.steps_to_tolerance",
    "final_gradient_norm": "tuning.metric.final_gradient_norm",
    "final_distance": "tuning.metric.final_distance",
}


def wire_tuning(tuning: Tuning, language: str) -> dict[str, Any]:
    """A tuning as JSON carries it, with sentences in `language`."""
    document, spent = tuning.document, _spent(tuning)
    words = {
        "budget": document.budget,
        "coarse": len(COARSE),
        "lowest": f"{COARSE[0]:g}".replace("e-0", "e-"),
        "highest": f"{COARSE[-1]:g}",
        "rounds": ROUNDS,
        "fine": FINE,
        "metric": sentence(language, _METRICS[document.metric], tolerance=document.tolerance),
        "spent": spent["value"] + spent["gradient"],
    }
    return {
        "experiment": tuning.race.document,
        "permalink": tuning.race.permalink,
        "budget": document.budget,
        "metric": document.metric,
        "tolerance": document.tolerance,
        "protocol": sentence(language, "tuning.protocol", **words),
        "evaluations": spent,
        "runs": [_run(found, language) for found in tuning.found],
    }


def _run(found: Found, language: str) -> dict[str, Any]:
    best = found.best
    has_rate = found.path is not None
    message = "tuning.no_rate" if not has_rate else "tuning.none" if best is None else "tuning.best"
    rate = best.rate if has_rate and best is not None else None
    return {
        "label": found.label,
        "path": ".".join(map(str, found.path)) if found.path is not None else None,
        "learning_rate": rate,
        "value": None if best is None else best.figure,
        "evaluations": None if best is None else {"value": best.values, "gradient": best.gradients},
        "message": sentence(language, message, rate=rate, count=len(found.trials)),
        "curve": {
            "learning_rate": [trial.rate for trial in found.trials if has_rate],
            "values": [trial.figure for trial in found.trials if has_rate],
        },
        "search": _counted(found.trials if has_rate else ()),
    }


def _spent(tuning: Tuning) -> dict[str, int]:
    """What all searches together asked for."""
    return _counted([trial for found in tuning.found if found.path is not None for trial in found.trials])


def _counted(trials: list[Trial] | tuple[Trial, ...]) -> dict[str, int]:
    return {"value": sum(trial.values for trial in trials), "gradient": sum(trial.gradients for trial in trials)}
