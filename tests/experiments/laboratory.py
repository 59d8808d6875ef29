"""The laboratory: experiments of the source documents (EXPERIMENTS.md) as requests to a real server, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray

Document = dict[str, Any]
LINEAR: Document = {"name": "linear"}
SPIRAL: Document = {"name": "spiral"}


def learning(model: Document, dataset: Document, loss: str = "softmax_cross_entropy", **settings: Any) -> Document:
    """A learning problem; `settings` are those of the loss."""
    return {"model": model, "dataset": dataset, "loss": {"name": loss, **settings}}


def network(hidden: list[int], activation: str = "relu", start: Document | None = None, **settings: Any) -> Document:
    """A multilayer network; `start` is its initializer."""
    return {
        "name": "mlp",
        "hidden": hidden,
        "activation": activation,
        "initializer": start or {"name": "he"},
        **settings,
    }


def normal(std: float, **settings: Any) -> Document:
    """Normal weights of one deviation."""
    return {"name": "normal", "std": std, **settings}


def sgd(rate: float, **settings: Any) -> Document:
    """Plain gradient descent."""
    return {"name": "sgd", "learning_rate": rate, **settings}


def experiment(objective: Document, *runs: Document, **more: Any) -> Document:
    """An experiment; each of `runs` is an optimizer, or a run that names one. Without `steps` it stays at its start."""
    listed = [run if "optimizer" in run else {"optimizer": run} for run in runs or (sgd(0.1),)]
    return {"objective": objective, "runs": listed, "steps": 0, **more}


def last(run: Document, column: str) -> Any:
    """The last value of a column that was evaluated."""
    return next(value for value in reversed(run[column]) if value is not None)


def array(values: Any) -> NDArray[np.float64]:
    """A column as numbers, NaN where it was not evaluated."""
    return np.array(values, dtype=np.float64)


@dataclass(frozen=True)
class Laboratory:
    """A server that answers."""

    client: httpx.Client

    def ask(self, call: str, document: Document) -> Document:
        """What a call answers to a document."""
        answer = self.client.post(f"/api/v1/{call}", json=document)
        assert answer.status_code == 200, answer.text
        found: Document = answer.json()
        return found

    def runs(self, objective: Document, *runs: Document, **more: Any) -> list[Document]:
        """The runs of an experiment with their columns."""
        found: list[Document] = self.ask("trajectories", experiment(objective, *runs, **more))["runs"]
        return found

    def look(self, call: str, asked: Document, **more: Any) -> Document:
        """A look into an experiment: predictions, activations, a gradient check."""
        return self.ask(call, {"experiment": asked, **more})
