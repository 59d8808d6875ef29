"""A compiled formula: shapes, batches, bits, undefined points, parameters, and code that holds nothing a user typed."""

from __future__ import annotations

import pickle
import re
import warnings

import numpy as np
import pytest

from app.engine.expression import ExpressionError, Formula, Program, compile_formula, parse
from app.engine.expression import code as code_module
from app.engine.expression import formula as formula_module
from app.engine.expression import program as program_module

FORMULAS = [
    "x^2/20 + y^2",
    "(1 - x)^2 + 100(y - x^2)^2",
    "20 + x^2 - 10cos(2pi x) + y^2 - 10cos(2pi y)",
    "-20exp(-0.2sqrt((x^2 + y^2)/2)) - exp((cos(2pi x) + cos(2pi y))/2) + e + 20",
    "|x| + max(x, y) + min(x, 2y) + relu(x - y) + sign(x) + floor(y)",
    "if(x > y, x^3, tanh(y)) + sum(i, 1, 4, sin(i x)/i)",
    "x^y + log(x) + 1/x + sqrt(y) + x^-3 + x^0.3 + y^65",
    "sigmoid(x) + softplus(y) + gauss(x y) + cbrt(x) + hypot(x, y) + atan2(y, x)",
    "asin(x) + acos(y) + atan(x) + sinh(x) + cosh(y) + log2(x) + log10(y) + tan(x)",
]


def _program(text: str, variables: tuple[str, ...] = ("x", "y")) -> Program:
    return compile_formula(parse(text), variables, {})


def _points(*shape: int) -> np.ndarray:
    return np.random.default_rng(5).uniform(-2, 2, (2, *shape))


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 5), (2, 3, 4), (0,)])
def test_results_have_the_shape_of_the_positions(text: str, shape: tuple[int, ...]) -> None:
    program, position = _program(text), _points(*shape)
    with np.errstate(all="ignore"):
        value, gradient = program.value_and_gradient(position)
        hessian = program.hessian(position)
        assert program.value(position).shape == value.shape == shape
        assert program.gradient(position).shape == gradient.shape == (2, *shape)
    assert hessian.shape == (2, 2, *shape)
    assert {result.dtype for result in (value, gradient, hessian)} == {np.dtype(np.float64)}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_batch_gives_the_bits_of_its_points_one_by_one(text: str) -> None:
    """Python floats, NumPy scalars and arrays round alike, and NumPy's functions do not depend on the array's length."""
    program, position = _program(text), _points(40)
    with np.errstate(all="ignore"):
        value, gradient = program.value_and_gradient(position)
        hessian = program.hessian(position)
        for run in range(40):
            point = position[:, run]
            one_value, one_gradient = program.value_and_gradient(point)
            np.testing.assert_array_equal(one_value, value[run])
            np.testing.assert_array_equal(program.value(point), value[run])
            np.testing.assert_array_equal(one_gradient, gradient[:, run])
            np.testing.assert_array_equal(program.hessian(point), hessian[..., run])


@pytest.mark.parametrize("text", FORMULAS)
def test_value_alone_equals_value_with_gradient(text: str) -> None:
    program, position = _program(text), _points(50)
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(program.value(position), program.value_and_gradient(position)[0])


@pytest.mark.parametrize("text", FORMULAS)
def test_the_hessian_is_symmetric(text: str) -> None:
    with np.errstate(all="ignore"):
        hessian = _program(text).hessian(_points(9))
    np.testing.assert_array_equal(hessian, np.swapaxes(hessian, 0, 1))


@pytest.mark.parametrize("text", ["5", "x", "y", "f(x, y) = 2pi", *FORMULAS])
def test_every_call_returns_arrays_of_its_own(text: str) -> None:
    program, position = _program(text), _points(6)
    before = position.copy()
    with np.errstate(all="ignore"):
        first = (program.value(position), *program.value_and_gradient(position), program.hessian(position))
        again = (program.value(position), *program.value_and_gradient(position), program.hessian(position))
    for one, other in zip(first, again, strict=True):
        assert not np.shares_memory(one, other)
        assert not np.shares_memory(one, position)
        one[...] = 0.0
    np.testing.assert_array_equal(position, before)


