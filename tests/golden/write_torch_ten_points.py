"""Writes torch_ten_points.json: seven optimizers of torch on y = w·x + b, 20 epochs over ten points (EXPERIMENTS.md py3).

    .venv/bin/python -m tests.golden.write_torch_ten_points        (needs torch: pip install -e .[bench])

An epoch is one step over all ten. The points are those of the data set `linear_regression` with its defaults and three seeds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from app.engine.datasets.linear_regression import LinearRegression

EPOCHS = 20
START = [0.0, 0.0]
OPTIMIZERS: dict[str, Any] = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.1),
    "momentum": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
    "nesterov": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, nesterov=True),
    "adadelta": lambda parameters: torch.optim.Adadelta(parameters, rho=0.95, eps=1e-4),
    "adagrad": torch.optim.Adagrad,
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.1, betas=(0.9, 0.99), eps=1e-9),
    "rmsprop": torch.optim.RMSprop,
}
torch.set_default_dtype(torch.float64)


def losses(name: str, seed: int) -> list[float]:
    """The mean squared error before every epoch, and after the last."""
    points = LinearRegression(seed=seed).draw()
    x, y = torch.tensor(points.inputs), torch.tensor(points.targets)
    weight, bias = (torch.tensor([[number]], requires_grad=True) for number in START)
    optimizer, found = OPTIMIZERS[name]([weight, bias]), []
    for epoch in range(EPOCHS + 1):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(x @ weight + bias, y)
        found.append(loss.item())
        if epoch < EPOCHS:
            loss.backward()
            optimizer.step()
    return found


def main() -> None:
    """Write the file beside this one."""
    seeds = [{"seed": seed, "loss": {name: losses(name, seed) for name in OPTIMIZERS}} for seed in range(3)]
    document = {"torch": torch.__version__.split("+")[0], "start": START, "seeds": seeds}
    target = Path(__file__).with_name("torch_ten_points.json")
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
