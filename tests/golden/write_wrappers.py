"""Writes torch_lookahead.json and torch_sam.json: the papers' rules around optimizers of torch.optim.

    .venv/bin/python -m tests.golden.write_wrappers        (needs torch: pip install -e .[bench])

torch has neither, so the few lines of each paper stand here, in float64: Algorithm 1 of Zhang et al. 2019, Algorithm 1 of
Foret et al. 2021. Inner optimizer, gradients, schedules and clipping are torch's. `write_optax` compares with optax's own.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor

from tests.golden.paths import CALM, COSINE, EVERY, EXPONENTIAL, FUNCTIONS, STARTS, STEPS, Case, case, write
from tests.golden.write_torch import VERSION, follow, torch_optimizer, torch_scheduler


def inner(name: str, **settings: Any) -> dict[str, Any]:
    return {"name": name, **settings}


SETTLED = "a small rate: once near the minimum, SAM looks across it and hops, which grows a last-bit nudge"

PATHS: dict[str, list[Case]] = {
    "lookahead": [
        case("elongated_bowl", inner=inner("sgd", learning_rate=0.9), k=5, alpha=0.5),
        case("rosenbrock", inner=inner("adam", learning_rate=0.01, beta1=0.8), k=7, alpha=0.3, schedule=EXPONENTIAL),
        case(
            "himmelblau", inner=inner("momentum", momentum=0.9, learning_rate=0.002, weight_decay=0.05), k=1, alpha=0.8
        ),
        case("beale", inner=inner("rmsprop", learning_rate=0.003), k=10, alpha=1.0, clip={"norm": 2.0}),
        case("beale", inner=inner("adamw", learning_rate=0.01, weight_decay=0.1), k=3, alpha=0.0),
    ],
    "sam": [
        case("elongated_bowl", inner=inner("sgd", learning_rate=0.3), rho=0.05),
        case("rosenbrock", inner=inner("sgd", learning_rate=3e-4), rho=0.01, schedule=COSINE | {"eta_min": 1e-5}),
        case(
            "himmelblau",
            inner=inner("momentum", momentum=0.9, learning_rate=4e-5, weight_decay=0.05),
            rho=0.2,
            note=SETTLED,
        ),
        case("beale", inner=inner("adam", learning_rate=0.004), rho=0.1, clip={"value": 1.0}),
    ],
}


def main() -> None:
    for name, cases in PATHS.items():
        content = {"torch": VERSION, "optimizer": name, "cases": [written(name, entry) for entry in cases]}
        write(f"torch_{name}.json", content)


def written(name: str, entry: Case) -> dict[str, Any]:
    """The case with its start, recorded steps and positions, once it is known to be calm."""
    path = walk(name, entry, nudge=0.0)
    for seed in range(6):
        torch.manual_seed(seed)
        drift = float(((walk(name, entry, nudge=2**-52) - path).abs() / (1 + path.abs())).max())
        if not drift < CALM:
            raise SystemExit(f"{name} on {entry}: a last-bit nudge grows to {drift:.1e}; choose a calmer setting")
    rows = list(range(0, STEPS + 1, EVERY))
    return {**asdict(entry), "start": STARTS[entry.function], "step": rows, "position": path[rows].tolist()}


def walk(name: str, entry: Case, nudge: float) -> Tensor:
    """Positions `(201, 2)`."""
    position = torch.nn.Parameter(torch.tensor(STARTS[entry.function], dtype=torch.float64))
    settings = dict(entry.settings["inner"])
    stepper = torch_optimizer(settings.pop("name"), position, settings)
    scheduler = torch_scheduler(stepper, entry.schedule)
    slow, path = position.detach().clone(), [position.detach().clone()]
    for step in range(1, STEPS + 1):
        gradient = seen(entry, position.detach(), nudge)
        if name == "sam":
            uphill = position.detach() + entry.settings["rho"] * gradient / torch.linalg.norm(gradient)
            gradient = seen(entry, uphill, nudge)
        position.grad = gradient
        stepper.step()
        follow(scheduler, 0.0)
        if name == "lookahead" and step % entry.settings["k"] == 0:
            slow += entry.settings["alpha"] * (position.detach() - slow)
            position.data.copy_(slow)
        path.append(position.detach().clone())
    return torch.stack(path)


def seen(entry: Case, place: Tensor, nudge: float) -> Tensor:
    """The gradient at `place`, nudged and clipped."""
    x = place.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(FUNCTIONS[entry.function](x[0], x[1]), x)
    if nudge:
        gradient = gradient * (1 + nudge * torch.randn(2, dtype=torch.float64))
    x.grad = gradient
    if entry.clip and "norm" in entry.clip:
        torch.nn.utils.clip_grad_norm_([x], entry.clip["norm"])
    if entry.clip and "value" in entry.clip:
        torch.nn.utils.clip_grad_value_([x], entry.clip["value"])
    assert x.grad is not None
    return x.grad.detach().clone()


if __name__ == "__main__":
    main()
