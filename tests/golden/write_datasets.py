"""Writes sklearn_datasets.json: the data sets that scikit-learn has too, drawn by it (1.9.1). Run where it is installed."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import make_blobs, make_circles, make_moons

POINTS, SEED = 7, 3
angles = 2 * np.pi * np.arange(4) / 4
centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
cases: list[tuple[str, dict[str, Any], Any]] = [
    ("moons", {"noise": 0.15}, make_moons((POINTS, POINTS), shuffle=False, noise=0.15, random_state=SEED)),
    ("moons", {"noise": 0.0}, make_moons((POINTS, POINTS), shuffle=False, noise=None)),
    (
        "circles",
        {"noise": 0.05, "factor": 0.8},
        make_circles((POINTS, POINTS), shuffle=False, noise=0.05, random_state=SEED, factor=0.8),
    ),
    (
        "blobs",
        {"classes": 4, "noise": 0.3},
        make_blobs([POINTS] * 4, centers=centres, cluster_std=0.3, shuffle=False, random_state=SEED),
    ),
]
rows = [
    {
        "name": name,
        "settings": settings | {"points": POINTS, "seed": SEED},
        "inputs": inputs.tolist(),
        "targets": targets.tolist(),
    }
    for name, settings, (inputs, targets) in cases
]
target = Path(__file__).with_name("sklearn_datasets.json")
target.write_text(json.dumps({"cases": rows}), encoding="utf-8")
