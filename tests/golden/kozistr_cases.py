"""The settings under which optimizers of pytorch_optimizer, and FTRL of Keras, are followed."""

from __future__ import annotations

from tests.golden.paths import COSINE, EXPONENTIAL, STEP, WARM_UP, Case, case

CALMER = (
    "a small rate or a large epsilon: faster, the path crosses the valley floor and grows a last-bit nudge past 1e-13"
)

PATHS: dict[str, list[Case]] = {
    "qhm": [
        case("elongated_bowl", learning_rate=0.8),
        case("elongated_bowl", learning_rate=0.5, momentum=0.9, nu=0.9, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1e-3, momentum=0.99, nu=0.4, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.01, momentum=0.8, nu=1.0, decoupled_weight_decay=0.1, schedule=EXPONENTIAL),
        case("beale", learning_rate=5e-3, momentum=0.995, nu=0.5, clip={"norm": 4.0}, schedule=WARM_UP),
    ],
    "qhadam": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.995, nu2=0.9, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.01, beta2=0.98, nu1=0.5, epsilon=1e-2, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, nu1=1.0, nu2=0.5, decoupled_weight_decay=0.1, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.02, beta1=0.8, beta2=0.99, nu1=0.9, clip={"value": 2.0}, schedule=WARM_UP),
    ],
    "aggmo": [
        case("elongated_bowl", learning_rate=0.1),
        case("elongated_bowl", learning_rate=0.2, beta1=0.3, beta2=0.7, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=3e-4, beta2=0.5, beta3=0.9, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=2e-3, beta3=0.95, decoupled_weight_decay=0.1, schedule=EXPONENTIAL),
        case("beale", learning_rate=1e-3, beta1=0.1, beta2=0.8, beta3=0.98, clip={"norm": 4.0}, schedule=WARM_UP),
    ],
    "adabound": [
        case("elongated_bowl", learning_rate=0.2, final_learning_rate=0.5, gamma=0.05),
        case("elongated_bowl", learning_rate=0.1, beta1=0.8, weight_decay=0.05, schedule=COSINE),
        case("elongated_bowl", learning_rate=0.3, final_learning_rate=0.3, gamma=0.5, ams_bound=True, schedule=WARM_UP),
        case(
            "rosenbrock",
            learning_rate=0.005,
            final_learning_rate=1e-3,
            gamma=1e-2,
            beta2=0.98,
            epsilon=1e-2,
            weight_decay=0.01,
            schedule=STEP,
            note=CALMER,
        ),
        case(
            "himmelblau",
            learning_rate=0.1,
            final_learning_rate=0.01,
            beta2=0.99,
            ams_bound=True,
            decoupled_weight_decay=0.1,
            schedule=EXPONENTIAL,
        ),
        case("beale", learning_rate=0.02, final_learning_rate=0.01, gamma=0.1, clip={"norm": 2.0}, schedule=WARM_UP),
    ],
    "diffgrad": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, rectify=True, weight_decay=0.05, schedule=COSINE),
        case("elongated_bowl", learning_rate=0.2, rectify=True, n_sma_threshold=9, degenerated_to_sgd=False),
        case(
            "rosenbrock",
            learning_rate=0.01,
            beta2=0.98,
            epsilon=1e-2,
            ams_bound=True,
            weight_decay=0.01,
            schedule=STEP,
            note=CALMER,
        ),
        case("himmelblau", learning_rate=0.1, beta2=0.99, decoupled_weight_decay=0.1, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.02, rectify=True, ams_bound=True, clip={"value": 2.0}, schedule=WARM_UP),
    ],
    "ftrl": [
        case("elongated_bowl", learning_rate=1.0),
        case("elongated_bowl", learning_rate=0.5, beta=0.7, weight_decay=0.05, schedule=COSINE),
        case("elongated_bowl", learning_rate=0.3, l1_regularization_strength=0.4, l2_regularization_strength=0.1),
        case(
            "rosenbrock",
            learning_rate=0.05,
            learning_rate_power=-0.7,
            initial_accumulator_value=0.0,
            weight_decay=0.01,
            schedule=STEP,
        ),
        case(
            "himmelblau",
            learning_rate=0.3,
            initial_accumulator_value=2.0,
            l2_shrinkage_regularization_strength=0.3,
            l1_regularization_strength=1.5,
            schedule=EXPONENTIAL,
        ),
        case("beale", learning_rate=0.02, learning_rate_power=0.0, clip={"value": 2.0}, schedule=WARM_UP),
    ],
}
