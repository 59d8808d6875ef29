"""Writes the golden files torch_*.json: what torch.optim and its schedulers do, for the engine to be held to.

    .venv/bin/python -m tests.golden.write_torch [names]        (needs torch: pip install -e .[bench])

`torch_<optimizer>.json` holds paths of 200 steps in float64, one position in ten; `torch_rates_<schedule>.json` holds 500
learning rates each. A path is only written if it is calm: when every gradient is nudged in its last bit, no position may
move by a fiftieth of what the tests allow. Where that forced a gentler setting, the case says so in `note`.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.optim import lr_scheduler
from torch.optim.swa_utils import SWALR

from tests.golden.paths import CALM, EVERY, FUNCTIONS, RATES, STARTS, STEPS, Case, write
from tests.golden.torch_cases import PATHS
from tests.golden.torch_schedules import FORMULAS, LOSSES, SCHEDULES

TORCH_WORDS = {
    "learning_rate": "lr",
    "epsilon": "eps",
    "learning_rate_decay": "lr_decay",
    "t_max": "T_max",
    "t_0": "T_0",
    "t_mult": "T_mult",
    "base_learning_rate": "base_lr",
    "max_learning_rate": "max_lr",
    "min_learning_rate": "min_lr",
    "swa_learning_rate": "swa_lr",
}
PAIRS: dict[str, dict[str, float | None]] = {
    "betas": {"beta1": 0.9, "beta2": 0.999},
    "etas": {"eta_minus": 0.5, "eta_plus": 1.2},
    "step_sizes": {"step_min": 1e-6, "step_max": 50.0},
    "eps": {"epsilon1": None, "epsilon2": 1e-3},
}
VERSION = torch.__version__.split("+")[0]
torch.set_default_dtype(torch.float64)  # the type of the counters and products that some optimizers keep


def main() -> None:
    chosen = sys.argv[1:] or [*PATHS, *dict.fromkeys(schedule["name"] for _, schedule in SCHEDULES)]
    for name, cases in PATHS.items():
        if name in chosen:
            write(
                f"torch_{name}.json",
                {"torch": VERSION, "optimizer": name, "cases": [written_path(name, entry) for entry in cases]},
            )
    for name in dict.fromkeys(schedule["name"] for _, schedule in SCHEDULES if schedule["name"] in chosen):
        settings = [(base, schedule) for base, schedule in SCHEDULES if schedule["name"] == name]
        curves = [written_curve(base, schedule) for base, schedule in settings]
        write(f"torch_rates_{name}.json", {"torch": VERSION, "schedule": name, "cases": curves})


def written_path(optimizer: str, entry: Case) -> dict[str, Any]:
    """The case with its start, recorded steps and positions, once it is known to be calm."""
    path = walk(optimizer, entry, nudge=0.0)
    scale = 1 + path.abs()
    for seed in range(6):
        torch.manual_seed(seed)
        drift = float(((walk(optimizer, entry, nudge=2**-52) - path).abs() / scale).max())
        if not drift < CALM:
            raise SystemExit(f"{optimizer} on {entry}: a last-bit nudge grows to {drift:.1e}; choose a calmer setting")
    rows = list(range(0, STEPS + 1, EVERY))
    return {**asdict(entry), "start": STARTS[entry.function], "step": rows, "position": path[rows].tolist()}


def walk(optimizer: str, entry: Case, nudge: float) -> Tensor:
    """Positions `(201, 2)`; every gradient is multiplied by about 1 ± `nudge`."""
    position = torch.nn.Parameter(torch.tensor(STARTS[entry.function], dtype=torch.float64))
    stepper = torch_optimizer(optimizer, position, entry.settings)
    scheduler = torch_scheduler(stepper, entry.schedule)
    path = [position.detach().clone()]
    for _ in range(STEPS):
        stepper.zero_grad()
        loss = FUNCTIONS[entry.function](position[0], position[1])
        loss.backward()
        assert position.grad is not None
        if nudge:
            position.grad *= 1 + nudge * torch.randn(2, dtype=torch.float64)
        if entry.clip and "norm" in entry.clip:
            torch.nn.utils.clip_grad_norm_([position], entry.clip["norm"])
        if entry.clip and "value" in entry.clip:
            torch.nn.utils.clip_grad_value_([position], entry.clip["value"])
        if optimizer == "rprop":
            position.grad += entry.settings.get("weight_decay", 0.0) * position.detach()
        stepper.step()
        follow(scheduler, loss.item())
        path.append(position.detach().clone())
    return torch.stack(path)


def torch_optimizer(name: str, position: torch.nn.Parameter, settings: dict[str, Any]) -> torch.optim.Optimizer:
    words = {TORCH_WORDS.get(word, word): value for word, value in settings.items()}
    if name == "nesterov":
        words["nesterov"] = True
    if name == "rprop":  # has no weight decay of its own: `walk` adds it to the gradient
        words.pop("weight_decay", None)
    for pair, parts in PAIRS.items():
        if parts.keys() & words.keys():
            words[pair] = tuple(words.pop(part, default) for part, default in parts.items())
    if "decoupled_weight_decay" in words:
        words |= {"weight_decay": words["decoupled_weight_decay"], "decoupled_weight_decay": True}
    classes: dict[str, Any] = {
        "sgd": torch.optim.SGD,
        "momentum": torch.optim.SGD,
        "nesterov": torch.optim.SGD,
        "adagrad": torch.optim.Adagrad,
        "adadelta": torch.optim.Adadelta,
        "rmsprop": torch.optim.RMSprop,
        "adam": torch.optim.Adam,
        "adamw": torch.optim.AdamW,
        "asgd": torch.optim.ASGD,
        "rprop": torch.optim.Rprop,
        "amsgrad": partial(torch.optim.Adam, amsgrad=True),
        "adamax": torch.optim.Adamax,
        "nadam": torch.optim.NAdam,
        "radam": torch.optim.RAdam,
        "adafactor": torch.optim.Adafactor,
    }
    stepper = classes[name]([position], **words)
    assert isinstance(stepper, torch.optim.Optimizer)
    return stepper


def torch_scheduler(stepper: torch.optim.Optimizer, schedule: dict[str, Any]) -> Any:
    words = {TORCH_WORDS.get(word, word): value for word, value in schedule.items() if word != "name"}
    if "schedules" in words:
        words["schedulers"] = [torch_scheduler(stepper, entry) for entry in words.pop("schedules")]
    if "expression" in words:
        words["lr_lambda"] = FORMULAS[words.pop("expression")]
    classes: dict[str, Any] = {
        "lambda": lr_scheduler.LambdaLR,
        "multiplicative": lr_scheduler.MultiplicativeLR,
        "sequential": lr_scheduler.SequentialLR,
        "chained": lambda stepper, schedulers: lr_scheduler.ChainedScheduler(schedulers, stepper),
        "constant": lambda _: None,
        "step": lr_scheduler.StepLR,
        "multi_step": lr_scheduler.MultiStepLR,
        "exponential": lr_scheduler.ExponentialLR,
        "cosine": lr_scheduler.CosineAnnealingLR,
        "cosine_warm_restarts": lr_scheduler.CosineAnnealingWarmRestarts,
        "linear": lr_scheduler.LinearLR,
        "constant_factor": lr_scheduler.ConstantLR,
        "polynomial": lr_scheduler.PolynomialLR,
        "cyclic": lr_scheduler.CyclicLR,
        "one_cycle": lr_scheduler.OneCycleLR,
        "reduce_on_plateau": lr_scheduler.ReduceLROnPlateau,
        "swa": SWALR,
    }
    return classes[schedule["name"]](stepper, **words)


def follow(scheduler: Any, loss: float) -> None:
    """What stands after an update; `loss` is the one at the position that the update started from."""
    if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
        scheduler.step(loss)
    elif scheduler is not None:
        scheduler.step()


def written_curve(base: float, schedule: dict[str, Any]) -> dict[str, Any]:
    """The learning rates of the first 500 updates of momentum SGD; what else moves, or was fed, beside them."""
    stepper = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=base, momentum=0.5)
    scheduler = torch_scheduler(stepper, schedule)
    rates, momenta, losses = [], [], LOSSES if schedule["name"] == "reduce_on_plateau" else [1.0] * RATES
    for loss in losses:
        rates.append(float(stepper.param_groups[0]["lr"]))
        momenta.append(float(stepper.param_groups[0]["momentum"]))
        stepper.step()
        follow(scheduler, loss)
    curve = {"base": base, "schedule": schedule, "rates": rates}
    curve |= {"momentum": momenta} if set(momenta) != {0.5} else {}
    return curve | ({"losses": losses} if losses is LOSSES else {})


if __name__ == "__main__":
    main()
