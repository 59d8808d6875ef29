"""What every model is: settings from which a network is made once the data are known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from app.engine.choice import check_choices
from app.engine.hyperparameter import check_bounds
from app.engine.initializers.initializer import Initializer
from app.engine.models.network import Network
from app.engine.objective import Array
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Model(ABC):
    """Base of all models."""

    catalogue: ClassVar[str] = "models"
    name: ClassVar[str]
    title: ClassVar[Text]
    idea: ClassVar[Text]
    """What it does, in one sentence."""
    japanese: ClassVar[str] = ""
    """The docstring's paragraphs and Convention in Japanese."""

    initializer: Initializer

    def __post_init__(self) -> None:
        check_choices(self)
        check_bounds(self)

    @abstractmethod
    def network(self, features: int, outputs: int) -> Network:
        """The network for examples of `features` numbers; refused if it would have too many parameters."""

    def start(self, network: Network, seed: int) -> Array:
        """The parameters `(d,)` with which training of `network` starts."""
        shapes = list(zip(network.widths, network.widths[1:], strict=False))
        return network.vector(self.initializer.weights(shapes, seed))
