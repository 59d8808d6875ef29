"""Curvature at the cursor: exact numbers of the run in focus, an ellipse on the map, nothing while it is off."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit

BOWL: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 20,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}, {"optimizer": {"name": "momentum"}}],
}
SADDLE = {"objective": {"expression": "x*y", "domain": [[-2, 2], [-2, 2]]}, "start": [0.1, 0.5]}


def test_the_ellipse_comes_with_its_numbers_and_goes(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    asked: list[dict[str, Any]] = []
    visit.page.on("request", lambda request: asked.append(request.post_data_json) if "slices" in request.url else None)
    visit.open(BOWL, step=3)
    visit.has_drawn()
    legend = visit.page.get_by_role("region", name="Curvature at the cursor")
    expect(legend).to_be_hidden()
    assert not [body for body in asked if body.get("hessian")]
    visit.page.get_by_role("button", name="Layers").click()
    visit.page.get_by_role("button", name="Curvature").click()
    expect(legend).to_contain_text("λ = 2.00, 0.100; condition number 20.0")  # of x²/20 + y²
    expect(legend).to_contain_text("2/λmax = 1.00")
    expect(visit.page.locator("canvas.ellipse")).to_have_count(1)
    visit.page.keyboard.press("Escape")
    visit.at_step(3)
    visit.page.locator("#table .run-name").nth(1).click()
    expect(legend).to_contain_text("where Momentum stands")
    visit.until("() => location.search.includes('curvature')")
    visit.page.get_by_role("button", name="Layers").click()
    visit.page.get_by_role("button", name="Curvature").click()
    expect(legend).to_be_hidden()
    expect(visit.page.locator("canvas.ellipse")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_saddle_bends_downwards_along_one_axis(open_visit: OpenVisit, language: str) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(SADDLE | {"steps": 5, "runs": BOWL["runs"]}, step=0, show="curvature", lang=language)
    legend = visit.page.locator(".curvature-legend")
    expect(legend).to_contain_text("λ = 1.00, −1.00")
    expect(legend).to_contain_text({"en": "dashed axis", "ja": "破線"}[language])


def test_eigenvalues_are_those_of_numpy(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.open(BOWL, step=0)
    home = re.search(r"/static/\w+/", visit.page.content())
    assert home
    for size in (1, 2, 3, 8):
        square = np.random.default_rng(size).normal(size=(size, size))
        matrix = square + square.T
        answer = visit.page.evaluate(
            "async ([address, matrix]) => (await import(address)).eigenOf(matrix)",
            [f"{home[0]}js/state/eigen.js", matrix.tolist()],
        )
        values, vectors = np.array(answer["values"]), np.array(answer["vectors"])
        np.testing.assert_allclose(values, np.linalg.eigvalsh(matrix)[::-1], rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(vectors @ matrix, values[:, None] * vectors, rtol=1e-11, atol=1e-11)
