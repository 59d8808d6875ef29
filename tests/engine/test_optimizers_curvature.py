"""What textbooks prove of methods that look at curvature or along a line: each holds here, whatever a reference says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engine.choice import Choice
from app.engine.columns import Columns
from app.engine.descent import Descent, Plan
from app.engine.hyperparameter import HyperparameterError
from app.engine.objective import Objective
from app.engine.objectives import OBJECTIVES, objective_named
from app.engine.optimizers.bfgs import Bfgs
from app.engine.optimizers.conjugate_gradient import Conjugacy, ConjugateGradient
from app.engine.optimizers.damped_newton import DampedNewton, Modification
from app.engine.optimizers.gradient_descent_line_search import GradientDescentLineSearch, Search
from app.engine.optimizers.lbfgs import Lbfgs
from app.engine.optimizers.newton import Newton
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle, Sight
from tests.engine.tilted_bowl import TiltedBowl
from tests.golden.functions import FUNCTIONS, Himmelblau, Rosenbrock

CAREFUL = [
    *(GradientDescentLineSearch(line_search=word) for word in Search.words),
    *(ConjugateGradient(method=word) for word in Conjugacy.words),
    *(DampedNewton(modification=word) for word in Modification.words),
    Bfgs(),
]
"""Those that never go up."""
LEARNING = [
    *(ConjugateGradient(method=word, c2=0.1) for word in Conjugacy.words),
    *(DampedNewton(modification=word) for word in Modification.words),
    Bfgs(),
    Lbfgs(),
    Lbfgs(max_iter=1, max_eval=25, line_search_fn="strong_wolfe"),
]
"""Those that arrive where gradient descent would still be on its way."""
ALL = [*CAREFUL, Newton(), Lbfgs(), Lbfgs(line_search_fn="strong_wolfe"), Lbfgs(max_iter=1)]


def _label(value: Any) -> str:
    if isinstance(value, Optimizer):
        words = [str(word) for word in vars(value).values() if isinstance(word, (str, Choice))]
        return "-".join([value.name, *words, *["one_by_one"] * (getattr(value, "max_iter", 20) == 1)])
    return str(getattr(value, "__name__", getattr(value, "name", value)))


def run(optimizer: Optimizer, objective: Objective, start: Any = None, steps: int = 60) -> Columns:
    place = None if start is None else np.array(start, dtype=float)
    return Descent(objective, Plan(optimizer=optimizer, steps=steps, start=place, records_state=True)).advance(steps)


@pytest.mark.parametrize("optimizer", CAREFUL, ids=_label)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_loss_never_rises(optimizer: Optimizer, function: str) -> None:
    assert np.all(np.diff(run(optimizer, FUNCTIONS[function](), steps=200).loss) <= 0)


@pytest.mark.parametrize("optimizer", LEARNING, ids=_label)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_they_arrive(optimizer: Optimizer, function: str) -> None:
    """At a stationary point, within 120 steps, on functions where gradient descent takes thousands."""
    assert run(optimizer, FUNCTIONS[function](), steps=120).gradient_norm[-1] < 1e-3


@pytest.mark.parametrize("optimizer", ALL, ids=_label)
def test_where_nothing_can_be_gained_they_rest(optimizer: Optimizer) -> None:
    """On a kink, on a plateau, on a maximum: no exception, no motion that is not finite, and a state that is."""
    for name in ("abs_l1", "easom", "max_abs"):
        columns = run(optimizer, objective_named(name).objective(), steps=40)
        assert len(columns) == 41
        assert np.isfinite(columns.position).all()
        assert all(np.isfinite(values).all() for values in columns.state.values())
    top = run(optimizer, TiltedBowl(-1.0, -2.0), [0.0, 0.0], steps=5)
    np.testing.assert_array_equal(top.position, 0.0)


@pytest.mark.parametrize("function", OBJECTIVES, ids=_label)
def test_no_function_of_the_catalogue_breaks_them(function: Any) -> None:
    for optimizer in ALL:
        columns = run(optimizer, function.objective(), steps=25)
        assert np.isfinite(columns.loss).all(), optimizer


@pytest.mark.parametrize("optimizer", ALL, ids=_label)
def test_a_projected_run_asks_anew_where_it_was_moved(optimizer: Optimizer) -> None:
    """What is remembered of a point is about that point alone."""
    bowl = TiltedBowl(1.0, 30.0)
    bowl.domain = np.array([[0.5, 5.0], [0.5, 5.0]])
    plan = Plan(optimizer=optimizer, steps=30, is_projected=True)
    columns = Descent(bowl, plan).advance(30)
    assert np.all((columns.position >= 0.5) & (columns.position <= 5.0))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Lbfgs, "line_search_fn"),
        (ConjugateGradient, "method"),
        (DampedNewton, "modification"),
        (GradientDescentLineSearch, "line_search"),
    ],
    ids=_label,
)
def test_an_unknown_word_is_refused(kind: Any, field: str) -> None:
    with pytest.raises(HyperparameterError, match=f"^{field} must be one of"):
        kind(**{field: "downhill"})


def test_the_counters_count_what_scipy_counts() -> None:
    """SciPy 1.17 on Rosenbrock from (−1.2, 1): BFGS 39 values and gradients in 32 steps."""
    columns = run(Bfgs(), Rosenbrock(), steps=60)
    assert (columns.value_evaluations[-1], columns.gradient_evaluations[-1]) == (39, 39)
    assert columns.state["step_size"][32] > 0
    np.testing.assert_array_equal(columns.state["step_size"][33:], 0.0)


@pytest.mark.parametrize("method", Conjugacy.words)
def test_conjugate_directions_end_on_a_quadratic_in_as_many_steps_as_coordinates(method: str) -> None:
    """With a search so fine that each step is the exact minimum along its line."""
    bowl = TiltedBowl(1.0, 5.0, 25.0)
    columns = run(ConjugateGradient(method=method, c2=1e-9, gtol=0.0), bowl, steps=3)
    moves = np.diff(columns.position, axis=0)
    products = moves @ bowl.matrix @ moves.T
    sizes = np.sqrt(np.diag(products))
    np.testing.assert_allclose(products / np.outer(sizes, sizes), np.eye(3), rtol=0, atol=1e-6)
    assert columns.gradient_norm[-1] < 1e-6 * columns.gradient_norm[0]


def test_every_direction_leads_downhill() -> None:
    for method in Conjugacy.words:
        columns = run(ConjugateGradient(method=method), Rosenbrock(), steps=40)
        slopes = np.sum(Rosenbrock().gradient(columns.position.T).T * columns.state["direction"], axis=1)
        assert np.all(slopes[1:] < 0)
        assert np.all(columns.state["share"] >= 0)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_bfgs_keeps_the_secant_equation_and_stays_positive(function: str) -> None:
    columns = run(Bfgs(), FUNCTIONS[function](), steps=20)
    gradients = FUNCTIONS[function]().gradient(columns.position.T).T
    for step in range(1, 21):
        s, y = columns.position[step] - columns.position[step - 1], gradients[step] - gradients[step - 1]
        if np.any(s):
            hessian = columns.state["inverse_hessian"][step]
            np.testing.assert_allclose(hessian @ y, s, rtol=1e-5, atol=1e-9)
            np.testing.assert_allclose(hessian, hessian.T, rtol=1e-9)
            assert np.linalg.eigvalsh(hessian)[0] > 0


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic() -> None:
    bowl = TiltedBowl(1.0, 5.0, 25.0)
    hessian = run(Bfgs(c2=1e-6, gtol=1e-12), bowl, steps=4).state["inverse_hessian"][-1]
    np.testing.assert_allclose(hessian, np.linalg.inv(bowl.matrix), rtol=1e-3, atol=1e-4)


def test_lbfgs_with_memory_enough_goes_the_way_of_conjugate_gradients() -> None:
    """With exact searches on a quadratic both build the same conjugate directions; torch's is exact enough to see it."""
    bowl = TiltedBowl(1.0, 4.0)
    assert run(Lbfgs(max_iter=1, max_eval=50, line_search_fn="strong_wolfe"), bowl, steps=12).loss[-1] < 1e-9


