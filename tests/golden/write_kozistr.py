"""Writes kozistr_rates_warmup_stable_decay.json: the rates of pytorch_optimizer 4.1.0, over torch's LambdaLR.

.venv/bin/python -m tests.golden.write_kozistr        (needs torch and pytorch_optimizer on the path)
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import torch
from pytorch_optimizer.lr_scheduler.wsd import get_wsd_schedule

from tests.golden.paths import RATES, write

CASES: list[tuple[float, dict[str, Any]]] = [
    (0.1, {"num_warmup_steps": 20, "num_stable_steps": 300, "num_decay_steps": 150, "cooldown_type": "1-sqrt"}),
    (0.3, {"num_warmup_steps": 7, "num_stable_steps": 0, "num_decay_steps": 333, "cooldown_type": "linear"}),
    (
        0.3,
        {
            "num_warmup_steps": 50,
            "num_stable_steps": 100,
            "num_decay_steps": 350,
            "cooldown_type": "cosine",
            "min_learning_rate_ratio": 0.1,
            "num_cycles": 1.5,
        },
    ),
    (
        1.0,
        {
            "num_warmup_steps": 0,
            "num_stable_steps": 100,
            "num_decay_steps": 250,
            "cooldown_type": "1-square",
            "min_learning_rate_ratio": 0.2,
        },
    ),
]


def curve(base: float, settings: dict[str, Any]) -> dict[str, Any]:
    stepper = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base)
    words = {word.replace("learning_rate", "lr"): value for word, value in settings.items()}
    scheduler = get_wsd_schedule(stepper, **words)
    rates = []
    for _ in range(RATES):
        rates.append(float(stepper.param_groups[0]["lr"]))
        stepper.step()
        scheduler.step()
    return {"base": base, "schedule": {"name": "warmup_stable_decay", **settings}, "rates": rates}


if __name__ == "__main__":
    content = {"pytorch_optimizer": version("pytorch_optimizer"), "schedule": "warmup_stable_decay"}
    write("kozistr_rates_warmup_stable_decay.json", {**content, "cases": [curve(*entry) for entry in CASES]})
