"""The optimizers of optax, and the settings under which their paths are followed."""

from __future__ import annotations

from typing import Any

import optax
from optax import contrib

from tests.golden.paths import COSINE, EXPONENTIAL, STEP, WARM_UP, Case, case

OPTAX: dict[str, Any] = {
    "sign_sgd": optax.sign_sgd,
    "signum": optax.signum,
    "lion": optax.lion,
    "adabelief": optax.adabelief,
    "yogi": optax.yogi,
    "adan": optax.adan,
    "lamb": optax.lamb,
    "lars": optax.lars,
    "novograd": optax.novograd,
    "sm3": optax.sm3,
    "fromage": optax.fromage,
    "optimistic_gradient_descent": optax.optimistic_gradient_descent,
    "ademamix": contrib.ademamix,
    "adopt": contrib.adopt,
    "madgrad": contrib.madgrad,
    "schedule_free_sgd": contrib.schedule_free_sgd,
    "schedule_free_adamw": contrib.schedule_free_adamw,
}
WORDS = {
    "beta1": "b1",
    "beta2": "b2",
    "beta3": "b3",
    "epsilon": "eps",
    "epsilon_root": "eps_root",
    "weight_learning_rate_power": "weight_lr_power",
}
OWN_DECAY = {
    "lion",
    "adan",
    "lamb",
    "lars",
    "novograd",
    "ademamix",
    "madgrad",
    "schedule_free_sgd",
    "schedule_free_adamw",
}
"""Those with a weight decay of their own; for the others `weight_decay` is added to the gradient, as torch does."""

CROSSING = "a small rate or a large epsilon: faster, the path hops across the valley floor and grows a last-bit nudge past 1e-13"


def five(
    bowl: dict[str, Any], rosenbrock: dict[str, Any], himmelblau: dict[str, Any], beale: dict[str, Any]
) -> list[Case]:
    """A path on each function, with weight decay, schedules and clipping in turns."""
    return [
        case("elongated_bowl", **{"weight_decay": 0.05, "schedule": COSINE, **bowl}),
        case("rosenbrock", **{"weight_decay": 0.01, "schedule": STEP, **rosenbrock}),
        case("himmelblau", **{"schedule": EXPONENTIAL, **himmelblau}),
        case("beale", **{"clip": {"norm": 1.0}, "schedule": WARM_UP, **beale}),
    ]


