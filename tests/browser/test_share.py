"""Sharing: links for friends, lectures and frames, code to paste, files to keep."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import VIEWPORTS, violations
from tests.browser.test_chrome_layout import IS_READ
from tests.browser.visit import Visit

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 12,
    "seed": 7,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.0075}},
        {"optimizer": {"name": "lion", "learning_rate": 0.1}},
    ],
}


def opened(visit: Visit, **query: str | int) -> Page:
    """The share dialog, with its code written."""
    visit.open(EXPERIMENT, **{"step": 5} | query)
    visit.has_drawn()
    visit.has_arrived(12)
    visit.page.keyboard.press("s")
    expect(visit.page.locator(".share-code")).to_be_visible()
    return visit.page


def test_the_link_opens_what_was_seen_with_or_without_controls(open_visit: OpenVisit) -> None:
    visit = open_visit()
    page = opened(visit, speed=4, theme="dark")
    address = page.get_by_role("textbox", name="Link")
    expect(address).to_be_focused()
    seen = visit.positions()
    whole = address.input_value()
    visit.until("() => document.querySelector('.share-qr img').naturalWidth > 0")
    page.get_by_role("button", name="Without controls").click()
    visit.until("(before) => document.querySelector('.share-address').value !== before", whole)
    query = parse_qs(urlsplit(address.input_value()).query)
    assert (query["controls"], query["speed"], query["theme"], query["step"]) == (["hidden"], ["4"], ["dark"], ["5"])
    page.keyboard.press("Escape")
    expect(page.locator("dialog.share")).to_be_hidden()
    again = open_visit()
    again.page.goto(f"{visit.base_url}/?{urlsplit(whole).query}&controls=hidden")
    again.has_arrived(12)
    again.at_step(5)
    assert again.positions() == seen
    expect(again.page.locator("#controls")).to_be_hidden()
    again.page.get_by_role("button", name="Show the controls").click()
    expect(again.page.locator("#controls")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "nobody else can open"), ("ja", "ほかの人はリンクを開けません")]
)
def test_a_room_reads_the_code_from_the_back_and_the_focus_comes_back(visit: Visit, language: str, words: str) -> None:
    page = opened(visit, lang=language, show="arrows,curvature")
    expect(page.locator(".share .only-here")).to_contain_text(words)
    link = page.locator(".share-address").input_value()
    screen, small = page.locator(".qr-screen"), page.locator(".share-qr-code")
    for opens, closes in ((small, None), (page.locator(".share-qr .link-button"), screen.locator("img"))):
        opens.click()
        visit.until("() => document.querySelector('.qr-screen > img')?.naturalWidth > 0")
        assert screen.locator(".qr-address").inner_text() == link
        expect(screen).to_contain_text(words)
        sides = "() => { const { width, height } = document.querySelector('.qr-screen > img').getBoundingClientRect();"
        assert page.evaluate(f"{sides} return Math.min(width, height) > 0.75 * innerHeight; }}")
        assert page.evaluate("() => document.querySelector('.qr-screen').scrollHeight <= innerHeight")
        if closes:
            closes.click()
        else:
            page.keyboard.press("Escape")
        expect(screen).to_have_count(0)
        expect(opens).to_be_focused()
    expect(page.locator("dialog.share")).to_be_visible()


def test_code_is_written_without_what_there_is_none_for_and_the_reason_said(visit: Visit) -> None:
    page = opened(visit)
    code = page.locator(".share-code")
    hint = page.locator(".share-part", has=code).get_by_role("status").last
    assert code.inner_text().startswith("curl 'http")
    page.get_by_role("button", name="PyTorch").click()
    expect(hint).to_contain_text("Left out: Lion. PyTorch has no Lion that takes the same path. Needs PyTorch alone")
    expect(code).to_contain_text("# Left out: Lion. PyTorch has no Lion that takes the same path.")
    page.get_by_role("button", name="NumPy").click()
    expect(hint).not_to_contain_text("Lion")
    expect(code).to_contain_text("class Lion:")
    page.get_by_role("button", name="Jupyter").click()
    expect(code).to_contain_text("embed=1")
    expect(page.get_by_text("THALWEG_FRAME_ANCESTORS")).to_be_visible()


def test_files_hold_the_numbers_and_the_pictures(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit)

    def kept(button: str) -> Path:
        with page.expect_download() as download:
            page.get_by_role("button", name=button, exact=True).click()
        target = tmp_path / download.value.suggested_filename
        download.value.save_as(target)
        return target

    table = kept("Numbers of all steps: CSV")
    assert table.name == "thalweg-himmelblau-seed-7.csv"
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    whole = json.loads(kept("Numbers of all steps: JSON").read_text("utf-8"))
    assert [float(row["x"]) for row in rows] == [x for run in whole["runs"] for x, _ in run["position"]]
    assert whole["experiment"]["seed"] == 7
    assert whole["permalink"]
    picture = kept("Map: SVG").read_text("utf-8")
    for words in ("Himmelblau", "seed 7", "SGD", "Lion"):
        assert words in picture
    curve = kept("Loss curve: SVG").read_text("utf-8")
    for words in ("Loss f", "step", "SGD", 'class="legendpoints"', "scatterpts"):
        assert words in curve
    assert kept("Loss curve: PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("map_kind", ["contour", "surface"])
def test_the_run_is_filmed_while_it_plays(visit: Visit, tmp_path: Path, map_kind: str) -> None:
    visit.open(EXPERIMENT, step=5, speed=16, map=map_kind)
    visit.has_arrived(12)
    visit.until("() => document.querySelector('#landscape .contourlayer path, canvas.surface-ground')")
    page = visit.page
    page.keyboard.press("s")
    with page.expect_download() as download:
        page.get_by_role("button", name="Film of the run: WebM").click()
    expect(page.locator("dialog.share")).to_be_hidden()
    target = tmp_path / download.value.suggested_filename
    download.value.save_as(target)
    assert target.name == "thalweg-himmelblau-seed-7.webm"
    assert target.read_bytes()[:4] == b"\x1aE\xdf\xa3", "the head of a Matroska file"
    assert target.stat().st_size > 1000


def test_a_frame_shows_map_and_transport_and_the_way_out(visit: Visit) -> None:
    visit.open(EXPERIMENT, step=5, embed=1)
    visit.has_drawn()
    for width, height in ((960, 600), (500, 400)):
        visit.resize(width, height)
        for hidden in (".header", "#controls", "#table", "#landscape .toolbar"):
            expect(visit.page.locator(hidden)).to_be_hidden()
        expect(visit.transport("play")).to_be_in_viewport(ratio=1)
        assert visit.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    legend = visit.page.locator("#run-legend li")
    assert [line.split() for line in legend.all_inner_texts()] == [
        [name, loss] for name, loss in zip(["SGD", "Lion"], visit.losses(), strict=True)
    ]
    way_out = visit.page.get_by_role("link", name="Open in Thalweg")
    way_out.focus()
    visit.until("() => !document.querySelector('.embed-link').href.includes('embed')")


_BOXES = """() => {
  const box = (part) => document.querySelector(part).getBoundingClientRect();
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  const [a, b] = ["#landscape .plot-frame", "#landscape-b .plot-frame"].map(box);
  const link = box(".embed-link");
  const others = [a, b, ...[".compare-caption", "#run-legend-b", "[data-transport=end]", ".scrub-range"].map(box)];
  return { sizes: [a.width - b.width, a.height - b.height], least: Math.min(a.width, a.height, b.width),
           isSideBySide: a.right < b.left, isLow: link.bottom <= innerHeight, isClear: others.every((one) => apart(one, link)) };
}"""


def test_two_settings_in_a_frame_stand_beside_each_other_and_nothing_covers_them(visit: Visit) -> None:
    visit.open(f="himmelblau", steps=12, step=5, run="sgd,0.0075", **{"b.run": "sgd,0.02"}, embed=1, lang="ja")
    visit.until("() => document.querySelectorAll('.landscape .js-plotly-plot .contourlayer path').length > 10")
    for width, height, least in ((1000, 700, 300), (800, 600, 220), (640, 400, 220), (390, 700, 150)):
        visit.resize(width, height)
        boxes = visit.page.evaluate(_BOXES)
        assert max(map(abs, boxes["sizes"])) < 2, (width, boxes)
        assert boxes["least"] > least, (width, boxes)
        assert boxes["isSideBySide"] == (width > 560)
        assert boxes["isLow"], (width, boxes)
        assert boxes["isClear"], (width, boxes)
        assert visit.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    of_a, of_b = (visit.page.locator(f"{legend} li").inner_text() for legend in ("#run-legend", "#run-legend-b"))
    assert of_a.split()[0] == of_b.split()[0] == "SGD"
    assert of_a != of_b, "each shows the loss of its own setting"
    assert violations(visit.page, "a legend", "#run-legend-b") == []


def test_the_projector_reads_from_the_last_row(visit: Visit) -> None:
    visit.open(EXPERIMENT, step=5, projector=1)
    visit.has_drawn()
    visit.resize(1280, 720)
    assert visit.page.evaluate("() => getComputedStyle(document.body).fontSize") == "20px"
    assert visit.page.evaluate(IS_READ), "the formula is cut"
    expect(visit.page.locator("#controls")).to_be_hidden()
    path = (
        "() => document.querySelector('#landscape .js-plotly-plot').data.find(({ uid }) => uid.startsWith('run-path'))"
    )
    assert visit.page.evaluate(f"{path}.line.width") == 4
    opacity = "([part, wanted]) => getComputedStyle(document.querySelector(part)).opacity === wanted"
    for part in (".transport", ".toolbar", ".header-links"):
        visit.until(opacity, [part, "0"])
    visit.page.mouse.move(300, 300)
    for part in (".transport", ".toolbar", ".header-links"):
        visit.until(opacity, [part, "1"])
    visit.until(opacity, [".transport", "0"])  # nobody has moved for some seconds


@pytest.mark.parametrize(("language", "theme", "device"), [("en", "light", "desktop"), ("ja", "dark", "phone")])
def test_the_dialog_has_no_violations(open_visit: OpenVisit, language: str, theme: str, device: str) -> None:
    visit = open_visit(viewport=VIEWPORTS[device], reduced_motion="reduce")
    page = opened(visit, lang=language, theme=theme)
    found = violations(page, "code", "dialog.share")
    page.get_by_role("button", name="PyTorch").click()
    found += violations(page, "a reason instead of code", "dialog.share")
    page.locator(".share-qr-code").click()
    assert not found + violations(page, "the large QR code", ".qr-screen")