def test_a_rate_of_zero_rests_with_a_search_too() -> None:
    columns = run(Lbfgs(learning_rate=0.0, line_search_fn="strong_wolfe"), Rosenbrock(), steps=3)
    np.testing.assert_array_equal(columns.position, [Rosenbrock().start] * 4)


def test_more_iterations_in_a_step_are_the_same_iterations() -> None:
    """As long as none of the tolerances ends a step early, and but for the gradient asked for twice between steps."""
    settings: dict[str, Any] = {"learning_rate": 0.3, "max_eval": 100, "tolerance_change": 0.0, "tolerance_grad": 0.0}
    one = run(Lbfgs(max_iter=1, **settings), Himmelblau(), steps=20)
    four = run(Lbfgs(max_iter=4, **settings), Himmelblau(), steps=5)
    np.testing.assert_allclose(four.position, one.position[::4], rtol=1e-12)


@pytest.mark.parametrize("curvatures", [(1.0, 30.0), (1.0, -2.0), (-1.0, -3.0)], ids=["bowl", "saddle", "dome"])
def test_newton_needs_one_step_on_a_quadratic_whatever_its_curvatures(curvatures: tuple[float, float]) -> None:
    columns = run(Newton(), TiltedBowl(*curvatures), steps=1)
    np.testing.assert_allclose(columns.position[1], 0.0, atol=1e-14)
    np.testing.assert_allclose(columns.state["curvatures"][1], sorted(curvatures), rtol=1e-12)


