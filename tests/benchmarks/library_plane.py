"""The same plane by the library loss-landscapes (3.0.6), where it and torch are installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from app.engine.model_objective import ModelObjective
from app.engine.objective import Array
from app.engine.plane import Plane


def library_plane(objective: ModelObjective, plane: Plane, axis: Array) -> Callable[[], object] | None:
    """Its `planar_interpolation` on as many points as ours, without the price of the weights; None where it is not installed."""
    try:
        import loss_landscapes
        import torch
        from loss_landscapes.metrics import Loss
    except ImportError:
        return None
    torch.set_num_threads(1)
    data, width, count = objective.split.train, axis[-1] - axis[0], len(axis)
    first, second = plane.directions
    corner = plane.origin + axis[0] * (first + second)
    ends = [_torch_model(objective, place) for place in (corner + width * first, corner + width * second)]
    metric = Loss(torch.nn.CrossEntropyLoss(), torch.tensor(data.inputs), torch.tensor(data.targets))

    def run() -> Any:
        with torch.no_grad():
            return loss_landscapes.planar_interpolation(_torch_model(objective, corner), *ends, metric, steps=count)

    step = width / count  # it goes a step along the second direction before it looks for the first time
    np.testing.assert_allclose(run()[0, 0], objective.figures(corner + step * second)["data_loss"], rtol=1e-9)
    return run


def _torch_model(objective: ModelObjective, position: Array) -> Any:
    """The network as torch has it, at a position."""
    import torch

    network = objective.network
    layers: list[Any] = []
    place = 0
    for fan_in, fan_out in zip(network.widths, network.widths[1:], strict=False):
        layer = torch.nn.Linear(fan_in, fan_out, dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(position[place : place + fan_in * fan_out].reshape(fan_in, fan_out).T))
            layer.bias.copy_(torch.tensor(position[place + fan_in * fan_out :][:fan_out]))
        place += (fan_in + 1) * fan_out
        layers += [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])
