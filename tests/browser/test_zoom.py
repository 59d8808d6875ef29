"""Looking closer at the map: wheel, drag, buttons and keys ask the server for a finer grid, and the address remembers."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit

BOWL: dict[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 20,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}],
}
GROUND = "(() => document.querySelector('#landscape .js-plotly-plot').data.find(({ uid }) => uid === 'ground'))()"


def shows(visit: Visit, condition: str) -> list[float]:
    """Wait until the grid that is drawn is as told, at rest and unstretched; its ends in x and y."""
    ends: list[float] = visit.until(
        f"""() => {{
          const {{ x, y = [0, 1] }} = {GROUND};
          const [left, right, bottom, top] = [x[0], x.at(-1), y[0], y.at(-1)];
          const isStill = document.querySelector("#landscape .plot").style.transform === "";
          return isStill && ({condition}) && [left, right, bottom, top];
        }}"""
    )
    return ends


def frame_of(visit: Visit) -> list[float]:
    text = visit.until("() => new URLSearchParams(location.search).get('frame')")
    return [float(number) for number in text.split(",")]


def test_wheel_drag_buttons_and_keys_show_another_part(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(BOWL, step=3)
    visit.has_drawn()
    page = visit.page
    assert shows(visit, "true") == [-10, 10, -5, 5]
    box = page.locator("#landscape .plot-frame").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -400)
    left, right, bottom, top = shows(visit, "right - left < 19")
    assert abs((3 * left + right) / 4 - -5) < 0.05  # what was under the pointer is still there
    assert abs((right - left) - 2 * (top - bottom)) < 1e-3
    assert frame_of(visit) == [left, right, bottom, top]
    start = page.get_by_role("button", name="Start:").get_attribute("aria-label")
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    page.mouse.up()
    moved = shows(visit, f"right < {right - 1}")
    assert abs(moved[0] - (left - (right - left) / 4)) < 0.1
    assert page.get_by_role("button", name="Start:").get_attribute("aria-label") == start  # a drag is no click
    page.get_by_role("button", name="Whole map").click()
    assert shows(visit, "right - left > 19") == [-10, 10, -5, 5]
    visit.until("() => !location.search.includes('frame=')")
    expect(page.get_by_role("button", name="Whole map")).to_be_hidden()
    page.keyboard.press("ArrowRight")  # the focus is in the group: the map moves, not the cursor
    assert shows(visit, "right > 11") == [-8, 12, -5, 5]
    visit.at_step(3)
    page.keyboard.press("0")
    page.keyboard.press("z")
    closer = shows(visit, "right - left < 14")
    page.keyboard.press("Shift+Z")
    shows(visit, f"right - left > {closer[1] - closer[0]} + 1")


def test_a_part_of_a_map_comes_with_its_address_and_gaps_stay_gaps(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    hole = {"objective": {"expression": "ln(x) + y^2", "domain": [[-5, 5], [-5, 5]]}, "start": [2, 1], "steps": 5}
    visit.open(hole | {"runs": BOWL["runs"]}, step=1, frame="-1,2,-1,1")
    visit.has_drawn()
    assert shows(visit, "true") == [-1, 2, -1, 1]
    assert visit.page.evaluate(f"() => {GROUND}.z[0].filter((height) => !Number.isFinite(height)).length") > 20
    visit.page.get_by_role("button", name="Look from farther away").click()
    shows(visit, "right - left > 4")


def test_a_curve_is_looked_at_closer_along_its_one_axis(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    line = {"objective": {"expression": "x^4/20 - x^2", "domain": [[-5, 5]]}, "start": [2], "steps": 5}
    visit.open(line | {"runs": BOWL["runs"]}, step=1)
    visit.has_drawn()
    visit.page.keyboard.press("z")
    shows(visit, "right - left < 7")
    assert len(frame_of(visit)) == 2


def test_two_fingers_look_closer_and_one_scrolls_the_page(open_visit: OpenVisit) -> None:
    visit = open_visit(viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce")
    visit.open(BOWL, step=3)
    visit.has_drawn()
    before = visit.page.get_by_role("button", name="Start:").get_attribute("aria-label")
    chrome = visit.page.context.new_cdp_session(visit.page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        chrome.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (150, 400))
    touch("touchStart", (150, 400), (250, 400))
    for spread in (60, 70, 80, 100):
        touch("touchMove", (200 - spread, 400), (200 + spread, 400))
    touch("touchEnd")
    left, right, _, _ = shows(visit, "right - left < 12")
    assert abs((right - left) - 10) < 0.5  # twice as far apart, half as much to be seen
    assert visit.page.get_by_role("button", name="Start:").get_attribute("aria-label") == before
