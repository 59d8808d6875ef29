"""What an editor asks while one types: refusals are answers, with the same problem document inside."""

from __future__ import annotations

import httpx
import pytest


@pytest.fixture
def client(server: object) -> httpx.Client:
    return httpx.Client(base_url=f"{server.base_url}/api/v1", headers={"Accept-Language": "ja"})  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["sin(x) +", "sen(x)", "ｘ＾２＋", "", "a*x^2"])
def test_half_a_formula_is_answered_with_the_problem_that_it_would_be(client: httpx.Client, typed: str) -> None:
    asked = {"expression": typed}
    check, plain = client.post("/expression-checks", json=asked), client.post("/expressions", json=asked)
    assert check.status_code == 200
    if plain.status_code == 422:
        assert check.json() == {"problem": plain.json(), "expression": None}
    else:
        assert check.json() == {"problem": None, "expression": plain.json()}


def test_a_whole_formula_is_described_as_by_expressions(client: httpx.Client) -> None:
    asked = {"expression": "x^2 + y"}
    check = client.post("/expression-checks", json=asked)
    assert check.json() == {"problem": None, "expression": client.post("/expressions", json=asked).json()}


def test_what_is_no_document_of_this_kind_is_said_too(client: httpx.Client) -> None:
    check = client.post("/expression-checks", json={"formula": "x"})
    assert check.status_code == 200
    assert check.json()["problem"]["status"] == 422
