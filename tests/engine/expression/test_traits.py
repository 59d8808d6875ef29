"""What is said of a formula is true: kinks, jumps, holes, falls, symmetries; and where one is advised to begin, one can."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.expression import ExpressionError, parse
from app.engine.expression.free_parameters import free_parameters
from app.engine.expression.outlook import suggested_domain, suggested_start
from app.engine.expression.probe import Probe, directions, even, lattice
from app.engine.expression.text import canonical
from app.engine.expression.traits import TAKEN, TRAITS, Trait, traits_of
from app.engine.objectives import OBJECTIVES, CatalogueFunction
from tests.engine.expression.trees import grown

LONG = (
    "sum(i, 1, 1000, sin(i*x))",
    "sum(i, 1, 300, if(x > i, x^i, sin(i y)))",
    "*".join(f"max(x, {i})" for i in range(100)),
    "hypot(" * 40 + "x" + ", y)" * 40,
    "+".join(f"x{i % 8 + 1}^{i}" for i in range(200)),
    "^".join("x" * 45),
)
USUAL = (-3.5, 3.0)


def looked_at(text: str) -> None:
    """All that is told of a formula before it runs."""
    probe = _probe(text)
    traits_of(probe)
    suggested_domain(probe)


def _probe(text: str, domain: Sequence[Sequence[float]] | None = None) -> Probe:
    formula = parse(text)
    variables = formula.variables or ("x", "y")
    values = {parameter.name: parameter.default for parameter in free_parameters(formula)}
    return Probe(formula, variables, values, np.array(domain or [[-5.0, 5.0]] * len(variables)))


def _traits(text: str, domain: Sequence[Sequence[float]] | None = None) -> dict[str, Trait]:
    return {trait.code: trait for trait in traits_of(_probe(text, domain))}


def _outlook(text: str) -> tuple[list[list[float]], list[float]]:
    probe = _probe(text)
    domain = suggested_domain(probe)
    usual = domain[:, 0] + np.resize((0.15, 0.8), len(domain)) * (domain[:, 1] - domain[:, 0])
    return domain.tolist(), np.round(suggested_start(probe, domain, usual), 9).tolist()


WHERE = [
    # text, code, where, function
    ("|x| + 3|y|", "not_differentiable", "x = 0, y = 0", "abs"),
    ("|x - 1|", "not_differentiable", "x = 1", "abs"),
    ("|2 - x|", "not_differentiable", "x = 2", "abs"),
    ("relu(x + y)", "not_differentiable", "x + y = 0", "relu"),
    ("max(x, y)", "not_differentiable", "x = y", "max"),
    ("min(x^2, y)", "not_differentiable", "x^2 = y", "min"),
    ("if(x > 1, x^2, y)", "jump", "x = 1", "if"),
    ("if(x > 0, x^2, -x)", "not_differentiable", "x = 0", "if"),
    ("sqrt(x^2 + y^2)", "not_differentiable", "x^2 + y^2 = 0", "sqrt"),
    ("hypot(x, y)", "not_differentiable", "hypot(x, y) = 0", "hypot"),
    ("cbrt(x)", "not_differentiable", "x = 0", "cbrt"),
    ("(x^2)^0.3", "not_differentiable", "x = 0", "^"),
    ("asin(sin(x))", "not_differentiable", "abs(sin(x)) = 1", "asin"),
    ("sum(i, 1, 6, |x - i|)", "not_differentiable", "x = 1, x = 2, x = 3, …", "abs"),
    ("floor(x) + x^2", "jump", "x = …, -1, 0, 1, …", "floor"),
    ("sign(y) + x^2", "jump", "y = 0", "sign"),
    ("atan2(y, x)", "jump", "y = 0", "atan2"),
    ("log(x) + y^2", "undefined", "x ≤ 0", "log"),
    ("log(1 - x)", "undefined", "x ≥ 1", "log"),
    ("log(x^2)", "undefined", "x = 0", "log"),
    ("1/x", "undefined", "x = 0", "/"),
    ("1/(x^2 + y^2 - 1)", "undefined", "x^2 + y^2 = 1", "/"),
    ("x^-2", "undefined", "x = 0", "^"),
    ("sin(x)/x", "undefined", "x = 0", "/"),
    ("sqrt(1 - x^2 - y^2)", "undefined", "1 - x^2 - y^2 < 0", "sqrt"),
    ("asin(x)", "undefined", "abs(x) > 1", "asin"),
    ("tan(x)", "undefined", "cos(x) = 0", "tan"),
    ("x^y", "undefined", "x < 0", "^"),
    ("log(x)", "unbounded_near", "x = 0", "log"),
    ("-1/x^2", "unbounded_near", "x = 0", "/"),
    ("if(x > 0, log(x), 0)", "unbounded_near", "x = 0", "if"),
]


@pytest.mark.parametrize(("text", "code", "where", "function"), WHERE)
def test_an_edge_is_found_and_named(text: str, code: str, where: str, function: str) -> None:
    trait = _traits(text)[code]
    assert trait.arguments == {"where": where, "function": function}
    assert (trait.taken is not None) == (code == "not_differentiable")


SMOOTH = ["x^2 + y^2", "|x^2 + 1|", "|x|x", "|x|^2", "max(x, 0)^2", "max(x, x)", "if(x > 0, x^2, -x^2)", "sqrt(x^2 + 1)",
          "log(x^2 + 1)", "1/(x^2 + 1)", "cbrt(x^2 + 1)", "(x^2 + 1)^0.3", "hypot(x, 1)", "asin(x/(1 + x^2))", "x/x^0",
          "if(x > 0, log(x + 1), x - x^2/2)", "relu(x^2)", "exp(-x^2)", "softplus(x)", "tanh(x)"]  # fmt: skip


@pytest.mark.parametrize("text", SMOOTH)
def test_nothing_is_said_of_edges_that_are_not_there(text: str) -> None:
    assert not {"not_differentiable", "jump", "undefined", "nowhere"} & set(_traits(text))


@pytest.mark.parametrize(
    "text", ["x", "-x^2", "x^2 - y^2", "-log(x)", "x*y", "x sin(x)", "max(x, y)", "x - exp(y)", "-|x|"]
)
def test_what_falls_for_ever_is_said_to(text: str) -> None:
    assert "unbounded_far" in _traits(text)


@pytest.mark.parametrize(
    "text", ["x^2", "|x|", "-atan(x)", "-gauss(x)", "sin(x)", "log(x) + y^2", "x^4 - 100x^2", "exp(x)", "tanh(-x)"]
)
def test_what_comes_to_an_end_is_not_said_to_fall_for_ever(text: str) -> None:
    assert "unbounded_far" not in _traits(text)


def test_constants_unused_variables_and_what_is_defined_nowhere() -> None:
    assert _traits("2 + 3") == {"constant": Trait("constant", {"value": 5.0})}
    assert _traits("x - x")["constant"].arguments == {"value": 0.0}
    assert _traits("f(x, y, z) = y^2")["unused_variable"].arguments == {"name": "x, z"}
    assert _traits("x1 + x4^2")["unused_variable"].arguments == {"name": "x2, x3"}
    assert "nowhere" in _traits("log(-1 - x^2)")
    assert "nowhere" in _traits("x/0")


def test_symmetries() -> None:
    assert _traits("x^2 + y^2 + x*y")["symmetric"].arguments == {"first": "x", "second": "y"}
    assert _traits("x^2 + cos(y) + z")["mirrored"].arguments == {"names": "x, y"}
    assert "symmetric" not in _traits("x^2 + 2y^2")
    assert "symmetric" not in _traits("a*x^2 + b*y^2")
    assert "mirrored" not in _traits("(x - 1)^2 + y^3")


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_the_catalogue_says_the_same_of_its_functions(function: CatalogueFunction) -> None:
    codes, declared = set(_traits(function.formula, function.domain)), set(function.traits)
    if "unbounded" in declared:
        assert {"unbounded_far", "unbounded_near"} & codes
    if {"convex", "polynomial"} & declared and not function.cycle:  # a mean of slopes falls beyond its frame
        assert not {"unbounded_far", "unbounded_near", "undefined", "jump"} & codes
    if {"not_differentiable", "jump"} & codes:
        assert "non_smooth" in declared


DOMAINS = [
    ("x^2 + y^2", [[-5, 5], [-5, 5]]),
    ("log(x) + y^2", [[0, 5], [-5, 5]]),
    ("sqrt(x - 10)", [[10, 20]]),
    ("asin(x) + y^2", [[-1, 1], [-5, 5]]),
    ("sqrt(1 - x^2 - y^2)", [[-1, 1], [-1, 1]]),
    ("exp(x^2 + y^2)", [[-2, 2], [-2, 2]]),
    ("(x - 30)^2 + y^2", [[-50, 50], [-50, 50]]),
    ("x^2 - y^2", [[-5, 5], [-5, 5]]),
    ("log(log(x))", [[1, 5]]),
]


@pytest.mark.parametrize(("text", "domain"), DOMAINS)
def test_the_suggested_domain_is_where_there_is_something_to_see(text: str, domain: list[list[float]]) -> None:
    assert _outlook(text)[0] == domain


@pytest.mark.parametrize(
    "text",
    ["x^2 + y^2", "log(x) + y", "relu(x) + relu(-y)", "max(x, 0)^2", "gauss(3x)", "sqrt(1 - x^2 - y^2)", "log(log(x))", "1/x",
     "x^x", "-exp(-20(x^2 + y^2))", "if(x > 4, (x - 4)^2, 0)", "sum(i, 1, 4, x^i)", "x1^2 + x8^2", "acos(x)*log(y)"],
)  # fmt: skip
def test_the_suggested_start_is_defined_sloped_and_off_the_centre(text: str) -> None:
    probe = _probe(text)
    domain, start = (np.array(part) for part in _outlook(text))
    with np.errstate(all="ignore"):
        value, gradient = probe.program.value_and_gradient(start)
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()
    assert gradient.any()
    assert (np.abs(start - domain.mean(axis=1)) > 0.05 * (domain[:, 1] - domain[:, 0])).any()
    assert ((start > domain[:, 0]) & (start < domain[:, 1])).all()


def test_the_usual_start_is_kept_where_it_will_do() -> None:
    assert _outlook("x^2/20 + y^2") == ([[-5, 5], [-5, 5]], list(USUAL))


def test_free_letters_get_values_at_which_the_formula_is_defined() -> None:
    def defaults(text: str) -> dict[str, float]:
        return {parameter.name: parameter.default for parameter in free_parameters(parse(text))}

    assert defaults("a*x^2 + b*y^2") == {"a": 1.0, "b": 1.0}
    assert defaults("x/(a - b)") == {"a": 1.0, "b": 2.0}
    assert defaults("x/log(a)") == {"a": 2.0}
    (bound,) = free_parameters(parse("sum(i, 1, n, x^i)"))
    assert (bound.default, bound.lower, bound.upper, bound.is_whole) == (3.0, 1.0, 10.0, True)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**64))
def test_any_formula_can_be_looked_at(seed: int) -> None:
    """Nothing raises and nothing warns; traits are of known kinds; the start lies in the domain."""
    coin = random.Random(seed)
    text = canonical(grown(coin, coin.randint(1, 6)))
    try:
        probe = _probe(text)
    except ExpressionError:
        return
    for trait in traits_of(probe):
        assert trait.code in TRAITS
        assert trait.taken is None or trait.taken in TAKEN
    domain = suggested_domain(probe)
    assert np.isfinite(domain).all()
    assert (domain[:, 0] < domain[:, 1]).all()
    start = suggested_start(probe, domain, domain.mean(axis=1))
    assert ((start >= domain[:, 0]) & (start <= domain[:, 1])).all()


@pytest.mark.parametrize("dimension", range(1, 9))
def test_samples_lie_where_they_should(dimension: int) -> None:
    for points in (lattice(dimension, 1000), even(dimension, 200)):
        assert points.shape[0] == dimension
        assert ((points >= 0) & (points <= 1)).all()
    assert (np.abs(lattice(dimension, 1000) - 0.5).max(axis=0) == 0).any()
    np.testing.assert_allclose(np.linalg.norm(directions(dimension), axis=0), 1, rtol=1e-12)
