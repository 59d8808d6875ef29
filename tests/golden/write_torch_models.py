"""Writes the golden files torch_models_*.json: losses, gradients, Hessians and trainings of models in torch, float64.

    .venv/bin/python -m tests.golden.write_torch_models        (needs torch: pip install -e .[bench])

`gradients` holds every model × loss × price, with and without batch normalisation, and some with a dropout mask; `hessians` a few
whole Hessians; `trainings` 100 steps of gradient descent on the batches listed there: the loss of each batch, and the end.
A training is only written if it is calm: when every gradient is nudged in its last bit, nothing may move by a fiftieth of
what the test allows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from tests.golden.model_cases import (
    BATCH,
    CURVED,
    EXAMPLES,
    FEATURES,
    HIDDEN,
    LOSSES,
    MODELS,
    OUTPUTS,
    PRICES,
    STEPS,
    TRAININGS,
    Training,
    gradient_cases,
    shapes,
)

VERSION = torch.__version__.split("+")[0]
DROPOUT = 0.4
CALM = 2e-12
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(20)
INPUTS = torch.randn(EXAMPLES, FEATURES)
LABELS = torch.arange(EXAMPLES) % OUTPUTS
POSITIONS = {
    name: torch.randn(sum(torch.Size(shape).numel() for _, shape in shapes(model))) for name, model in MODELS.items()
}
MASKS = [(torch.rand(EXAMPLES, units) > DROPOUT).double() / (1 - DROPOUT) for units in HIDDEN]
ROWS = [torch.randperm(EXAMPLES)[:BATCH].tolist() for _ in range(STEPS)]
ACTIVATIONS = {
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": lambda sums: sums,
}


def main() -> None:
    shared = {"torch": VERSION, "inputs": INPUTS.tolist(), "labels": LABELS.tolist()}
    positions = {name: position.tolist() for name, position in POSITIONS.items()}
    gradients = [gradient_case(model, loss, price) for model, loss, price in gradient_cases()]
    dropped = [gradient_case(model, loss, "l2", MASKS) for model in list(MODELS)[1:] for loss in ("softmax", "squares")]
    masks = {"dropout": DROPOUT, "masks": [mask.tolist() for mask in MASKS]}
    write("gradients", {**shared, **masks, "positions": positions, "cases": gradients, "dropped": dropped})
    write("hessians", {**shared, "cases": [hessian_case(model, loss) for model, loss in CURVED]})
    write("trainings", {**shared, "rows": ROWS, "cases": [training_case(training) for training in TRAININGS]})


def write(name: str, content: dict[str, Any]) -> None:
    Path(__file__).with_name(f"torch_models_{name}.json").write_text(json.dumps(content), encoding="utf-8")


def gradient_case(model: str, loss: str, price: str, masks: list[Tensor] | None = None) -> dict[str, Any]:
    position = POSITIONS[model].clone().requires_grad_()
    value = whole_loss(position, model, loss, PRICES[price], masks=masks)
    (gradient,) = torch.autograd.grad(value, position)
    return {"model": model, "loss": loss, "price": price, "value": value.item(), "gradient": gradient.tolist()}


def hessian_case(model: str, loss: str) -> dict[str, Any]:
    price, position = PRICES["l2"], POSITIONS[model]
    hessian = torch.autograd.functional.hessian(lambda vector: whole_loss(vector, model, loss, price), position)
    rows = [row[index:].tolist() for index, row in enumerate(hessian)]  # the upper triangle
    return {"model": model, "loss": loss, "price": "l2", "position": position.tolist(), "hessian": rows}


def training_case(training: Training) -> dict[str, Any]:
    losses, end = trained(training, 0.0)
    for seed in range(4):
        torch.manual_seed(seed)
        nudged, nudged_end = trained(training, 2.0**-52)
        drift = float(max((nudged - losses).abs().max(), (nudged_end - end).abs().max()))
        if not drift < CALM:
            raise SystemExit(f"{training}: a last-bit nudge grows to {drift:.1e}; choose a calmer setting")
    start = POSITIONS[training.model].tolist()
    return {**vars(training), "start": start, "losses": losses.tolist(), "end": end.tolist()}


def trained(training: Training, nudge: float) -> tuple[Tensor, Tensor]:
    position = torch.nn.Parameter(POSITIONS[training.model].clone())
    stepper = torch.optim.SGD([position], lr=training.rate)
    losses = []
    for rows in ROWS:
        stepper.zero_grad()
        value = whole_loss(position, training.model, training.loss, training.price, rows=rows)
        value.backward()
        if nudge:
            assert position.grad is not None
            position.grad *= 1 + nudge * torch.randn(len(position))
        stepper.step()
        losses.append(value.detach())
    return torch.stack(losses), position.detach()


def whole_loss(
    position: Tensor,
    model: str,
    loss: str,
    price: dict[str, float],
    *,
    masks: list[Tensor] | None = None,
    rows: list[int] | None = None,
) -> Tensor:
    """The loss of the examples in `rows` plus the price of the weights, from torch's own functions."""
    chosen = slice(None) if rows is None else rows
    groups = split(position, model)
    scores = answers(groups, MODELS[model], INPUTS[chosen], masks)
    weights = [group for name, group in groups.items() if name.startswith("W")]
    value = data_loss(scores, LABELS[chosen], LOSSES[loss])
    value = value + price.get("l1", 0.0) * sum(weight.abs().sum() for weight in weights)
    return value + 0.5 * price.get("l2", 0.0) * sum((weight**2).sum() for weight in weights)


def split(position: Tensor, model: str) -> dict[str, Tensor]:
    groups, place = {}, 0
    for name, shape in shapes(MODELS[model]):
        size = torch.Size(shape).numel()
        groups[name] = position[place : place + size].reshape(shape)
        place += size
    return groups


def answers(groups: dict[str, Tensor], model: dict[str, Any], inputs: Tensor, masks: list[Tensor] | None) -> Tensor:
    values, layers = inputs, len(model.get("hidden", ()))
    for layer in range(1, layers + 1):
        sums = F.linear(values, groups[f"W{layer}"].T, groups[f"b{layer}"])
        if model["batch_norm"]:
            gamma, beta = groups[f"gamma{layer}"], groups[f"beta{layer}"]
            sums = F.batch_norm(sums, None, None, gamma, beta, training=True)
        values = ACTIVATIONS[model["activation"]](sums)
        if masks is not None:
            values = values * masks[layer - 1]
    return F.linear(values, groups[f"W{layers + 1}"].T, groups[f"b{layers + 1}"])


def data_loss(scores: Tensor, labels: Tensor, loss: dict[str, Any]) -> Tensor:
    targets = F.one_hot(labels, OUTPUTS).double()
    if loss["name"] == "softmax_cross_entropy":
        return F.cross_entropy(scores, labels)
    if loss["name"] == "hinge":
        return OUTPUTS * F.multi_margin_loss(scores, labels, margin=loss["delta"])
    if loss["name"] == "logistic":
        return OUTPUTS * F.binary_cross_entropy_with_logits(scores, targets)
    return OUTPUTS * F.mse_loss(scores, targets) * (0.5 if loss["half"] else 1.0)


if __name__ == "__main__":
    main()