PATHS: dict[str, list[Case]] = {
    "sign_sgd": five({"learning_rate": 0.1}, {"learning_rate": 0.01}, {"learning_rate": 0.05}, {"learning_rate": 0.01}),
    "signum": five(
        {"learning_rate": 0.1, "beta": 0.8},
        {"learning_rate": 0.01, "beta": 0.7},
        {"learning_rate": 0.05, "beta": 0.5},
        {"learning_rate": 0.01},
    ),
    "lion": five(
        {"learning_rate": 0.1, "beta1": 0.8},
        {"learning_rate": 0.01, "beta2": 0.95},
        {"learning_rate": 0.05, "weight_decay": 0.1},
        {"learning_rate": 0.01, "beta1": 0.7, "beta2": 0.9},
    ),
    "adabelief": five(
        {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3},
        {"learning_rate": 0.005, "epsilon": 1e-2, "epsilon_root": 1e-8, "note": CROSSING},
        {"learning_rate": 0.05, "beta1": 0.95, "epsilon": 1e-2, "nesterov": True},
        {"learning_rate": 0.005, "epsilon": 1e-2, "epsilon_root": 1e-6, "note": CROSSING},
    ),
    "yogi": five(
        {"learning_rate": 0.2, "beta1": 0.8, "beta2": 0.99},
        {"learning_rate": 0.01, "beta2": 0.98, "epsilon": 1e-2, "note": CROSSING},
        {"learning_rate": 0.1, "beta1": 0.95},
        {"learning_rate": 0.02, "epsilon": 1e-2},
    ),
    "adan": five(
        {"learning_rate": 0.2, "beta1": 0.9, "beta2": 0.8},
        {"learning_rate": 0.01, "beta3": 0.98, "epsilon": 1e-4, "note": CROSSING},
        {"learning_rate": 0.05, "epsilon_root": 1e-3, "weight_decay": 0.2},
        {"learning_rate": 0.01, "beta1": 0.95, "beta2": 0.85, "beta3": 0.95},
    ),
    "lamb": five(
        {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99},
        {"learning_rate": 0.005, "beta2": 0.98, "epsilon": 1e-4, "note": CROSSING},
        {"learning_rate": 0.02, "beta1": 0.95, "epsilon_root": 1e-4, "weight_decay": 0.2},
        {"learning_rate": 0.005, "epsilon": 1e-2},
    ),
    "lars": five(
        {"learning_rate": 0.5, "trust_coefficient": 0.02},
        {"learning_rate": 0.5, "trust_coefficient": 5e-4, "momentum": 0.5, "epsilon": 0.1, "note": CROSSING},
        {"learning_rate": 0.3, "trust_coefficient": 0.01, "nesterov": True, "epsilon": 1e-2},
        {"learning_rate": 0.5, "trust_coefficient": 2e-3, "momentum": 0.8},
    ),
    "novograd": five(
        {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.9, "epsilon": 0.1, "note": CROSSING},
        {"learning_rate": 2e-3, "beta2": 0.5, "epsilon": 1e-2, "note": CROSSING},
        {"learning_rate": 0.02, "epsilon_root": 1e-2, "weight_decay": 0.2},
        {"learning_rate": 0.002, "beta1": 0.7, "epsilon": 0.1},
    ),
    "sm3": five(
        {"learning_rate": 1.0, "momentum": 0.8},
        {"learning_rate": 0.1, "momentum": 0.5},
        {"learning_rate": 0.5},
        {"learning_rate": 0.2, "momentum": 0.7},
    ),
    "fromage": five(
        {"learning_rate": 0.05},
        {"learning_rate": 2e-3, "min_norm": 0.3, "note": CROSSING},
        {"learning_rate": 5e-3, "min_norm": 3.0, "note": CROSSING},
        {"learning_rate": 5e-3},
    ),
    "optimistic_gradient_descent": five(
        {"learning_rate": 0.3, "beta": 0.5},
        {"learning_rate": 5e-4, "alpha": 0.8},
        {"learning_rate": 5e-3, "alpha": 1.2, "beta": 0.3},
        {"learning_rate": 5e-3},
    ),
    "ademamix": five(
        {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.99, "beta3": 0.99, "alpha": 2.0},
        {"learning_rate": 0.005, "beta3": 0.999, "epsilon": 1e-4, "note": CROSSING},
        {"learning_rate": 0.05, "beta1": 0.95, "epsilon_root": 1e-3, "weight_decay": 0.2},
        {"learning_rate": 0.01, "beta3": 0.99, "alpha": 1.0},
    ),
    "adopt": five(
        {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.99},
        {"learning_rate": 0.005, "beta2": 0.999, "epsilon": 1e-2, "use_clipping": False, "note": CROSSING},
        {"learning_rate": 0.05, "beta1": 0.95, "nesterov": True},
        {"learning_rate": 0.005, "beta2": 0.9, "note": CROSSING},
    ),
    "madgrad": five(
        {"learning_rate": 0.1, "momentum": 0.8},
        {"learning_rate": 0.01, "epsilon": 1e-3},
        {"learning_rate": 0.05, "momentum": 0.5},
        {"learning_rate": 0.02, "epsilon": 1e-2},
    ),
    "schedule_free_sgd": five(
        {"learning_rate": 0.5, "beta1": 0.8},
        {"learning_rate": 1e-3, "weight_learning_rate_power": 1.0, "schedule": WARM_UP},
        {"learning_rate": 0.01, "warmup_steps": 20, "schedule": {"name": "constant"}},
        {"learning_rate": 0.01, "beta1": 0.95},
    ),
    "schedule_free_adamw": five(
        {"learning_rate": 0.3, "beta1": 0.8, "beta2": 0.99},
        {"learning_rate": 0.01, "beta2": 0.98, "epsilon": 1e-4, "weight_learning_rate_power": 1.0, "schedule": WARM_UP},
        {"learning_rate": 0.05, "warmup_steps": 20, "weight_decay": 0.2, "schedule": {"name": "constant"}},
        {"learning_rate": 0.01, "beta1": 0.95},
    ),
}
