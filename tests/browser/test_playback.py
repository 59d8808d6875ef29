"""Playing, pausing, stepping, scrubbing: with the mouse, with keys, twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.service.presets import FIRST_VISIT
from tests.browser.conftest import OpenVisit
from tests.browser.visit import BOOK, Visit

STEPS = BOOK["steps"]


@pytest.fixture
def paused(visit: Visit) -> Visit:
    """Four optimizers on the bowl, whole, at step 10, playing nothing."""
    visit.open(BOOK, step=10)
    visit.has_drawn()
    visit.has_arrived(STEPS)
    visit.at_step(10)
    return visit


def test_without_a_click_four_walkers_move(visit: Visit) -> None:
    visit.open()
    visit.past_step(2)
    before = visit.positions()
    visit.past_step(visit.step + 8)
    after = visit.positions()
    assert len(before) == len(after) == 4
    still = [here for here, there in zip(before, after, strict=True) if here == there]
    assert len(still) <= 1, "L-BFGS arrives within four steps"
    visit.has_drawn()
    painted = visit.until(
        """() => {
          const canvas = document.querySelector("canvas.trails");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          let painted = 0;
          for (let at = 3; at < pixels.length; at += 4) painted += pixels[at] > 0;
          return painted > 200;
        }"""
    )
    assert painted


def test_moving_canvases_have_a_pixel_for_every_pixel_that_they_cover(visit: Visit) -> None:
    """Otherwise every frame is stretched, which takes time and puts the walkers beside their places."""
    visit.open(BOOK)
    visit.has_drawn()
    sizes = visit.page.evaluate(
        """() => [...document.querySelectorAll("canvas:is(.trails, .walkers)")].map((canvas) =>
          [canvas.width, canvas.height, canvas.clientWidth, canvas.clientHeight])"""
    )
    assert len(sizes) == 2
    assert all(size[:2] == size[2:] and min(size) > 100 for size in sizes), sizes


def test_with_reduced_motion_the_paths_are_there_and_move_when_play_is_pressed(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open()
    visit.has_drawn()
    visit.has_arrived(FIRST_VISIT["steps"])
    visit.at_step(FIRST_VISIT["steps"])
    expect(visit.transport("play")).to_have_attribute("aria-label", "Play")
    visit.transport("play").click()
    visit.until("() => document.querySelector('.scrub-range').valueAsNumber < 60")
    visit.past_step(3)


def test_playing_ends_at_the_last_step_and_play_starts_again(paused: Visit) -> None:
    paused.transport("end").click()
    paused.at_step(STEPS)
    paused.transport("play").click()
    paused.until("(most) => document.querySelector('.scrub-range').valueAsNumber < most", 20)
    paused.past_step(1)


def test_the_buttons_step_back_and_forward_to_start_and_end(paused: Visit) -> None:
    paused.transport("forward").click()
    paused.at_step(11)
    paused.transport("back").dblclick()
    paused.at_step(9)
    paused.transport("start").dblclick()
    paused.at_step(0)
    paused.transport("back").click()
    paused.at_step(0)
    paused.transport("end").dblclick()
    paused.at_step(STEPS)


def test_a_key_moves_the_cursor(paused: Visit) -> None:
    for key, step in (
        *(("ArrowRight", 11), ("ArrowLeft", 10), ("Shift+ArrowRight", 20), ("Shift+ArrowLeft", 10)),
        *(("ArrowLeft", 9), ("Shift+ArrowLeft", 0), ("End", 60), ("Home", 0)),
    ):
        paused.page.keyboard.press(key)
        paused.at_step(step)


def test_space_plays_and_pauses(paused: Visit) -> None:
    paused.page.keyboard.press("Space")
    paused.past_step(12)
    paused.page.keyboard.press("Space")
    paused.page.get_by_role("button", name="Play", exact=True).wait_for()
    stood = paused.step
    paused.page.keyboard.press("ArrowRight")
    paused.at_step(stood + 1)


def test_keys_are_off_while_one_types(paused: Visit) -> None:
    paused.page.locator("#formula-input").focus()
    for key in ("Home", "ArrowRight", "End"):
        paused.page.keyboard.press(key)
    paused.page.locator("#formula-input").blur()
    paused.page.keyboard.press("ArrowRight")
    paused.at_step(11)


def test_the_scrub_bar_moves_the_cursor(paused: Visit) -> None:
    paused.page.locator(".scrub-range").fill("33")
    paused.at_step(33)
    assert paused.page.locator(".scrub-count").inner_text().startswith("33")


def test_a_press_on_a_curve_moves_the_cursor(paused: Visit) -> None:
    chart = paused.page.locator("#curves .chart").first
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": 48 + (box["width"] - 60) / 2, "y": box["height"] / 2})
    paused.at_step(STEPS // 2)


def test_a_click_on_a_path_goes_back_to_that_step_and_beside_it_runs_begin_anew(paused: Visit) -> None:
    left, top = paused.page.evaluate(
        """() => {
          const plot = document.querySelector("#landscape .js-plotly-plot");
          const { x, y } = plot.data.find(({ uid }) => uid.startsWith("run-path"));
          const { left, top, width, height } = plot.getBoundingClientRect();
          const share = (value, [low, high]) => (value - low) / (high - low);
          const { xaxis, yaxis } = plot.layout;
          return [left + share(x[4], xaxis.range) * width, top + (1 - share(y[4], yaxis.range)) * height];
        }"""
    )
    paused.page.mouse.click(left, top)
    paused.at_step(4)
    expect(paused.page.locator("#table tr.is-selected")).to_contain_text("SGD")
    paused.page.mouse.click(left, top + 150)
    expect(paused.page.locator(".start-handle")).not_to_have_attribute("aria-label", "Start: x −7.000, y 2.000")


def test_speed_changes_how_fast_it_plays(paused: Visit) -> None:
    paused.page.get_by_label("Speed").select_option("16")
    paused.transport("play").click()
    paused.at_step(STEPS)
    assert "speed=16" in paused.until("() => location.search.includes('speed=16') && location.search")


def test_at_rest_the_paths_are_ordinary_traces(paused: Visit) -> None:
    paused.until("() => !document.querySelector('.plot-frame').classList.contains('is-moving')")
    drawn = paused.page.evaluate(
        """() => document.querySelector("#landscape .js-plotly-plot").data
          .filter((trace) => trace.uid.startsWith("run-path")).map((trace) => trace.x.length)"""
    )
    assert drawn == [11, 11, 11, 11]
