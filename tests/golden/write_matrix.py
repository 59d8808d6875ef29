"""Writes golden paths of parameters with rows and columns, and of several parameters at once.

    python -m tests.golden.write_matrix      (needs torch, pytorch_optimizer, and optax 0.2.8, which brings JAX)

torch's Muon iterates in bfloat16 and pytorch_optimizer's SOAP takes its QR in float32, whatever the parameters are. Here
their one cast is made to float64, the rest is theirs; how far that leads from the library as it comes is printed. torch's
Muon wants matrices alone, so it is given a vector as a column.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from importlib.metadata import version
from typing import Any, ClassVar
from unittest.mock import patch

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytorch_optimizer
import torch
from torch import Tensor

from tests.golden.matrix_cases import MATRIX, PER_GROUP
from tests.golden.matrix_functions import MATRIX_FUNCTIONS
from tests.golden.optax_cases import OPTAX, OWN_DECAY, WORDS
from tests.golden.paths import CALM, EVERY, STEPS, Case, write
from tests.golden.write_torch import torch_scheduler

jax.config.update("jax_enable_x64", True)


class Torch:
    """An optimizer of torch or pytorch_optimizer, and where it stands."""

    classes: ClassVar[dict[str, Any]] = {
        "muon": torch.optim.Muon,
        "adafactor": torch.optim.Adafactor,
        "shampoo": pytorch_optimizer.Shampoo,
        "soap": pytorch_optimizer.SOAP,
    }
    words: ClassVar[dict[str, str]] = {
        "learning_rate": "lr",
        "epsilon": "eps",
        "matrix_epsilon": "matrix_eps",
        "adjust_learning_rate": "adjust_lr_fn",
    }

    def __init__(self, name: str, start: list[Tensor], settings: dict[str, Any]) -> None:
        words = {self.words.get(word, word): value for word, value in settings.items()}
        if "decoupled_weight_decay" in words:
            words |= {"weight_decay": words.pop("decoupled_weight_decay"), "weight_decouple": True}
        if name == "soap":
            words["betas"] = (words.pop("beta1", 0.95), words.pop("beta2", 0.95))
        if name == "adafactor":
            words["eps"] = (words.pop("epsilon1", None), words.pop("epsilon2", 1e-3))
        if name == "muon":
            defaults = (3.4445, -4.7750, 2.0315)
            words["ns_coefficients"] = tuple(
                words.pop(f"ns_coefficient{number + 1}", default) for number, default in enumerate(defaults)
            )
        self.shapes = [part.shape for part in start]
        self.parameters = [torch.nn.Parameter(self._given(name, part)) for part in start]
        self.stepper = self.classes[name](self.parameters, **words)

    def step(self, gradients: list[Tensor], learning_rate: float) -> list[Tensor]:
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            parameter.grad = gradient.reshape(parameter.shape).clone()
        self.stepper.param_groups[0]["lr"] = learning_rate
        self.stepper.step()
        return [part.detach().clone().reshape(shape) for part, shape in zip(self.parameters, self.shapes, strict=True)]

    @staticmethod
    def _given(name: str, part: Tensor) -> Tensor:
        return part.clone().reshape(-1, 1) if name == "muon" and part.ndim == 1 else part.clone()


class Optax:
    """An optimizer of optax, and where it stands; built anew with each step's rate."""

    def __init__(self, name: str, start: list[Tensor], settings: dict[str, Any]) -> None:
        self.name, self.settings = name, {WORDS.get(word, word): value for word, value in settings.items()}
        assert name in OWN_DECAY or "weight_decay" not in settings
        del self.settings["learning_rate"]
        self.parameters = [jnp.array(part.numpy()) for part in start]
        self.state = self._built(settings["learning_rate"]).init(self.parameters)
        self._moved = jax.jit(self._moved_by)

    def step(self, gradients: list[Tensor], learning_rate: float) -> list[Tensor]:
        slopes = [jnp.array(gradient.numpy()) for gradient in gradients]
        self.parameters, self.state = self._moved(slopes, self.state, self.parameters, learning_rate)
        return [torch.tensor(np.asarray(part)) for part in self.parameters]

    def _moved_by(self, slopes: Any, state: Any, parameters: Any, learning_rate: Any) -> Any:
        changes, state = self._built(learning_rate).update(slopes, state, parameters)
        return optax.apply_updates(parameters, changes), state

    def _built(self, learning_rate: Any) -> Any:
        return OPTAX[self.name](learning_rate, **self.settings)


