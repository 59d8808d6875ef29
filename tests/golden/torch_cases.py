"""The settings under which the optimizers of torch.optim are followed."""

from __future__ import annotations

from tests.golden.paths import COSINE, EXPONENTIAL, STEP, WARM_UP, Case, case

CYCLE = {"name": "cyclic", "base_learning_rate": 1e-3, "max_learning_rate": 4e-3, "step_size_up": 30}
ONE_CYCLE = {"name": "one_cycle", "max_learning_rate": 0.1, "total_steps": 250}
PLATEAU = {"name": "reduce_on_plateau", "factor": 0.5, "patience": 2, "threshold": 0.1}

HOPPING = (
    "a small rate and a large epsilon: faster, the path hops from wall to wall and grows a last-bit nudge to 1e-13"
)
SPREAD = (
    "a small rate: at 0.01 the path crosses the valley floor, where v - m^2 is near zero, and grows a nudge to 1e-4"
)
CROSSING = (
    "a small rate: faster, the path crosses the valley floor back and forth and grows a last-bit nudge to 1e-10 or more"
)

PATHS: dict[str, list[Case]] = {
    "sgd": [
        case("elongated_bowl", learning_rate=0.95),
        case("elongated_bowl", learning_rate=0.9, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1.5e-3, weight_decay=0.01),
        case("rosenbrock", learning_rate=0.01, clip={"norm": 1.0}, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.01, weight_decay=0.2, schedule=STEP),
        case("himmelblau", learning_rate=0.02, clip={"value": 3.0}),
        case("beale", learning_rate=0.01, weight_decay=0.02, schedule=WARM_UP),
    ],
    "momentum": [
        case("elongated_bowl", learning_rate=0.1, momentum=0.9),
        case("elongated_bowl", learning_rate=0.2, momentum=0.8, dampening=0.5, weight_decay=0.05, schedule=COSINE),
        case(
            "elongated_bowl",
            learning_rate=0.3,
            momentum=0.0,
            dampening=0.5,
            note="torch ignores dampening at momentum 0",
        ),
        case("rosenbrock", learning_rate=3e-4, momentum=0.85, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=2e-3, momentum=0.7, dampening=0.3, clip={"norm": 5.0}),
        case("himmelblau", learning_rate=4e-3, momentum=0.8, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2e-3, momentum=0.8, dampening=0.1, clip={"norm": 10.0}, schedule=WARM_UP),
    ],
    "nesterov": [
        case("himmelblau", learning_rate=9.0, momentum=0.1, schedule=CYCLE),
        case("elongated_bowl", learning_rate=0.2, momentum=0.5, schedule=PLATEAU),
        case("elongated_bowl", learning_rate=0.1, momentum=0.9),
        case("elongated_bowl", learning_rate=0.2, momentum=0.7, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=3e-4, momentum=0.85, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=2e-3, momentum=0.6, clip={"norm": 5.0}),
        case("himmelblau", learning_rate=4e-3, momentum=0.8, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2e-3, momentum=0.8, clip={"value": 4.0}, schedule=WARM_UP),
    ],
    "adagrad": [
        case("elongated_bowl", learning_rate=1.5, epsilon=1e-7),
        case("elongated_bowl", learning_rate=0.8, learning_rate_decay=0.01, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.2, initial_accumulator_value=0.1, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=0.05, epsilon=1e-3, clip={"norm": 5.0}, note=CROSSING),
        case("himmelblau", learning_rate=0.5, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.3, learning_rate_decay=0.02, initial_accumulator_value=0.5, schedule=WARM_UP),
    ],
    "adadelta": [
        case("elongated_bowl", learning_rate=5.0, rho=0.95, epsilon=1e-5),
        case("elongated_bowl", learning_rate=3.0, rho=0.8, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=2.0, rho=0.95, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=1.5, rho=0.97, epsilon=1e-4, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=2.0, rho=0.95, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "rmsprop": [
        case("elongated_bowl", learning_rate=0.05, alpha=0.95, epsilon=0.05, momentum=0.3, note=HOPPING),
        case("elongated_bowl", learning_rate=0.05, alpha=0.95, weight_decay=0.05, schedule=COSINE),
        case("elongated_bowl", learning_rate=0.02, alpha=0.9, centered=True, momentum=0.5, epsilon=0.05, note=HOPPING),
        case("rosenbrock", learning_rate=0.01, alpha=0.9, weight_decay=0.01, schedule=STEP),
        case("rosenbrock", learning_rate=1e-3, alpha=0.95, centered=True, epsilon=0.01, note=SPREAD),
        case("himmelblau", learning_rate=0.02, alpha=0.95, momentum=0.5, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.01, alpha=0.9, epsilon=1e-3, clip={"norm": 1.0}, schedule=WARM_UP, note=HOPPING),
    ],
    "adam": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case(
            "rosenbrock",
            learning_rate=0.005,
            beta1=0.5,
            epsilon=1e-4,
            decoupled_weight_decay=0.1,
            clip={"norm": 1.0},
            note=CROSSING,
        ),
        case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.1, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.1, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "adamw": [
        case("elongated_bowl", learning_rate=0.3, weight_decay=0.1),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.0, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.05, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case(
            "beale",
            learning_rate=0.05,
            beta1=0.7,
            beta2=0.99,
            epsilon=1e-4,
            clip={"norm": 1.0},
            schedule=WARM_UP,
            note=CROSSING,
        ),
    ],
    "asgd": [
        case("elongated_bowl", learning_rate=0.6, lambd=0.01, alpha=0.6),
        case("elongated_bowl", learning_rate=0.4, t0=20.0, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1.2e-3, lambd=0.05, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.01, alpha=1.0, lambd=0.1, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.01, lambd=0.02, t0=5.0, clip={"norm": 2.0}, schedule=WARM_UP),
    ],
    "rprop": [
        case("elongated_bowl", learning_rate=0.1, eta_minus=0.4, eta_plus=1.3, step_max=1.0),
        case("elongated_bowl", learning_rate=0.3, step_min=1e-3, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.02, eta_plus=1.1, step_max=0.1, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.05, eta_minus=0.6, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.1, step_min=1e-4, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "amsgrad": [
        case("himmelblau", learning_rate=9.0, schedule=ONE_CYCLE, note="sets the rate and beta1 itself"),
        case("elongated_bowl", learning_rate=0.3, beta1=0.8, beta2=0.95, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.05, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta2=0.9, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("himmelblau", learning_rate=0.1, beta1=0.95, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.1, beta1=0.7, beta2=0.9, schedule=WARM_UP),
    ],
    "adamax": [
        case("elongated_bowl", learning_rate=0.1, beta2=0.97),
        case("elongated_bowl", learning_rate=0.05, beta1=0.8, beta2=0.98, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.02, beta1=0.85, beta2=0.99, epsilon=1e-3, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.05, beta1=0.7, beta2=0.99, clip={"norm": 1.0}, schedule=WARM_UP),
    ],
    "nadam": [
        case("elongated_bowl", learning_rate=0.3, momentum_decay=0.05),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=0.03, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.1, beta1=0.95, momentum_decay=1.0, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.1, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.05, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "radam": [
        case("elongated_bowl", learning_rate=0.3),
        case("elongated_bowl", learning_rate=0.2, beta1=0.8, beta2=0.99, weight_decay=0.05, schedule=COSINE),
        case("rosenbrock", learning_rate=1e-3, beta1=0.85, beta2=0.98, epsilon=1e-6, weight_decay=0.01, schedule=STEP),
        case("himmelblau", learning_rate=0.02, beta1=0.95, beta2=0.995, weight_decay=0.2, schedule=EXPONENTIAL),
        case("himmelblau", learning_rate=0.05, epsilon=1e-2, decoupled_weight_decay=0.05, clip={"value": 2.0}),
        case("beale", learning_rate=0.05, beta1=0.7, beta2=0.6, clip={"norm": 1.0}, note="beta2 0.6: it never divides"),
        case("beale", learning_rate=0.02, beta1=0.7, beta2=0.99, schedule=WARM_UP),
    ],
    "adafactor": [
        case("elongated_bowl", learning_rate=0.3, beta2_decay=-0.6, epsilon1=1e-3),
        case("elongated_bowl", learning_rate=0.05, d=2.0, weight_decay=0.05, schedule=COSINE),
        case(
            "rosenbrock",
            learning_rate=0.002,
            beta2_decay=-0.5,
            epsilon2=0.1,
            weight_decay=0.05,
            schedule=STEP,
            note=CROSSING,
        ),
        case("himmelblau", learning_rate=0.05, epsilon1=0.1, weight_decay=0.2, schedule=EXPONENTIAL),
        case("beale", learning_rate=0.002, beta2_decay=-0.7, clip={"norm": 1.0}, schedule=WARM_UP, note=CROSSING),
    ],
}
