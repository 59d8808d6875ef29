"""POST /expressions: how a formula was read, what is worth knowing of it, where to begin; in both languages."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.engine.expression.traits import TRAITS


def explain(rest: httpx.Client, expression: str, language: str = "en", **more: Any) -> dict[str, Any]:
    """The whole answer; the formula has to be accepted."""
    answer = rest.post(
        "/api/v1/expressions", json={"expression": expression, **more}, headers={"Accept-Language": language}
    )
    assert answer.status_code == 200, answer.text
    described: dict[str, Any] = answer.json()
    return described


def test_everything_that_a_page_needs_is_in_one_answer(rest: httpx.Client) -> None:
    answer = explain(rest, "ｘ²/20 + y²")
    assert answer["expression"] == "x^2/20 + y^2"
    assert answer["variables"] == ["x", "y"]
    assert answer["gradient"] == ["x/10", "2*y"]
    assert all("<math" in formula for formula in [answer["mathml"], *answer["gradient_mathml"]])
    assert answer["domain"] == [[-5, 5], [-5, 5]]
    assert answer["start"] == [-3.5, 3]
    assert answer["dimension"] == 2
    assert answer["parameters"] == answer["free_parameters"] == answer["notes"] == []


@pytest.mark.parametrize("count", range(1, 9))
def test_one_to_eight_variables(rest: httpx.Client, count: int) -> None:
    answer = explain(rest, "+".join(f"{place}x{place}^2" for place in range(1, count + 1)))
    assert answer["dimension"] == len(answer["variables"]) == len(answer["domain"]) == len(answer["start"]) == count
    assert answer["gradient"] == [f"{2 * place}*x{place}" for place in range(1, count + 1)]


def test_free_letters_come_with_what_a_slider_needs(rest: httpx.Client) -> None:
    answer = explain(rest, "a*x^2 + b*y^2")
    assert answer["parameters"] == answer["unset_parameters"] == ["a", "b"]
    assert answer["free_parameters"] == [
        {"name": name, "default": 1, "span": [-10, 10], "type": "number", "value": None} for name in "ab"
    ]
    assert answer["gradient"] == ["2*a*x", "2*b*y"]
    assert None not in (answer["domain"], answer["start"])
    set_one = explain(rest, "a*x^2 + b*y^2", parameters={"a": 3})
    assert set_one["unset_parameters"] == ["b"]
    assert [slider["value"] for slider in set_one["free_parameters"]] == [3, None]


def test_a_letter_in_the_bound_of_a_sum_is_whole(rest: httpx.Client) -> None:
    (slider,) = explain(rest, "sum(i, 1, n, x^i)")["free_parameters"]
    assert (slider["type"], slider["default"], slider["span"]) == ("integer", 3, [1, 10])


def test_the_defaults_of_free_letters_can_be_run(rest: httpx.Client) -> None:
    described = explain(rest, "x^2/(a - b) + y^2")
    parameters = {slider["name"]: slider["default"] for slider in described["free_parameters"]}
    objective = {"expression": "x^2/(a - b) + y^2", "parameters": parameters, "domain": described["domain"]}
    experiment = {
        "objective": objective,
        "start": described["start"],
        "steps": 3,
        "runs": [{"optimizer": {"name": "sgd"}}],
    }
    answer = rest.post("/api/v1/trajectories", json=experiment)
    assert answer.status_code == 200
    assert answer.json()["experiment"]["objective"]["parameters"] == parameters


TRAIT_CASES = [
    (
        "|x| + y^2",
        "not_differentiable",
        "not differentiable where x = 0 because of “abs”; there the derivative of abs counts as 0",
    ),
    ("log(x) + y^2", "undefined", "undefined where x ≤ 0 because of “log”"),
    (
        "floor(x) + y^2",
        "jump",
        "jumps where x = …, -1, 0, 1, … because of “floor”; the derivative is taken without the jump",
    ),
    ("x^2 - y^2", "unbounded_far", "seems to fall without end far from the origin: it has no minimum"),
    ("-1/x^2", "unbounded_near", "seems to fall without end close to x = 0: it has no minimum"),
    ("2 + 3", "constant", "constant: 5 everywhere"),
    ("f(x, y) = x^2", "unused_variable", "the value does not depend on y"),
    ("x/0", "nowhere", "seems to be defined nowhere"),
    ("x^2 + y^2", "symmetric", "stays the same when x and y change places"),
    ("x^2 + y", "mirrored", "stays the same when the sign of x changes"),
    ("exp(exp(exp(x)))", "overflow", "too large for a computer number in parts of the picture"),
]


@pytest.mark.parametrize(("expression", "code", "sentence"), TRAIT_CASES, ids=[code for _, code, _ in TRAIT_CASES])
def test_a_trait_has_a_stable_code_and_a_sentence_in_both_languages(
    rest: httpx.Client, expression: str, code: str, sentence: str
) -> None:
    english = {trait["code"]: trait for trait in explain(rest, expression)["traits"]}
    japanese = {trait["code"]: trait for trait in explain(rest, expression, "ja")["traits"]}
    assert english[code]["message"] == sentence
    assert any("\u3040" <= letter <= "\u30ff" for letter in japanese[code]["message"])
    assert english[code]["arguments"] == japanese[code]["arguments"]
    assert "{" not in english[code]["message"] + japanese[code]["message"]


def test_every_trait_is_among_these_cases() -> None:
    assert {code for _, code, _ in TRAIT_CASES} == set(TRAITS)


def test_a_domain_that_was_asked_for_is_kept_and_the_start_lies_in_it(rest: httpx.Client) -> None:
    answer = explain(rest, "log(x) + y^2", domain=[[1, 3], [-1, 1]])
    assert answer["domain"] == [[1, 3], [-1, 1]]
    assert answer["start"] == [1.3, 0.6]


def test_the_suggested_domain_and_start_suit_the_formula(rest: httpx.Client) -> None:
    answer = explain(rest, "log(x) + y^2")
    assert answer["domain"] == [[0, 5], [-5, 5]]
    assert answer["start"] == [0.75, 3]


REFUSALS = [
    # typed, code, (position, length, fix)
    ("ｘ＾２＋ｓｅｎ（ｙ）", "unknown_function", (4, 3, (4, 3, "sin"))),
    ("（ｘ＋ｙ", "unclosed_bracket", (0, 1, (4, 0, ")"))),
    ("𝑥² + ｙ２", "unknown_name", (5, 2, (5, 2, "y^2"))),
    ("x^^2", "missing_operand", (2, 1, (2, 1, ""))),
    ("f(x) = f(x)", "unknown_function", (7, 1, None)),
]


@pytest.mark.parametrize(("typed", "code", "place"), REFUSALS)
def test_a_refusal_names_the_characters_that_were_typed(
    rest: httpx.Client, typed: str, code: str, place: tuple[int, int, tuple[int, int, str] | None]
) -> None:
    for language in ("en", "ja"):
        answer = rest.post("/api/v1/expressions", json={"expression": typed}, headers={"Accept-Language": language})
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert (error["pointer"], error["code"]) == ("/expression", code)
        assert (error["position"], error["length"], error.get("fix") and tuple(error["fix"].values())) == place
        assert any("\u3040" <= letter <= "\u30ff" for letter in error["message"]) == (language == "ja")
