"""Writes kozistr_<optimizer>.json and keras_ftrl.json: what pytorch_optimizer 4.1.0 and Keras 3.15.1 do in float64.

    KERAS_BACKEND=torch python -m tests.golden.write_kozistr_paths [names]    (needs torch, pytorch_optimizer and keras)

pytorch_optimizer keeps the counters of QHAdam in float32; they are widened after the first look at the gradient, before
anything is computed from them. Keras applies its own weight decay; everybody else's is told whether it is decoupled.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import keras
import pytorch_optimizer
import torch
from torch import Tensor

from tests.golden.kozistr_cases import PATHS
from tests.golden.paths import CALM, EVERY, FUNCTIONS, STARTS, STEPS, Case, write
from tests.golden.write_torch import torch_scheduler

LIBRARY = {"ftrl": "keras"}
CLASSES = {
    "qhm": pytorch_optimizer.QHM,
    "qhadam": pytorch_optimizer.QHAdam,
    "aggmo": pytorch_optimizer.AggMo,
    "adabound": pytorch_optimizer.AdaBound,
    "diffgrad": pytorch_optimizer.DiffGrad,
}
WORDS = {"learning_rate": "lr", "epsilon": "eps", "final_learning_rate": "final_lr"}
DEFAULTS: dict[str, dict[str, Any]] = {
    "qhm": {"momentum": 0.999, "nu": 0.7},
    "qhadam": {"betas": (0.9, 0.999), "nus": (0.7, 1.0)},
    "aggmo": {"betas": (0.0, 0.9, 0.99)},
    "adabound": {"betas": (0.9, 0.999)},
    "diffgrad": {"betas": (0.9, 0.999)},
}
"""Thalweg's where they are the paper's, and tuples that settings replace in part."""
keras.config.set_floatx("float64")


class Kozistr:
    """One optimizer of pytorch_optimizer, and where it stands."""

    def __init__(self, name: str, start: list[float], settings: dict[str, Any]) -> None:
        words = {WORDS.get(word, word): value for word, value in settings.items()}
        decoupled = words.pop("decoupled_weight_decay", None)
        words |= {"weight_decouple": decoupled is not None} | ({"weight_decay": decoupled} if decoupled else {})
        for word, default in DEFAULTS[name].items():
            if isinstance(default, tuple):
                parts = [f"{word.removesuffix('s')}{number + 1}" for number in range(len(default))]
                words[word] = tuple(words.pop(part, value) for part, value in zip(parts, default, strict=True))
            else:
                words.setdefault(word, default)
        self.position = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
        self.stepper = CLASSES[name]([self.position], **words)

    def step(self, gradient: Tensor, learning_rate: float) -> Tensor:
        self.position.grad = gradient
        (group,) = self.stepper.param_groups
        group["lr"] = learning_rate
        self.stepper.init_group(group)
        state = self.stepper.state[self.position]
        for word in state.keys() & {"beta1_weight", "beta2_weight"}:
            state[word] = state[word].to(torch.float64)
        self.stepper.step()
        return self.position.detach().clone()


class Keras:
    """FTRL of Keras, and where it stands."""

    def __init__(self, _: str, start: list[float], settings: dict[str, Any]) -> None:
        self.position = keras.Variable(start, dtype="float64")
        self.stepper = keras.optimizers.Ftrl(**settings)
        self.stepper.build([self.position])

    def step(self, gradient: Tensor, learning_rate: float) -> Tensor:
        self.stepper.learning_rate = learning_rate
        self.stepper.apply([gradient], [self.position])
        return self.position.value.detach().clone()


def main() -> None:
    for name in sys.argv[1:] or PATHS:
        library = LIBRARY.get(name, "pytorch_optimizer")
        paths = [written_path(name, entry) for entry in PATHS[name]]
        file = f"{'keras' if library == 'keras' else 'kozistr'}_{name}.json"
        write(file, {library: version(library), "optimizer": name, "cases": paths})


def written_path(optimizer: str, entry: Case) -> dict[str, Any]:
    """The case with its start, recorded steps and positions, once it is known to be calm."""
    path = walk(optimizer, entry, nudge=0.0)
    for seed in range(6):
        torch.manual_seed(seed)
        drift = float(((walk(optimizer, entry, nudge=2**-52) - path).abs() / (1 + path.abs())).max())
        if not drift < CALM:
            raise SystemExit(f"{optimizer} on {entry}: a last-bit nudge grows to {drift:.1e}; choose a calmer setting")
    rows = list(range(0, STEPS + 1, EVERY))
    return {**asdict(entry), "start": STARTS[entry.function], "step": rows, "position": path[rows].tolist()}


def walk(optimizer: str, entry: Case, nudge: float) -> Tensor:
    """Positions `(201, 2)`; every gradient is multiplied by about 1 ± `nudge`."""
    walker = (Keras if optimizer in LIBRARY else Kozistr)(optimizer, STARTS[entry.function], entry.settings)
    path = [torch.tensor(STARTS[entry.function], dtype=torch.float64)]
    for learning_rate in rates(entry):
        position = path[-1].clone().requires_grad_()
        FUNCTIONS[entry.function](position[0], position[1]).backward()
        assert position.grad is not None
        position.grad *= 1 + nudge * torch.randn(2, dtype=torch.float64)
        if entry.clip and "norm" in entry.clip:
            torch.nn.utils.clip_grad_norm_([position], entry.clip["norm"])
        if entry.clip and "value" in entry.clip:
            torch.nn.utils.clip_grad_value_([position], entry.clip["value"])
        path.append(walker.step(position.grad.detach().clone(), learning_rate))
    return torch.stack(path)


def rates(entry: Case) -> list[float]:
    """The learning rate of each step, from torch's schedulers."""
    stepper = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=entry.settings["learning_rate"])
    scheduler = torch_scheduler(stepper, entry.schedule)
    found = []
    for _ in range(STEPS):
        found.append(float(stepper.param_groups[0]["lr"]))
        stepper.step()
        if scheduler is not None:
            scheduler.step()
    return found


if __name__ == "__main__":
    main()
