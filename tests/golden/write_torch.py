"""Writes the golden files torch_*.json: what torch.optim and its schedulers do, for the engine to be held to.

    .venv/bin/python -m tests.golden.write_torch        (needs torch: pip install -e .[bench])

`torch_<optimizer>.json` holds paths of 200 steps in float64, one position in ten; `torch_rates_<schedule>.json` holds 500
learning rates each. A path is only written if it is calm: when every gradient is nudged in its last bit, no position may
move by a fiftieth of what the tests allow. Where that forced a gentler setting, the case says so in `note`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.optim import lr_scheduler

STEPS = 200
EVERY = 10
RATES = 500
CALM = 2e-14
FOLDER = Path(__file__).parent

FUNCTIONS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "elongated_bowl": lambda x, y: x**2 / 20 + y**2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
}
STARTS = {
    "elongated_bowl": [-7.0, 2.0],
    "rosenbrock": [-1.2, 1.0],
    "himmelblau": [0.5, -1.5],
    "beale": [1.0, 1.5],
}


@dataclass(frozen=True)
class Case:
    """One path. Settings, schedule and clip are written in Thalweg's words and translated to torch's below."""

    function: str
    settings: dict[str, Any]
    schedule: dict[str, Any] = field(default_factory=lambda: {"name": "constant"})
    clip: dict[str, float] | None = None
    note: str = ""


def case(
    function: str, *, schedule: dict[str, Any] | None = None, clip: Any = None, note: str = "", **settings: Any
) -> Case:
    return Case(function, settings, schedule or {"name": "constant"}, clip, note)


COSINE = {"name": "cosine", "t_max": 80, "eta_min": 1e-3}
STEP = {"name": "step", "step_size": 40, "gamma": 0.6}
EXPONENTIAL = {"name": "exponential", "gamma": 0.99}
WARM_UP = {"name": "linear", "start_factor": 0.1, "end_factor": 0.8, "total_iters": 50}

HOPPING = (
    "a small rate and a large epsilon: faster, the path hops from wall to wall and grows a last-bit nudge to 1e-13"
)
SPREAD = (
    "a small rate: at 0.01 the path crosses the valley floor, where v - m^2 is near zero, and grows a nudge to 1e-4"
)
CROSSING = (
    "a small rate: faster, the path crosses the valley floor back and forth and grows a last-bit nudge to 1e-10 or more"
)

PATHS: dict[str, list[Case]] = {
    "sgd": [
        case("elongated_bowl", learning_rate=0.95),
        case("elongated_bowl", learning_rate=0.9, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1.5e-3, weight_decay=0.01),
        case("rosenbrock", learning_rate=0.01, clip={"norm": 1.0}, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.01, weight_decay=0.2, schedule=STEP),
        case("himmelblau", learning_rate=0.02, clip={"value": 3.0}),
        case("beale", learning_rate=0.01, weight_decay=0.02, schedule=WARM_UP),
    ],
    "momentum": [
        case("elongated_bowl", learning_rate=0.1, momentum=0.9),
        case("elongated_bowl", learning_rate=0.2, momentum=0.8, dampening=0.5, weight_decay=0.05, schedule=COSINE),
        case(
            "elongated_bowl",
            learning_rate=0.3,
            momentum=0.0,
            dampening=0.5,
            note="torch ignores dampening at momentum 0",
        ),
        case("rosenbrock", learning_rate=3e-4, momentum=0.85, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=2e-3, momentum=0.7, dampening=0.3, clip={"norm": 5.0}),
        case("himmelblau", learning_rate=4e-3, momentum=0.8, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2e-3, momentum=0.8, dampening=0.1, clip={"norm": 10.0}, schedule=WARM_UP),
    ],
    "nesterov": [
        case("elongated_bowl", learning_rate=0.1, momentum=0.9),
        case("elongated_bowl", learning_rate=0.2, momentum=0.7, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=3e-4, momentum=0.85, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=2e-3, momentum=0.6, clip={"norm": 5.0}),
        case("himmelblau", learning_rate=4e-3, momentum=0.8, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2e-3, momentum=0.8, clip={"value": 4.0}, schedule=WARM_UP),
    ],
    "adagrad": [
        case("elongated_bowl", learning_rate=1.5, epsilon=1e-7),
        case("elongated_bowl", learning_rate=0.8, learning_rate_decay=0.01, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.2, initial_accumulator_value=0.1, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=0.05, epsilon=1e-3, clip={"norm": 5.0}, note=CROSSING),
        case("himmelblau", learning_rate=0.5, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.3, learning_rate_decay=0.02, initial_accumulator_value=0.5, schedule=WARM_UP),
    ],
    "adadelta": [
        case("elongated_bowl", learning_rate=5.0, rho=0.95, epsilon=1e-5),
        case("elongated_bowl", learning_rate=3.0, rho=0.8, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=2.0, rho=0.95, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=1.5, rho=0.97, epsilon=1e-4, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2.0, rho=0.95, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "rmsprop": [
        case("elongated_bowl", learning_rate=0.05, alpha=0.95, epsilon=0.05, momentum=0.3, note=HOPPING),
        case("elongated_bowl", learning_rate=0.05, alpha=0.95, weight_decay=0.05, schedule=COSINE),
        case("elongated_bowl", learning_rate=0.02, alpha=0.9, centered=True, momentum=0.5, epsilon=0.05, note=HOPPING),
        case("rosenbrock", learning_rate=0.01, alpha=0.9, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=1e-3, alpha=0.95, centered=True, epsilon=0.01, note=SPREAD),
        case("himmelblau", learning_rate=0.02, alpha=0.95, momentum=0.5, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.01, alpha=0.9, epsilon=1e-3, clip={"norm": 1.0}, schedule=WARM_UP, note=HOPPING),
    ],
    "adam": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case(
            "rosenbrock",
            learning_rate=0.005,
            beta1=0.5,
            epsilon=1e-4,
            decoupled_weight_decay=0.1,
            clip={"norm": 1.0},
            note=CROSSING,
        ),
        case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.1, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.1, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "adamw": [
        case("elongated_bowl", learning_rate=0.3, weight_decay=0.1),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.0, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.05, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case(
            "beale",
            learning_rate=0.05,
            beta1=0.7,
            beta2=0.99,
            epsilon=1e-4,
            clip={"norm": 1.0},
            schedule=WARM_UP,
            note=CROSSING,
        ),
    ],
}

SCHEDULES: list[tuple[float, dict[str, Any]]] = [
    (0.1, {"name": "constant"}),
    (0.1, {"name": "step", "step_size": 30, "gamma": 0.1}),
    (1.0, {"name": "step", "step_size": 7, "gamma": 0.93}),
    (0.3, {"name": "step", "step_size": 250, "gamma": 1.5}),
    (0.1, {"name": "exponential", "gamma": 0.99}),
    (2.0, {"name": "exponential", "gamma": 0.9}),
    (1e-3, {"name": "exponential", "gamma": 1.01}),
    (0.1, {"name": "cosine", "t_max": 100, "eta_min": 0.0}),
    (0.3, {"name": "cosine", "t_max": 37, "eta_min": 0.02}),
    (1.0, {"name": "cosine", "t_max": 1, "eta_min": 0.1}),
    (0.1, {"name": "cosine", "t_max": 150, "eta_min": 0.05}),
    (0.1, {"name": "linear", "start_factor": 1 / 3, "end_factor": 1.0, "total_iters": 5}),
    (0.3, {"name": "linear", "start_factor": 1.0, "end_factor": 0.0, "total_iters": 333}),
    (1.0, {"name": "linear", "start_factor": 0.01, "end_factor": 0.7, "total_iters": 100}),
    (0.5, {"name": "linear", "start_factor": 0.9, "end_factor": 0.2, "total_iters": 1}),
]

TORCH_WORDS = {"learning_rate": "lr", "epsilon": "eps", "learning_rate_decay": "lr_decay", "t_max": "T_max"}


def main() -> None:
    for name, cases in PATHS.items():
        write(f"torch_{name}.json", {"optimizer": name, "cases": [written_path(name, entry) for entry in cases]})
    for name in dict.fromkeys(schedule["name"] for _, schedule in SCHEDULES):
        settings = [(base, schedule) for base, schedule in SCHEDULES if schedule["name"] == name]
        curves = [{"base": base, "schedule": schedule, "rates": rates(base, schedule)} for base, schedule in settings]
        write(f"torch_rates_{name}.json", {"schedule": name, "cases": curves})


def write(name: str, content: dict[str, Any]) -> None:
    """One case per line, so that a change of one shows as one."""
    *head, (key, cases) = {"torch": torch.__version__.split("+")[0], **content}.items()
    lines = ",\n".join("  " + json.dumps(entry) for entry in cases)
    opening = "".join(f" {json.dumps(word)}: {json.dumps(value)},\n" for word, value in head)
    (FOLDER / name).write_text(f'{{\n{opening} "{key}": [\n{lines}\n ]\n}}\n', encoding="utf-8")


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
        FUNCTIONS[entry.function](position[0], position[1]).backward()  # type: ignore[no-untyped-call]
        assert position.grad is not None
        if nudge:
            position.grad *= 1 + nudge * torch.randn(2, dtype=torch.float64)
        if entry.clip and "norm" in entry.clip:
            torch.nn.utils.clip_grad_norm_([position], entry.clip["norm"])
        if entry.clip and "value" in entry.clip:
            torch.nn.utils.clip_grad_value_([position], entry.clip["value"])
        stepper.step()
        if scheduler is not None:
            scheduler.step()
        path.append(position.detach().clone())
    return torch.stack(path)


def torch_optimizer(name: str, position: torch.nn.Parameter, settings: dict[str, Any]) -> torch.optim.Optimizer:
    words = {TORCH_WORDS.get(word, word): value for word, value in settings.items()}
    if name == "nesterov":
        words["nesterov"] = True
    if "beta1" in words or "beta2" in words:
        words["betas"] = (words.pop("beta1", 0.9), words.pop("beta2", 0.999))
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
    }
    stepper = classes[name]([position], **words)
    assert isinstance(stepper, torch.optim.Optimizer)
    return stepper


def torch_scheduler(stepper: torch.optim.Optimizer, schedule: dict[str, Any]) -> lr_scheduler.LRScheduler | None:
    words = {TORCH_WORDS.get(word, word): value for word, value in schedule.items() if word != "name"}
    classes: dict[str, Any] = {
        "constant": lambda _: None,
        "step": lr_scheduler.StepLR,
        "exponential": lr_scheduler.ExponentialLR,
        "cosine": lr_scheduler.CosineAnnealingLR,
        "linear": lr_scheduler.LinearLR,
    }
    scheduler = classes[schedule["name"]](stepper, **words)
    assert scheduler is None or isinstance(scheduler, lr_scheduler.LRScheduler)
    return scheduler


def rates(base: float, schedule: dict[str, Any]) -> list[float]:
    """The learning rates of the first 500 updates."""
    stepper = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))], lr=base)
    scheduler = torch_scheduler(stepper, schedule)
    found = []
    for _ in range(RATES):
        found.append(float(stepper.param_groups[0]["lr"]))
        stepper.step()
        if scheduler is not None:
            scheduler.step()
    return found


if __name__ == "__main__":
    main()
