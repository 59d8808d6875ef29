"""The settings under which rules that see whole parameters are followed on matrices."""

from __future__ import annotations

from tests.golden.paths import COSINE, EXPONENTIAL, STEP, WARM_UP, Case, case

FADING = {"name": "exponential", "gamma": 0.97}
"""A step as long near the minimum as far away from it hops there, and grows a last-bit nudge; so the rate fades."""

TURNED = "a large epsilon: turned by its own eigenvectors the first gradient is diagonal to rounding, and Adam divides the rest"

MATRIX: dict[str, list[Case]] = {
    "muon": [
        case("matrix_least_squares", learning_rate=0.02),
        case("matrix_least_squares", learning_rate=0.1, momentum=0.9, weight_decay=0.02, ns_steps=3, schedule=FADING),
        case(
            "tall_least_squares",
            learning_rate=0.05,
            nesterov=False,
            ns_coefficient1=3.0,
            ns_coefficient2=-3.2,
            ns_coefficient3=1.2,
            clip={"norm": 2.0},
            schedule=FADING,
        ),
        case("tall_least_squares", learning_rate=0.1, adjust_learning_rate="match_rms_adamw", schedule=FADING),
        case("one_layer", learning_rate=0.02, momentum=0.8, epsilon=0.5, weight_decay=0.05, schedule=FADING),
    ],
    "shampoo": [
        case("matrix_least_squares", learning_rate=1.0),
        case("matrix_least_squares", learning_rate=0.5, weight_decay=0.1, matrix_epsilon=0.1, schedule=COSINE),
        case("matrix_least_squares", learning_rate=0.3, preconditioning_compute_steps=7, schedule=STEP),
        case("tall_least_squares", learning_rate=0.3, momentum=0.3, clip={"norm": 2.0}, schedule=WARM_UP),
        case("one_layer", learning_rate=0.2, momentum=0.5, decoupled_weight_decay=0.1, schedule=EXPONENTIAL),
    ],
    "soap": [
        case(
            "matrix_least_squares",
            learning_rate=0.1,
            beta1=0.9,
            beta2=0.98,
            epsilon=0.1,
            weight_decay=0.1,
            correct_bias=False,
            schedule=FADING,
            note=TURNED,
        ),
        case(
            "matrix_least_squares",
            learning_rate=0.02,
            precondition_frequency=1,
            normalize_gradient=True,
            epsilon=0.1,
            schedule=FADING,
            note=TURNED,
        ),
        case("tall_least_squares", learning_rate=0.05, shampoo_beta=0.8, max_precondition_dim=2, clip={"value": 3.0}),
        case(
            "one_layer",
            learning_rate=0.02,
            precondition_1d=True,
            precondition_frequency=3,
            epsilon=0.05,
            schedule=FADING,
            note=TURNED,
        ),
        case("one_layer", learning_rate=0.02, beta2=0.9, epsilon=0.05, schedule=EXPONENTIAL, note=TURNED),
    ],
}
"""Those that need a matrix."""

PER_GROUP: dict[str, list[Case]] = {
    "adafactor": [
        case("matrix_least_squares", learning_rate=0.02, schedule=EXPONENTIAL),
        case(
            "tall_least_squares",
            learning_rate=0.05,
            beta2_decay=-0.5,
            epsilon1=1e-4,
            d=2.0,
            weight_decay=0.1,
            schedule=FADING,
        ),
        case("one_layer", learning_rate=0.02, epsilon2=0.1, clip={"norm": 0.5}, schedule=STEP),
    ],
    "lamb": [
        case("matrix_least_squares", learning_rate=0.02, weight_decay=0.1, schedule=FADING),
        case("one_layer", learning_rate=0.02, beta1=0.8, epsilon=1e-3, schedule=FADING),
    ],
    "lars": [
        case("matrix_least_squares", learning_rate=0.5, trust_coefficient=0.01, weight_decay=0.1, schedule=FADING),
        case("one_layer", learning_rate=0.05, trust_coefficient=0.05, momentum=0.5, nesterov=True, schedule=FADING),
    ],
    "novograd": [
        case("matrix_least_squares", learning_rate=0.01, weight_decay=0.1, schedule=FADING),
        case("one_layer", learning_rate=0.02, beta2=0.9, schedule=FADING),
    ],
    "fromage": [
        case("matrix_least_squares", learning_rate=0.02, schedule=FADING),
        case("one_layer", learning_rate=0.005, schedule=FADING),
    ],
    "sm3": [
        case("matrix_least_squares", learning_rate=0.3),
        case("tall_least_squares", learning_rate=0.3, momentum=0.5, schedule=COSINE),
        case("one_layer", learning_rate=0.1, schedule=EXPONENTIAL),
    ],
}
"""Those that make do with a vector, and treat each parameter of several, or the rows and columns of one, by itself."""