def test_newton_walks_to_a_saddle_of_himmelblau_and_damped_newton_leaves_it() -> None:
    start = [0.5, -1.5]
    saddle = run(Newton(), Himmelblau(), start)
    assert saddle.gradient_norm[-1] < 1e-10
    assert saddle.loss[-1] > saddle.loss[0]
    assert saddle.state["curvatures"][-1][0] < 0 < saddle.state["curvatures"][-1][1]
    for modification in Modification.words:
        valley = run(DampedNewton(modification=modification), Himmelblau(), saddle.position[-1] + [1e-4, 1e-4])
        assert valley.loss[-1] < 1e-12
        assert valley.state["curvatures"][-1][0] > 0


def test_newton_doubles_its_digits_near_a_minimum() -> None:
    columns = run(Newton(), Himmelblau(), [3.3, 2.3], steps=8)
    error = np.linalg.norm(columns.position - [3.0, 2.0], axis=1)
    far = error[:-1] > 1e-6
    assert np.all(error[1:][far] < 2.0 * error[:-1][far] ** 2)
    assert far.sum() >= 2


def test_newton_does_not_move_along_a_direction_without_curvature() -> None:
    """The shortest of all steps to the floor of a valley that is level along its axis."""
    flat = TiltedBowl(0.0, 2.0)
    along = flat.axes[:, 0]
    columns = run(Newton(), flat, steps=2)
    np.testing.assert_allclose(columns.position[-1], (along @ flat.start) * along, atol=1e-12)
    np.testing.assert_array_equal(
        run(Newton(), TiltedBowl(0.0, 0.0), steps=2).position, [TiltedBowl(0.0, 0.0).start] * 3
    )


def test_many_newtons_at_once_find_their_own_stationary_points() -> None:
    starts = np.random.default_rng(2).uniform(-4, 4, (2, 9))
    objective = Himmelblau()
    oracle = Oracle(objective, Sight())
    oracle.begin(0, objective, starts, None)
    delta, state = Newton().step(starts, oracle, None, np.ones(9))  # type: ignore[arg-type]
    for run_number, start in enumerate(starts.T):
        alone = run(Newton(), objective, start, steps=1)
        np.testing.assert_allclose(starts[:, run_number] + delta[:, run_number], alone.position[1], rtol=1e-12)
        np.testing.assert_allclose(state.curvatures[:, run_number], alone.state["curvatures"][1], rtol=1e-12)


@pytest.mark.parametrize("modification", Modification.words)
def test_damped_newton_is_newton_in_a_bowl(modification: str) -> None:
    damped, pure = (
        run(kind, TiltedBowl(1.0, 30.0), steps=2) for kind in (DampedNewton(modification=modification), Newton())
    )
    np.testing.assert_allclose(damped.position, pure.position, atol=1e-13)


def test_the_shift_makes_the_lowest_curvature_the_least() -> None:
    columns = run(DampedNewton(delta=0.5), TiltedBowl(-3.0, 2.0), steps=3)
    np.testing.assert_allclose(columns.state["shift"][1:], 3.5, rtol=1e-12)


@pytest.mark.parametrize("optimizer", CAREFUL, ids=_label)
def test_noise_in_the_gradient_never_leaves_them_stuck(optimizer: Optimizer) -> None:
    """Where a direction leads nowhere, the next step asks for the gradient again."""
    plan = Plan(optimizer=optimizer, steps=300, sight=Sight(noise=0.5, seed=3))
    columns = Descent(TiltedBowl(1.0, 30.0), plan).advance(300)
    assert columns.loss[-1] < 0.05 * columns.loss[0]
    assert np.isfinite(columns.position).all()
