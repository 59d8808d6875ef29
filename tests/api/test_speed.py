"""How soon a slice is seen, and how soon the server stops when nobody wants it any more. Alone on the machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from statistics import median
from time import monotonic
from typing import Any

import httpx

from tests.clock import slowness

SLICES = "/api/v1/slices"
SPIRAL_NETWORK: dict[str, Any] = {
    "model": {"name": "mlp", "hidden": [100]},
    "dataset": {"name": "spiral"},
    "loss": {"name": "softmax_cross_entropy", "l2": 0.001},
}
LONG: dict[str, Any] = {
    "objective": SPIRAL_NETWORK,
    "directions": "random",
    "figures": ["loss", "curvature"],
    "resolution": [101, 101],
}
"""Some ten seconds of work."""
_TIMES = 5


def pictures(answer: httpx.Response) -> Iterator[dict[str, Any]]:
    """The pictures of a stream, as they come."""
    for line in answer.iter_lines():
        if (told := json.loads(line))["type"] == "picture":
            yield told


def computations(rest: httpx.Client) -> int:
    """How many the server has under way."""
    found = re.search(r"^thalweg_computations (\S+)$", rest.get("/metrics").text, re.MULTILINE)
    assert found is not None
    return int(float(found[1]))


def test_the_first_picture_of_a_network_is_there_within_a_tenth_of_a_second(rest: httpx.Client) -> None:
    document = {"objective": SPIRAL_NETWORK, "directions": "filter_normalized", "resolution": [51, 51]}
    took = []
    for _ in range(_TIMES):
        began = monotonic()
        with rest.stream("POST", f"{SLICES}?format=ndjson", json=document) as answer:
            first = next(pictures(answer))
            took.append(monotonic() - began)
        assert size_of(first) >= (5, 5)
    milliseconds = 1e3 * median(took)
    print(f"\nfirst picture of a 51×51 slice of the spiral network: {milliseconds:.0f} ms")
    assert milliseconds <= 100 * slowness()


def test_a_slice_that_is_cancelled_stops_within_a_quarter_of_a_second(rest: httpx.Client) -> None:
    took = []
    for _ in range(_TIMES):
        with rest.stream("POST", f"{SLICES}?format=ndjson", json=LONG) as answer:
            seen = pictures(answer)  # kept: httpx leaves as soon as nobody reads its lines
            next(seen)
            assert computations(rest) == 1
            left = monotonic()
        while computations(rest) > 0:
            assert monotonic() < left + 5
        took.append(monotonic() - left)
    milliseconds = 1e3 * median(took)
    print(f"\na slice of ten seconds ends {milliseconds:.0f} ms after its caller has left")
    assert milliseconds <= 250 * slowness()


def size_of(picture: dict[str, Any]) -> tuple[int, int]:
    """Rows and columns of the loss."""
    return len(picture["loss"]), len(picture["loss"][0])
