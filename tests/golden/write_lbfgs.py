"""Writes torch_lbfgs.json: what torch.optim.LBFGS does, in float64, one call of `step` for each step.

    python -m tests.golden.write_lbfgs        (needs torch 2.13)

torch fuses products and sums, NumPy does not, and L-BFGS magnifies last bits where it takes the difference of nearby gradients:
each case is run again with gradients nudged in their last bit and says how far it may be missed.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import torch

from tests.golden.paths import EXPONENTIAL, FUNCTIONS, STARTS, STEP, Case, case, write

STEPS = 60
TOLERANCE = 1e-9
CALM = TOLERANCE / 50
REASON = "differences of nearby gradients magnify the last bits, in which torch's fused operations differ"
WORDS = {"learning_rate": "lr"}
SEARCH = {"line_search_fn": "strong_wolfe"}

CASES = [
    case("elongated_bowl"),
    case("elongated_bowl", max_iter=1, learning_rate=0.8),
    case("elongated_bowl", max_iter=1, max_eval=25, **SEARCH),
    case("rosenbrock", **SEARCH),
    case("rosenbrock", max_iter=2, max_eval=30, learning_rate=0.7, **SEARCH),
    case("rosenbrock", max_iter=1, learning_rate=0.1, schedule=STEP),
    case("himmelblau", max_iter=1, learning_rate=0.5, history_size=3),
    case("himmelblau", max_iter=3, learning_rate=0.2, tolerance_grad=1e-3, tolerance_change=1e-5),
    case("himmelblau", max_iter=1, max_eval=25, history_size=1, **SEARCH),
    case("himmelblau", **SEARCH),
    case("beale", max_iter=1, learning_rate=0.3, schedule=EXPONENTIAL),
    case("beale", max_iter=1, max_eval=25, **SEARCH),
    case("beale", max_iter=4, max_eval=6, learning_rate=0.5, **SEARCH),
    case("beale", max_iter=1, note="without more evaluations torch's search takes its first trial or rests", **SEARCH),
]


def main() -> None:
    cases = [written(entry) for entry in CASES]
    write("torch_lbfgs.json", {"torch": torch.__version__.partition("+")[0], "optimizer": "lbfgs", "cases": cases})


def written(entry: Case) -> dict[str, Any]:
    """The case with its start and positions, once it is known to be calm enough."""
    path = walk(entry, None)
    for seed in range(4):
        drift = float((np.abs(walk(entry, np.random.default_rng(seed)) - path) / (1 + np.abs(path))).max())
        if not drift < CALM:
            raise SystemExit(f"{entry}: a last-bit nudge grows to {drift:.1e}; choose a calmer setting")
    words = {"start": STARTS[entry.function], "step": list(range(STEPS + 1)), "position": path.tolist()}
    return {**asdict(entry), "tolerance": TOLERANCE, "reason": REASON, **words}


def walk(entry: Case, random: np.random.Generator | None) -> Any:
    """The positions `(61, 2)`."""
    position = torch.tensor(STARTS[entry.function], dtype=torch.float64, requires_grad=True)
    settings = {WORDS.get(word, word): value for word, value in entry.settings.items()}
    optimizer = torch.optim.LBFGS([position], **settings)
    base = settings.get("lr", 1.0)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = FUNCTIONS[entry.function](*position)
        loss.backward()
        if random is not None:
            position.grad *= torch.from_numpy(1 + 2.0**-52 * random.standard_normal(2))
        return loss

    path = [position.detach().numpy().copy()]
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = base * factor(entry.schedule, step)
        optimizer.step(closure)
        path.append(position.detach().numpy().copy())
    return np.array(path)


def factor(schedule: dict[str, Any], step: int) -> float:
    steps = {"constant": 0, "exponential": step, "step": step // schedule.get("step_size", 1)}[schedule["name"]]
    return float(schedule.get("gamma", 1.0) ** steps)


if __name__ == "__main__":
    main()
