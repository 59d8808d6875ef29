"""Learning on the page: the switch to it, the data with what is decided, curves with gaps, looks inside, one's own table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS, violations
from tests.browser.visit import Visit

SPIRAL: Mapping[str, Any] = {
    "objective": {
        "model": {"name": "mlp", "hidden": [20], "activation": "relu", "initializer": {"name": "he"}},
        "dataset": {"name": "spiral", "points": 40, "validation": 0.25},
        "loss": {"name": "softmax_cross_entropy", "l2": 0.001},
    },
    "steps": 60,
    "batch": {"size": 30, "sampling": "partition"},
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}, {"optimizer": {"name": "adam"}}],
}
PAINTED = """(selector) => [...document.querySelectorAll(selector)].filter((canvas) => {
  if (canvas.width === 0) return false;
  const copy = new OffscreenCanvas(32, 32).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0, 32, 32);
  return copy.getImageData(0, 0, 32, 32).data.some((part, at) => at % 4 === 3 && part > 0);
}).length"""
"""How many of some canvases are not empty."""


def with_data(dataset: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """The same experiment about another data set."""
    return dict(SPIRAL) | {"objective": SPIRAL["objective"] | {"dataset": dataset}} | more


def open_learning(visit: Visit, experiment: Mapping[str, Any] = SPIRAL, **query: Any) -> None:
    """Open it at its end, with everything there."""
    visit.open(experiment, step=experiment["steps"], **query)
    visit.has_arrived(experiment["steps"])


def shown(page: Page, stage: str) -> None:
    """Choose what stands on the stage."""
    page.locator(f'#learning-stage [data-value="{stage}"]').click()
    expect(page.locator(f"#learning-stage .stage-body.is-{stage}")).to_be_visible()


def test_one_switch_leads_to_a_network_that_learns_and_back(visit: Visit) -> None:
    visit.open()
    visit.page.locator("#mode [data-value=learning]").click()
    visit.until(f"() => ({PAINTED})('canvas.regions') === 1 && ({PAINTED})('canvas.points') === 1")
    expect(visit.page.locator("#problem-line")).to_contain_text("2 → 100 → 3")
    expect(visit.page.locator("#formula-input")).to_be_hidden()
    visit.past_step(3)
    visit.transport("play").click()
    visit.page.keyboard.press("c")
    expect(visit.page.locator("#notice > .notice")).to_contain_text("Comparing two settings is for functions.")
    assert "e=" in visit.page.url
    visit.page.go_back()
    expect(visit.page.locator("#formula-input")).to_be_visible()
    visit.page.locator("#mode [data-value=learning]").click()
    visit.page.locator("[data-history=undo]").click()
    expect(visit.page.locator("#landscape .plot-frame")).to_be_visible()
    visit.page.locator("[data-history=redo]").click()
    expect(visit.page.locator("#learning-stage .plot-frame")).to_be_visible()


def test_runs_stand_side_by_side_with_their_accuracy_and_validation(visit: Visit) -> None:
    open_learning(visit, regions="all", figure="update_ratio")
    visit.until(f"() => ({PAINTED})('canvas.regions') === 2")
    expect(visit.page.locator(".region-quality").first).to_contain_text("%")
    assert visit.page.locator("#table thead th").all_inner_texts()[1:] == [
        *("loss", "accuracy", "val. loss", "val. acc.", "status")
    ]
    visit.until("() => document.querySelectorAll('#curves .js-plotly-plot').length === 2")
    traces = visit.page.evaluate(
        """() => [...document.querySelectorAll("#curves .js-plotly-plot")]
          .map(({ data }) => data.map(({ x, mode }) => [x.length, mode]))"""
    )
    epochs = 60 // 3
    assert [count for count, _ in traces[0]] == [61, 61, *[epochs + 1] * 4], "batches at every step, the rest per epoch"
    assert {mode for _, mode in traces[0][2:]} == {"lines+markers"}, (
        "evaluations are marked, nothing is made up between"
    )
    assert len(traces[1]) == 2, "a line for each layer of the run in focus"


def test_every_look_inside_says_what_it_sees(visit: Visit) -> None:
    open_learning(visit, stage="activations")
    page = visit.page
    expect(page.locator(".layer-row")).to_have_count(2)
    assert page.locator(".layer-row").first.locator(".bar").count() == 40
    shown(page, "start")
    expect(page.locator('.beginning[data-fate="alike"]')).to_have_count(1)
    page.get_by_role("button", name="Begin with Constant").click()
    expect(page.locator(".beginning.is-own h2")).to_have_text("Constant")
    visit.has_arrived(60)
    shown(page, "gradients")
    visit.transport("end").click()
    expect(page.locator(".check-verdict")).to_be_visible()
    expect(page.locator(".check tbody tr")).to_have_count(4)
    shown(page, "epoch")
    expect(page.locator(".epoch-frame")).to_have_attribute(
        "aria-label", "90 of 90 examples have been used in this epoch, 30 of them in this batch; none more than 1 times"
    )
    heading_and_picture_are_of_one_epoch(visit)


def heading_and_picture_are_of_one_epoch(visit: Visit) -> None:
    """While the order of the epoch at the cursor is on its way the last one stands, under its own name."""
    page = visit.page
    head = page.locator(".is-epoch .stage-head")
    expect(head).to_have_text("Epoch 20, batch 3 of 3")
    held: list[Route] = []
    page.route("**/api/v1/batches*", lambda route: held.append(route))  # noqa: PLW0108 (no function of Python)
    visit.transport("start").click()
    expect(head).to_have_text("Epoch 20, batch 1 of 3")
    expect(page.locator(".epoch-frame")).to_have_attribute("aria-label", re.compile("30 of 90 examples"))
    for route in held:
        route.continue_()
    page.unroute("**/api/v1/batches*")
    expect(head).to_have_text("Epoch 1, batch 1 of 3")
    page.get_by_text("Training", exact=True).click()
    page.get_by_label("mini-batches").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Train in mini-batches of 32").press("Enter")
    expect(page.locator(".stage-body.is-epoch")).to_be_focused()
    expect(head).to_have_text(re.compile("^Epoch"))


def kept(visit: Visit, tmp_path: Path, button: str) -> str:
    """The text of a file that the dialog gives, which is closed again."""
    page = visit.page
    page.keyboard.press("s")
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    download.value.save_as(tmp_path / download.value.suggested_filename)
    page.keyboard.press("Escape")
    return (tmp_path / download.value.suggested_filename).read_text("utf-8")


def test_what_stands_on_the_stage_can_be_kept_with_its_words(visit: Visit, tmp_path: Path) -> None:
    open_learning(visit, stage="gradients", lang="ja")
    page = visit.page
    expect(page.locator(".check-verdict")).to_be_visible()
    picture = kept(visit, tmp_path, "表示中の図: SVG")
    verdict = page.locator(".check-verdict").inner_text()
    assert all(words in picture for words in ("らせん · 2 → 20 → 3", "勾配", verdict[:12], "ステップ 60", "<path"))
    shown(page, "data")
    visit.until(f"() => ({PAINTED})('canvas.regions') === 1 && ({PAINTED})('canvas.points') === 1")
    expect(page.locator(".region-quality")).to_contain_text("%")
    picture = kept(visit, tmp_path, "表示中の図: SVG")
    assert page.locator(".region-quality").inner_text() in picture
    assert picture.count("<image") == 2
    assert picture.count("<svg") == 1 + page.locator(".region-title svg, .class-legend li svg").count()
    shown(page, "slice")
    expect(page.locator(".slice-runs li")).to_have_count(2)
    picture = kept(visit, tmp_path, "表示中の図: SVG")
    assert all(
        words in picture for words in (page.locator(".slice-what").inner_text()[:16], "到達範囲", "SGD", "主成分 1")
    )
    page.keyboard.press("s")
    expect(page.get_by_text("学習の様子は画像で保存できます")).to_be_visible()
    expect(page.get_by_role("button", name="動画: GIF")).to_be_hidden()


CRAMPED = """() => {
  const line = document.querySelector(".problem-line").getBoundingClientRect();
  return [...document.querySelectorAll(".problem-line > *")].filter((part) => part.checkVisibility())
    .map((part) => [part.getBoundingClientRect(), part.scrollWidth])
    .filter(([box, width]) => box.top < line.bottom && box.width + 1 < Math.min(width, 100)).length;
}"""
"""How many parts of the line in the header show, but less than a word of themselves."""


def test_tabs_without_room_stay_in_one_row_and_an_arrow_says_that_more_wait(visit: Visit) -> None:
    open_learning(visit)
    page = visit.page
    tabs = page.locator("#learning-stage > .toolbar > .segmented").first
    for width, waiting in ((1440, ""), (1024, "behind"), (390, "behind")):
        visit.resize(width, 844)
        expect(tabs).to_have_attribute("data-more", waiting)
        box = tabs.bounding_box()
        assert box is not None
        assert box["height"] < 36
        assert page.evaluate(CRAMPED) == 0
    shown(page, "sharpness")
    expect(tabs).to_have_attribute("data-more", "before")
    tabs.hover()
    page.mouse.wheel(0, -1000)
    expect(tabs).to_have_attribute("data-more", "behind")
    page.keyboard.press("s")
    codes = page.locator(".share-kinds > .segmented")
    expect(codes).to_have_attribute("data-more", "")  # all of them at 390 px
    visit.resize(320, 640)
    expect(codes).to_have_attribute("data-more", "behind")


def test_a_setting_of_the_data_or_the_model_trains_anew(visit: Visit) -> None:
    open_learning(visit)
    before = visit.losses()
    visit.page.get_by_role("button", name="add a layer").click()
    expect(visit.page.locator("#problem-line")).to_contain_text("2 → 20 → 20 → 3")
    visit.until("(before) => document.querySelector('#table tbody td').textContent !== before", before[0])
    visit.page.locator("#problem-panel .picker-button").first.click()
    visit.page.keyboard.type("noisy sine")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#problem-line")).to_contain_text("Mean squared error")
    visit.until(
        "() => document.querySelector('.region')?.getAttribute('aria-label')?.includes('45 examples and the curves')"
    )
    expect(visit.page.locator(".rates-chosen")).to_contain_text("Rates chosen for this problem.")
    expect(visit.page.locator("#table")).not_to_contain_text("diverged")


def test_a_network_that_is_too_large_is_refused_with_its_size_and_the_limit(visit: Visit) -> None:
    visit.open(
        SPIRAL | {"objective": SPIRAL["objective"] | {"model": {"name": "mlp", "hidden": [4096, 4096]}}}, lang="en"
    )
    expect(visit.page.locator("#learning-stage .refusal")).to_contain_text(
        "16,805,891 parameters, the limit is 1,000,000"
    )
    expect(visit.page.locator(".stage-wait")).to_have_count(0)


def test_of_missing_files_the_command_is_told_and_digits_step_in(visit: Visit) -> None:
    visit.open(with_data({"name": "mnist"}), step=0)
    expect(visit.page.locator(".missing code")).to_have_text("thalweg data get mnist")
    visit.page.get_by_role("button", name="Use the digits meanwhile").click()
    expect(visit.page.locator(".images canvas").first).to_be_visible()
    expect(visit.page.locator(".region-quality")).to_contain_text("of 1")


def test_ones_own_table_is_refused_with_its_line_and_learned_once_it_is_right(visit: Visit) -> None:
    open_learning(visit)
    page = visit.page
    page.get_by_role("button", name="Use your own data").click()
    page.locator("#own-table").fill("a,b,label\n1,2,x\n2,oops,y\n")
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator("#own-error")).to_contain_text("line 3")
    page.locator("#own-table").fill("a,b,label\n" + "1,2,x\n2,1,y\n3,2,x\n2,3,y\n" * 4)
    page.get_by_role("button", name="Use this data").click()
    expect(page.locator("dialog.own")).to_be_hidden()
    expect(page.locator(".class-legend")).to_contain_text("y")


@pytest.mark.parametrize(("device", "theme", "language"), [("desktop", "light", "en"), ("phone", "dark", "ja")])
def test_learning_has_no_violations(open_visit: OpenVisit, device: str, theme: str, language: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    open_learning(visit, theme=theme, lang=language)
    visit.until(f"() => ({PAINTED})('canvas.regions') === 1")
    found = violations(visit.page, "data")
    for stage in ("activations", "start", "gradients", "epoch"):
        shown(visit.page, stage)
        visit.page.wait_for_function("() => document.querySelector('.stage-body').textContent.length > 80")
        found += violations(visit.page, stage, "#learning-stage")
    if device == "phone":
        visit.page.locator(".sheet-open").click()
    visit.page.evaluate(
        "() => document.querySelectorAll('#problem-panel details').forEach((part) => (part.open = true))"
    )
    found += violations(visit.page, "controls", "#controls")
    assert not found, "\n".join(found)
