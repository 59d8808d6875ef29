"""The generated data sets, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.datasets.blobs import Blobs
from app.engine.datasets.circles import Circles
from app.engine.datasets.gaussian import Gaussian
from app.engine.datasets.generator import DatasetGenerator
from app.engine.datasets.linear_regression import LinearRegression
from app.engine.datasets.mnist1d import Mnist1d
from app.engine.datasets.moons import Moons
from app.engine.datasets.noisy_sine import NoisySine
from app.engine.datasets.spiral import Spiral
from app.engine.datasets.three_points import ThreePoints
from app.engine.datasets.xor import Xor

DATASETS: tuple[type[DatasetGenerator], ...] = (
    Spiral,
    Moons,
    Circles,
    Xor,
    Blobs,
    LinearRegression,
    NoisySine,
    Mnist1d,
    ThreePoints,
    Gaussian,
)