def main() -> None:
    for name, library in (("muon", "torch"), ("shampoo", "pytorch_optimizer"), ("soap", "pytorch_optimizer")):
        file = f"{library.replace('pytorch_optimizer', 'kozistr')}_{name}.json"
        paths = [written_path(name, entry) for entry in MATRIX[name]]
        write(file, {library: version(library).partition("+")[0], "optimizer": name, "cases": paths})
    for library, names in (("torch", ["adafactor"]), ("optax", [name for name in PER_GROUP if name in OPTAX])):
        paths = [{"optimizer": name} | written_path(name, entry) for name in names for entry in PER_GROUP[name]]
        write(f"{library}_per_group.json", {library: version(library).partition("+")[0], "cases": paths})


def written_path(optimizer: str, entry: Case) -> dict[str, Any]:
    """The case with its start, recorded steps and positions, once it is known to be calm."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(torch.Tensor, "bfloat16", torch.Tensor.clone))
        stack.enter_context(patch.object(torch, "float32", torch.float64))
        path = walk(optimizer, entry, nudge=0.0)
        drifts = []
        for seed in range(6):
            torch.manual_seed(seed)
            drifts.append(_distance(walk(optimizer, entry, nudge=2**-52), path))
    if not max(drifts) < CALM:
        raise SystemExit(
            f"{optimizer} on {entry}: a last-bit nudge grows to {max(drifts):.1e}; choose a calmer setting"
        )
    if optimizer in {"muon", "soap"}:
        print(
            f"{optimizer} on {entry.function}: {_distance(walk(optimizer, entry, nudge=0.0), path):.1e} from the library"
        )
    rows = list(range(0, STEPS + 1, EVERY))
    start = MATRIX_FUNCTIONS[entry.function].start.tolist()
    return {**asdict(entry), "start": start, "step": rows, "position": path[rows].tolist()}


def walk(optimizer: str, entry: Case, nudge: float) -> Tensor:
    """Positions `(201, d)`; every gradient is multiplied by about 1 ± `nudge`."""
    function = MATRIX_FUNCTIONS[entry.function]()
    shapes = [group.shape for group in function.groups]
    start = _split(torch.tensor(function.start), shapes)
    walker = (Optax if optimizer in OPTAX else Torch)(optimizer, start, entry.settings)
    path = [torch.tensor(function.start)]
    for learning_rate in rates(entry):
        gradient = torch.nn.Parameter(torch.zeros_like(path[-1]))
        gradient.grad = torch.tensor(function.value_and_gradient(path[-1].numpy())[1])
        gradient.grad *= 1 + nudge * torch.randn(len(path[-1]), dtype=torch.float64)
        if entry.clip and "norm" in entry.clip:
            torch.nn.utils.clip_grad_norm_([gradient], entry.clip["norm"])
        if entry.clip and "value" in entry.clip:
            torch.nn.utils.clip_grad_value_([gradient], entry.clip["value"])
        path.append(torch.cat([part.ravel() for part in walker.step(_split(gradient.grad, shapes), learning_rate)]))
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


def _split(vector: Tensor, shapes: list[tuple[int, ...]]) -> list[Tensor]:
    sizes = [int(np.prod(shape)) for shape in shapes]
    return [part.reshape(shape) for part, shape in zip(vector.split(sizes), shapes, strict=True)]


def _distance(path: Tensor, other: Tensor) -> float:
    return float(((path - other).abs() / (1 + other.abs())).max())


if __name__ == "__main__":
    main()