def test_constant_parts_are_broadcast() -> None:
    position = _points(3, 4)
    value, gradient = _program("7").value_and_gradient(position)
    assert (value == 7).all()
    assert (gradient == 0).all()
    assert (_program("3x").gradient(position)[0] == 3).all()
    assert (_program("3x").hessian(position) == 0).all()


def test_strided_and_reversed_positions_are_read_correctly() -> None:
    program, position = _program(FORMULAS[1]), _points(20)
    np.testing.assert_array_equal(program.value(position[:, ::-2]), program.value(position)[::-2])
    turned = np.asfortranarray(position)
    np.testing.assert_array_equal(program.gradient(turned), program.gradient(position))


def test_more_coordinates_than_the_formula_uses() -> None:
    program = _program("y^2", ("x", "y", "z"))
    value, gradient = program.value_and_gradient(np.array([1.0, 2.0, 3.0]))
    assert (float(value), gradient.tolist()) == (4.0, [0.0, 4.0, 0.0])
    assert program.hessian(np.array([1.0, 2.0, 3.0])).tolist() == [[0, 0, 0], [0, 2, 0], [0, 0, 0]]


@pytest.mark.parametrize("count", range(1, 9))
def test_one_to_eight_dimensions(count: int) -> None:
    names = tuple(f"x{place}" for place in range(1, count + 1))
    program = _program(" + ".join(f"{place}*x{place}^2" for place in range(1, count + 1)), names)
    position = np.arange(1.0, count + 1)
    assert float(program.value(position)) == float(np.sum(position**3))
    assert program.gradient(position).tolist() == (2 * position**2).tolist()
    np.testing.assert_array_equal(program.hessian(position), np.diag(2 * position))


@pytest.mark.parametrize(
    ("text", "undefined"),
    [("log(x)", -1.0), ("sqrt(x)", -1.0), ("asin(x)", 2.0), ("x^0.5", -2.0), ("x^1.5", -2.0), ("log(log(x))", 0.5)],
)
def test_outside_its_domain_a_formula_is_nan_at_that_point_only(text: str, undefined: float) -> None:
    program = _program(text, ("x",))
    with np.errstate(all="ignore"):
        alone, (value, gradient) = (
            program.value(np.array([undefined])),
            program.value_and_gradient(np.array([undefined])),
        )
        batch = program.value(np.array([[undefined, 0.9]]))
    assert np.isnan([alone, value, batch[0]]).all()
    assert gradient.shape == (1,)
    if text != "log(log(x))":
        assert np.isfinite(batch[1])


@pytest.mark.parametrize(("text", "value"), [("1/x", np.inf), ("x^-2", np.inf), ("log(x)", -np.inf), ("x/x", np.nan)])
def test_a_pole_is_infinite_at_a_point_as_in_an_array(text: str, value: float) -> None:
    program = _program(text, ("x",))
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(program.value(np.zeros(1)), value)
        np.testing.assert_array_equal(program.value(np.zeros((1, 2))), [value, value])
        assert program.hessian(np.zeros(1)).shape == (1, 1)


@pytest.mark.parametrize("text", [*FORMULAS, "1/x", "log(-x^2)", "exp(exp(exp(9x)))", "x^1000", "sqrt(x)/y"])
@pytest.mark.parametrize("far", [0.0, 1e200, -1e308, np.inf, -np.inf, np.nan])
def test_nothing_warns_or_raises_under_errstate_ignore(text: str, far: float) -> None:
    program = _program(text)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("error")
        for position in (np.array([far, 1.0]), np.array([[far, 1.0], [far, far]])):
            program.value(position)
            program.value_and_gradient(position)
            program.hessian(position)


def test_parameters_are_folded_in() -> None:
    formula = parse("a x^2 + b")
    program = compile_formula(formula, ("x",), {"a": 3, "b": 1.5})
    value, gradient = program.value_and_gradient(np.array([2.0]))
    assert (float(value), gradient.tolist()) == (13.5, [12.0])


