"""The landscape as a heat map and as a surface: the same paths on it, turned by drag, buttons and keys, in the address."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

BOWL: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 40,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}],
}
PIXELS = """(name) => {
  const canvas = document.querySelector(`canvas.surface-${name}`);
  if (!canvas || canvas.width < 2) return null;
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const brush = copy.getContext("2d", { willReadFrequently: true });
  brush.drawImage(canvas, 0, 0);
  return brush.getImageData(0, 0, canvas.width, canvas.height).data;
}"""
SUM = f"(name) => ({PIXELS})(name)?.reduce((sum, value, at) => (sum + value * (at % 8191)) % 1e15, 0) || null"


def changed(visit: Visit, layer: str, before: float | None = None) -> float:
    """Wait until a layer of the surface looks different from before; how it looks, as a number."""
    answer: float = visit.until(
        f"([layer, before]) => {{ const now = ({SUM})(layer); return now !== before && now; }}", [layer, before]
    )
    return answer


def angles(visit: Visit, other_than: str = "") -> str:
    found: str = visit.until(
        "(other) => { const now = new URLSearchParams(location.search).get('camera'); return now !== other && now; }",
        other_than,
    )
    return found


def test_a_surface_carries_the_runs_and_turns(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(BOWL, step=3)
    visit.has_drawn()
    page = visit.page
    expect(page.locator("canvas.surface-ground")).to_have_count(0)  # costs nothing until asked for
    page.get_by_role("button", name="3-D").click()
    ground, walkers = changed(visit, "ground"), changed(visit, "walkers")
    visit.transport("forward").click()
    visit.at_step(4)
    changed(visit, "walkers", walkers)
    box = page.locator("#landscape .plot-frame").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 100, middle[1] + 20, steps=4)
    page.mouse.up()
    dragged = angles(visit)
    assert dragged == "5,56"
    ground = changed(visit, "ground", ground)
    page.get_by_role("button", name="Turn to the left").click()
    pressed = angles(visit, dragged)
    assert pressed == "-10,56"
    page.keyboard.press("ArrowUp")
    angles(visit, pressed)
    visit.at_step(4)
    ground = changed(visit, "ground", ground)
    page.get_by_role("button", name="Look closer").click()
    visit.until("() => location.search.includes('frame=')")
    ground = changed(visit, "ground", ground)
    page.evaluate("() => (document.documentElement.dataset.theme = 'dark')")
    changed(visit, "ground", ground)
    page.get_by_role("button", name="Contour").click()
    expect(page.locator("canvas.surface-ground")).to_have_count(0)
    visit.until("() => getComputedStyle(document.querySelector('#landscape .plot')).visibility === 'visible'")


def test_a_click_on_the_surface_begins_there_and_beside_it_does_nothing(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(BOWL, step=3, map="surface", camera="0,90")
    changed(visit, "ground")
    box = visit.page.locator("#landscape .plot-frame").bounding_box()
    assert box
    visit.page.mouse.click(box["x"] + 6, box["y"] + 6)
    start = visit.page.get_by_role("button", name="Start:")
    expect(start).to_have_attribute("aria-label", "Start: x −7.000, y 2.000")
    visit.page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.48)  # straight from above
    visit.until(
        """() => {
          const label = document.querySelector(".start-handle").getAttribute("aria-label").replaceAll("−", "-");
          const [, x, y] = label.match(/x (.+), y (.+)/).map(Number);
          return Math.abs(x) < 0.3 && Math.abs(y) < 0.3;
        }"""
    )


DASHES = """() => {
  window.dashed = 0;
  const dash = CanvasRenderingContext2D.prototype.setLineDash;
  CanvasRenderingContext2D.prototype.setLineDash = function (pattern) {
    if (this.canvas.matches(".surface-ground") && pattern.length > 0) window.dashed += 1;
    return dash.call(this, pattern);
  };
}"""
"""How many dashed lines have been drawn on the ground of the surface."""


def test_a_minimum_behind_a_hill_has_a_plumb_line_until_one_looks_from_above(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.page.add_init_script(f"({DASHES})()")
    hilly = BOWL | {"objective": {"name": "himmelblau"}, "start": [-0.25, 0.3]}
    visit.open(hilly, step=3, map="surface")
    visit.until("() => window.dashed > 0")
    visit.open(hilly, step=3, map="surface", camera="-35,90")
    changed(visit, "ground")
    assert visit.page.evaluate("() => window.dashed") == 0


def test_a_heat_map_has_colours_and_no_lines(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(BOWL, step=3, map="heat")
    visit.until(
        "() => document.querySelector('#landscape .heatmaplayer image, #landscape .hm image, #landscape image')"
    )
    ground = "document.querySelector('#landscape .js-plotly-plot').data.find(({ uid }) => uid === 'ground')"
    assert visit.page.evaluate(f"() => [{ground}.contours.coloring, {ground}.line.width]") == ["heatmap", 0]
    visit.page.get_by_role("button", name="Contour").click()
    visit.until(f"() => {ground}.line.width > 0")


def test_a_curve_has_no_surface(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    line = {"objective": {"expression": "x^4/20 - x^2", "domain": [[-5, 5]]}, "start": [2], "steps": 5}
    visit.open(line | {"runs": BOWL["runs"]}, step=1, map="surface")
    visit.has_drawn()
    expect(visit.page.get_by_role("button", name="3-D")).to_be_hidden()
    expect(visit.page.locator("canvas.surface-ground")).to_have_count(0)
