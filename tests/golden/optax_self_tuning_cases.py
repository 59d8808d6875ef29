"""More optimizers of optax: those that find their rate, ask for the loss or for the curvature; and their settings."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np
import optax
from optax import contrib

from tests.golden.paths import COSINE, EXPONENTIAL, STEP, STEPS, WARM_UP, Case, case

SEED = 5
SIGNS = (
    "the signs are Thalweg's: numpy's Philox with key (seed, run 0), counter (0, 0, step, 1), then integers(0, 2, d)"
)
RING = "the curvature of the function shapes the path: a bound on the step keeps a last-bit nudge below 1e-13"


def signs(seed: int) -> Any:
    """±1 for every step and coordinate, `(200, 2)`, from the stream that Thalweg publishes."""
    streams = [np.random.Generator(np.random.Philox(key=[seed, 0], counter=[0, 0, t, 1])) for t in range(STEPS)]
    return np.array([2.0 * stream.integers(0, 2, 2) - 1 for stream in streams])


def given_signs() -> optax.GradientTransformationExtraArgs:
    """Hutchinson's estimate along signs that the caller gives, in place of those that optax draws."""

    def update(updates: Any, state: Any, params: Any = None, *, obj_fn: Any, signs: Any, **_: Any) -> Any:
        return signs * jax.jvp(jax.grad(obj_fn), (params,), (signs,))[1], state

    return optax.GradientTransformationExtraArgs(lambda params: optax.EmptyState(), update)


def polyak_sgd(rate: Any, **settings: Any) -> Any:
    return optax.polyak_sgd(scaling=rate, **settings)


def dog(rate: Any, init_step: str = "heuristic", init_step_value: float = 1e-6, **settings: Any) -> Any:
    return contrib.dog(rate, init_step=(init_step, init_step_value), **settings)  # type: ignore[arg-type]


def prodigy(rate: Any, b1: float = 0.9, b2: float = 0.999, b3: float | None = None, **settings: Any) -> Any:
    return contrib.prodigy(rate, betas=(b1, b2), beta3=b3, **settings)


def dadapt_adamw(rate: Any, b1: float = 0.9, b2: float = 0.999, **settings: Any) -> Any:
    return contrib.dadapt_adamw(rate, betas=(b1, b2), **settings)


def sophia(rate: Any, clip_threshold: float = 1.0, **settings: Any) -> Any:
    return contrib.sophia(rate, clip_threshold=clip_threshold or None, hessian_diagonal_fn=given_signs(), **settings)


OPTAX: dict[str, Any] = {
    "polyak_sgd": polyak_sgd,
    "dog": dog,
    "prodigy": prodigy,
    "dadapt_adamw": dadapt_adamw,
    "momo": contrib.momo,
    "sophia": sophia,
}
WORDS = {"estim_learning_rate0": "estim_lr0", "estim_learning_rate_coef": "estim_lr_coef"}
OWN_DECAY = set(OPTAX)

PATHS: dict[str, list[Case]] = {
    "polyak_sgd": [
        case("elongated_bowl", learning_rate=0.8, max_learning_rate=0.9, schedule=COSINE),
        case("rosenbrock", learning_rate=1.0, max_learning_rate=5e-4, epsilon=0.1, schedule=STEP, note=RING),
        case("himmelblau", learning_rate=0.5, f_min=-1.0, max_learning_rate=0.01, schedule=EXPONENTIAL),
        case("beale", learning_rate=1.0, max_learning_rate=0.02, f_min=0.5, variant="sps+", clip={"norm": 1.0}),
        case("beale", learning_rate=1.0, max_learning_rate=0.02, f_min=0.5, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "dog": [
        case("elongated_bowl", weight_decay=0.05, learning_rate=0.8, schedule=COSINE),
        case(
            "rosenbrock", weight_decay=0.01, init_step="distance", init_step_value=1e-3, epsilon=1e-2, learning_rate=0.5
        ),
        case("himmelblau", init_step="learning_rate", init_step_value=1e-3, learning_rate=0.6, schedule=EXPONENTIAL),
        case("beale", init_step_value=3e-3, learning_rate=0.5, schedule=WARM_UP, clip={"norm": 1.0}),
    ],
    "prodigy": [
        case("elongated_bowl", learning_rate=0.8, weight_decay=0.05, beta1=0.8, beta2=0.99, schedule=COSINE),
        case("rosenbrock", learning_rate=0.1, beta3=0.9, epsilon=1e-3, estim_learning_rate0=1e-4, schedule=STEP),
        case("himmelblau", learning_rate=0.5, weight_decay=0.1, estim_learning_rate_coef=0.5, schedule=EXPONENTIAL),
        case(
            "beale",
            learning_rate=0.5,
            safeguard_warmup=True,
            estim_learning_rate0=1e-3,
            clip={"norm": 1.0},
            schedule=WARM_UP,
        ),
    ],
    "dadapt_adamw": [
        case("elongated_bowl", learning_rate=0.8, weight_decay=0.05, beta1=0.8, beta2=0.99, schedule=COSINE),
        case("rosenbrock", learning_rate=0.5, epsilon=1e-3, estim_learning_rate0=1e-4, schedule=STEP),
        case("himmelblau", learning_rate=0.5, weight_decay=0.1, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.2, epsilon=1e-2, estim_learning_rate0=1e-4, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "momo": [
        case("elongated_bowl", learning_rate=0.8, weight_decay=0.05, beta=0.8, schedule=COSINE),
        case("rosenbrock", learning_rate=5e-4, weight_decay=0.01, beta=0.7, lower_bound=-0.5, schedule=STEP, note=RING),
        case("himmelblau", learning_rate=0.01, lower_bound=-1.0, adapt_lower_bound=True, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.02, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "sophia": [
        case(
            "elongated_bowl",
            learning_rate=0.1,
            weight_decay=0.05,
            beta1=0.9,
            gamma=0.5,
            schedule=COSINE,
            seed=SEED,
            note=SIGNS,
        ),
        case("rosenbrock", learning_rate=0.005, beta2=0.9, gamma=0.1, update_interval=3, schedule=STEP, note=SIGNS),
        case("himmelblau", learning_rate=0.05, epsilon=1e-3, clip_threshold=0.5, schedule=EXPONENTIAL, note=SIGNS),
        case(
            "beale",
            learning_rate=0.01,
            epsilon=0.1,
            clip_threshold=0.0,
            clip={"norm": 1.0},
            schedule=WARM_UP,
            note=SIGNS,
        ),
    ],
}
