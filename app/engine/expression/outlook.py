"""A domain and a start that suit a formula: where it is defined, where there is something to see, off the centre, on a slope."""

from __future__ import annotations

import numpy as np

from app.engine.expression.probe import Probe, even, lattice
from app.engine.objective import Array

PLACES = 1700
"""Points at which a box is judged."""
STARTS = 256
WIDTHS = (5.0, 2.0, 1.0, 0.5, 10.0, 20.0, 50.0, 100.0, 500.0)
"""Half-widths of the boxes around the origin that are tried, the usual one first."""
MOST_LOST = 0.25
"""Share of undefined points from which a box is cut down to where the formula is defined."""
LEAST_DEFINED = 0.02
"""Share of defined points below which a box is not worth showing."""
STEEPEST = 3e4
"""A picture in which the upper values are this many times the middle ones shows only its corners."""


@np.errstate(all="ignore")
def suggested_domain(probe: Probe) -> Array:
    """Lower and upper bound per coordinate `(d, 2)`."""
    dimension = len(probe.variables)
    boxes = [np.repeat([[-width, width]], dimension, axis=0) for width in WIDTHS]
    usual = boxes[0]
    if not probe.is_close:
        return usual
    if _defined_share(probe, usual) < LEAST_DEFINED:
        shares = [_defined_share(probe, box) for box in sorted(boxes, key=np.max)]
        enough = [box for box, share in zip(sorted(boxes, key=np.max), shares, strict=True) if share >= LEAST_DEFINED]
        usual = enough[0] if enough else sorted(boxes, key=np.max)[int(np.argmax(shares))]
    return _flat_enough(probe, _wide_enough(probe, _cut(probe, usual)))


@np.errstate(all="ignore")
def suggested_start(probe: Probe, box: Array, usual: Array) -> Array:
    """`usual` if f is defined and sloped there, else the nearest place to it, off the centre, where it is."""
    dimension = len(box)
    lower, width = box[:, :1], box[:, 1:] - box[:, :1]
    tried = np.concatenate(
        [usual[:, None], lower + width * (0.04 + 0.92 * even(dimension, STARTS if probe.is_close else 16))], axis=1
    )
    tried[:, 1:] = _rounded(tried[:, 1:], width)
    values, slopes = probe.slopes(tried)
    norms = np.sqrt((slopes**2).sum(axis=0)) * float(width.max())
    is_usable = np.isfinite(values) & np.isfinite(norms)
    if not is_usable.any():
        return usual
    steepest = norms[is_usable].max()
    is_sloped = (
        is_usable & (norms > 1e-3 * min(_part(norms[is_usable], 0.5), 1.0)) & (norms >= 1e-6 * steepest) & (norms > 0)
    )
    offset = np.abs((tried - lower) / width - 0.5).max(axis=0)
    is_good = is_sloped & (offset > 0.1) if is_sloped.any() else is_usable
    is_good = is_good if is_good.any() else is_sloped
    distance = (((tried - usual[:, None]) / width) ** 2).sum(axis=0)
    return np.array(tried[:, np.where(is_good, distance, np.inf).argmin()])


def _places(box: Array) -> Array:
    lower, width = box[:, :1], box[:, 1:] - box[:, :1]
    unit = np.concatenate([lattice(len(box), PLACES), even(len(box), PLACES // 2)], axis=1)
    return np.array(lower + width * unit)


def _defined_share(probe: Probe, box: Array) -> float:
    return float(np.isfinite(probe.values(_places(box))).mean())


def _cut(probe: Probe, box: Array) -> Array:
    """`box` cut to the part of each coordinate in which f is defined, if much of it is not."""
    dimension = len(box)
    for _ in range(4):
        lower, width = box[:, :1], box[:, 1:] - box[:, :1]
        points = lower + width * even(dimension, PLACES)
        is_defined = np.isfinite(probe.values(points))
        if is_defined.mean() >= 1 - MOST_LOST or not is_defined.any():
            return box
        tight = np.stack([points[:, is_defined].min(axis=1), points[:, is_defined].max(axis=1)], axis=1)
        smaller = _neat(tight, width * PLACES ** (-1 / dimension))
        smaller = np.stack([np.maximum(smaller[:, 0], box[:, 0]), np.minimum(smaller[:, 1], box[:, 1])], axis=1)
        if (smaller[:, 0] >= smaller[:, 1]).any() or (smaller == box).all():
            return box
        box = smaller
    return box


def _neat(tight: Array, spacing: Array) -> Array:
    """Round bounds outside `tight`, no farther from it than needed."""
    out = tight + spacing * np.array([-1.0, 1.0])
    width = out[:, 1:] - out[:, :1]
    coarse = 10.0 ** np.floor(np.log10(width))
    fine = coarse / 10
    neat = np.round(np.stack([np.floor(out[:, :1] / fine), np.ceil(out[:, 1:] / fine)], axis=1)[..., 0] * fine, 12)
    rounded = np.round(np.round(out / coarse) * coarse, 12)
    is_outside = np.stack([rounded[:, 0] <= tight[:, 0], rounded[:, 1] >= tight[:, 1]], axis=1)
    return np.array(np.where(is_outside & (np.abs(rounded - out) < 0.15 * width), rounded, neat))


def _wide_enough(probe: Probe, box: Array) -> Array:
    """`box`, or a wider one if the lowest place lies outside and f rises again beyond it."""
    here = probe.values(_places(box))
    lowest = float(np.where(np.isfinite(here), here, np.inf).min())
    if not np.isfinite(lowest):
        return box
    for width in sorted(width for width in WIDTHS if width > 5):
        wide = np.repeat([[-width, width]], len(box), axis=0)
        points = _places(wide)
        values = probe.values(points)
        is_defined = np.isfinite(values)
        if is_defined.mean() < 1 - MOST_LOST:
            return box
        at = np.where(is_defined, values, np.inf).argmin()
        spread = _part(values[is_defined], 0.5) - float(values[at])
        if lowest - values[at] < 0.1 * spread:
            return box
        if np.abs(points[:, at]).max() < 0.8 * width:
            return wide
    return box


def _flat_enough(probe: Probe, box: Array) -> Array:
    """`box`, or a narrower one if only its corners could be seen in colour."""
    for shrink in (1.0, 0.4, 0.2, 0.1, 0.04):
        narrow = np.round(box.mean(axis=1, keepdims=True) + shrink * (box - box.mean(axis=1, keepdims=True)), 12)
        values = probe.values(_places(narrow))
        finite = values[np.isfinite(values)]
        if len(finite) < 0.5 * len(values):
            continue
        low, middle, high = (_part(finite, share) for share in (0.02, 0.5, 0.95))
        is_readable = middle == low or high - low <= STEEPEST * (middle - low)  # a plateau is a picture too
        if is_readable and np.isfinite(values).mean() > 1 - MOST_LOST:
            return np.array(narrow)
    return box


def _part(values: Array, share: float) -> float:
    """The value above this share of `values`; unlike numpy.quantile it imports nothing on its first call."""
    return float(np.sort(values)[int(share * (len(values) - 1))])


def _rounded(points: Array, width: Array) -> Array:
    grid = 10.0 ** np.floor(np.log10(width) - 1.5)
    return np.array(np.round(np.round(points / grid) * grid, 12))
