"""Films and pictures: an animated GIF that another decoder reads, and the surface as the camera sees it."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import Visit, token_of

EXPERIMENT: dict[str, Any] = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 12,
    "seed": 7,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.0075}}],
}
OTHER = EXPERIMENT | {"runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.02}}]}
DECODED = """async (given) => {
  const data = Uint8Array.from(atob(given), (character) => character.charCodeAt(0));
  const decoder = new ImageDecoder({ data, type: "image/gif" });
  await decoder.tracks.ready;
  const { frameCount, repetitionCount } = decoder.tracks.selectedTrack;
  const frames = [];
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex += 1) {
    const { image } = await decoder.decode({ frameIndex });
    const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
    const brush = canvas.getContext("2d");
    brush.drawImage(image, 0, 0);
    const pixels = brush.getImageData(0, 0, canvas.width, canvas.height).data;
    let run = 0;
    for (let at = 0; at < pixels.length; at += 4) run += pixels[at] === 0 && pixels[at + 1] === 0x72 && pixels[at + 2] === 0xb2;
    frames.push({ width: canvas.width, height: canvas.height, delay: image.duration / 10_000, run });
  }
  return { frames, isEndless: repetitionCount === Infinity };
}"""
"""What Chromium's own decoder finds in a GIF; `run`: pixels in the colour of the first run."""


def shared(visit: Visit, **query: Any) -> None:
    visit.open(EXPERIMENT, step=5, lang="en", theme="light", **query)
    visit.has_arrived(12)
    visit.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")
    visit.page.keyboard.press("s")
    expect(visit.page.locator(".share-code")).to_be_visible()


def saved(visit: Visit, button: str) -> bytes:
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_a_gif_shows_every_step_and_another_decoder_reads_it(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    shared(visit)
    film = saved(visit, "Film of the run: GIF")
    visit.at_step(5)  # the cursor is where it was
    assert film.startswith(b"GIF89a")
    assert b"seed 7" in film.lower()
    assert len(film) < 1_000_000
    decoded = visit.page.evaluate(DECODED, base64.b64encode(film).decode())
    frames = decoded["frames"]
    assert decoded["isEndless"]
    assert len(frames) == 13
    assert [frame["delay"] for frame in frames] == [12] * 12 + [200]
    assert len({(frame["width"], frame["height"]) for frame in frames}) == 1
    assert frames[0]["width"] * frames[0]["height"] < 430_000
    drawn = [frame["run"] for frame in frames]
    assert 0 < drawn[0] < drawn[6] < drawn[12], "the path grows from frame to frame"


def test_a_film_can_be_cancelled_and_two_settings_are_one_film(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    shared(visit, beside=token_of(OTHER | {"steps": 12}))
    page = visit.page
    film = saved(visit, "Film of the run: GIF")
    frames = visit.page.evaluate(DECODED, base64.b64encode(film).decode())["frames"]
    assert frames[0]["width"] > 1.5 * frames[0]["height"], "side by side"
    page.keyboard.press("s")
    downloads: list[str] = []
    page.on("download", lambda _: downloads.append("one"))
    page.get_by_role("button", name="Film of the run: WebM").click()
    page.get_by_role("dialog", name="Making the film").get_by_role("button", name="Cancel").click()
    expect(page.locator(".filming")).to_have_count(0)
    assert not downloads


def test_pictures_of_the_surface_follow_the_camera(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    shared(visit, map="surface", camera="20,40")
    first = saved(visit, "Map: PNG")
    assert first.startswith(b"\x89PNG")
    drawing = saved(visit, "Map: SVG")
    assert b"<image" in drawing
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("button", name="Turn to the left").click()
    visit.until("() => location.search.includes('camera=5,40')")
    visit.page.keyboard.press("s")
    assert saved(visit, "Map: PNG") != first