def test_a_sum_may_end_at_a_parameter() -> None:
    formula = parse("sum(i, 1, n, i x)")
    assert float(compile_formula(formula, ("x",), {"n": 4}).value(np.ones(1))) == 10.0
    with pytest.raises(ExpressionError) as refusal:
        compile_formula(formula, ("x",), {"n": 2.5})
    assert refusal.value.code == "sum_bounds"


@pytest.mark.parametrize(
    ("text", "parameters", "code", "underlined"),
    [
        ("x + b*a", {"b": 1.0}, "unset_parameter", "a"),
        ("x + a", {"a": float("nan")}, "parameter_not_finite", "a"),
        ("x + a", {"a": float("inf")}, "parameter_not_finite", "a"),
        ("x + 1/a", {"a": 0.0}, "constant_not_finite", "1/a"),
        ("x + log(a - 1)", {"a": 0.5}, "constant_not_finite", "log(a - 1)"),
        ("x + x1", {}, "mixed_variables", "x1"),
        ("x + z", {}, "undeclared_variable", "z"),
    ],
)
def test_parameters_that_do_not_work_are_refused_where_they_stand(
    text: str, parameters: dict[str, float], code: str, underlined: str
) -> None:
    with pytest.raises(ExpressionError) as refusal:
        compile_formula(parse(text), ("x", "y"), parameters)
    error = refusal.value
    assert (error.code, text[error.position : error.position + error.length]) == (code, underlined)


def test_whole_powers_are_products_and_long_ones_are_close() -> None:
    x = np.linspace(-2, 2, 41)
    for n in (2, 3, 4, 7, 16, 33, 64, 65, 100, -1, -2, -5):
        with np.errstate(all="ignore"):
            value = _program(f"x^({n})", ("x",)).value(x[None])
            np.testing.assert_allclose(value, x ** float(n), rtol=64 * np.finfo(float).eps)


def test_source_is_made_of_generated_names_numbers_and_known_functions() -> None:
    known = {*code_module._GRID} - {"__builtins__"}
    names = {"def", "computed", "position", "return", "value", "gradient", "shape", "hessian"}
    text = "a sin(x)^2 + if(x > y, tanh(b x), sqrt(y)) + x^70 + max(x, y) + sum(k, 1, 3, k x)"
    program = compile_formula(parse(text), ("x", "y"), {"a": 2.0, "b": 1e-7})
    sources = [
        code_module.value_source(program._graph, program.variables, program._value),
        code_module.gradient_source(program._graph, program.variables, program._value, program._slopes),
        code_module.hessian_source(program._graph, program.variables, [[program._value], program._slopes]),
    ]
    for source in sources:
        words = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", source))
        assert {word for word in words if not re.fullmatch(r"[xv]\d+(_\d+r?)?", word)} <= known | names


def test_generated_code_has_no_builtins() -> None:
    functions = code_module.functions("def computed(position):\n return open(position)\n")
    with pytest.raises(NameError):
        functions.point(np.zeros(1))


def test_programs_and_formulas_are_built_once() -> None:
    formula = parse("x^2 + 17y")
    assert parse("x^2 + 17y") is formula
    assert compile_formula(formula, ["x", "y"], {}) is compile_formula(formula, ("x", "y"), {"unused": 1.0})
    assert formula_module._parse.cache_info().maxsize is not None
    assert program_module._compiled.cache_info().maxsize is not None


def test_formulas_are_equal_if_their_texts_are() -> None:
    formula_module._parse.cache_clear()
    formula = parse("x + y")
    formula_module._parse.cache_clear()
    assert parse("x + y") == formula != parse("x+y")
    assert hash(parse("x + y")) == hash(formula)
    assert isinstance(formula, Formula)


def test_a_program_survives_the_way_to_another_process() -> None:
    program = compile_formula(parse("a x^2 + y"), ("x", "y"), {"a": 2.0})
    again = pickle.loads(pickle.dumps(program))
    position = _points(5)
    np.testing.assert_array_equal(again.gradient(position), program.gradient(position))
