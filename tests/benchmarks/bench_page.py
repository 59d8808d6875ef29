"""S8 and S9: how smoothly the page moves and how soon it does, in software-rendered Chromium.

The figures are absolute, not ratios, and come from the browser itself: the clock of its frames, and the processor time
its main thread spent in scripts (Chromium's own `ScriptDuration`, in thread ticks: other processes do not count).
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from app.service.presets import FIRST_LEARNING
from tests.benchmarks.measure import Row
from tests.browser.visit import FLAGS, Visit
from tests.conftest import BROWSERS, running_server

SECONDS = 4
COLD_LOADS = 5
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamw")
RACE = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 1000,
    "runs": [{"optimizer": {"name": name, "learning_rate": 0.002}} for name in OPTIMIZERS],
}
_FRAMES = """(seconds) => new Promise((resolve) => {
  const times = [];
  const tick = (now) => {
    times.push(now);
    if (now - times[0] < 1000 * seconds) requestAnimationFrame(tick);
    else resolve(times);
  };
  requestAnimationFrame(tick);
})"""
_UPDATES = """(seconds) => new Promise((resolve) => {
  const veil = document.querySelector("#curves .veil");
  const canvas = document.querySelector("canvas.regions");
  let [frames, curves, regions, last, label] = [0, 0, 0, "", ""];
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    if (this.canvas === canvas) regions += 1;
    return draw.apply(this, given);
  };
  const begun = performance.now();
  const tick = (now) => {
    frames += 1;
    if (veil.style.transform !== last) curves += 1;
    last = veil.style.transform;
    if (now - begun < 1000 * seconds) return void requestAnimationFrame(tick);
    CanvasRenderingContext2D.prototype.drawImage = draw;
    resolve([frames, curves, regions].map((count) => (1000 * count) / (now - begun)));
  };
  requestAnimationFrame(tick);
})"""
"""While a model trains: frames, movements of the curves and pictures of its decisions, each a second."""
_WATCH_THE_MAP = """(() => {
  const DRAWN = "#landscape .contourlayer path";
  const isPainted = () => document.querySelector("#landscape .relief")?.width > 300;  // as a canvas has by itself
  const moved = { painted: new Set(), drawn: new Set() };
  window.mapMoved = {};
  const look = () => {
    const progress = document.querySelector(".scrub-done")?.style.transform;
    const kind = document.querySelector(DRAWN) ? "drawn" : isPainted() ? "painted" : null;
    if (kind && moved[kind].add(progress).size > 2) window.mapMoved[kind] ??= performance.now();
    if (!window.mapMoved.drawn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
"""When walkers are first seen in a third place on the map that the page paints itself, and on Plotly's."""


def rows() -> Iterator[Row]:
    """The lines of the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log") as server,
        sync_playwright() as driver,
    ):
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        rate, script_ms, worst_ms = moving(browser, server.base_url)
        frame = f"8 × 1,000 steps: frame ({rate:.0f}/s)"
        yield Row(target="S8", what=frame, unit="ms", ours=1000 / rate, rival="55 frames/s", theirs=1000 / 55, wanted=1)
        yield Row(target="S8", what="script in it", unit="ms", ours=script_ms, rival="target", theirs=4.0, wanted=1)
        yield Row(target="S8", what="slowest frame of a hundred", unit="ms", ours=worst_ms)
        rates, script_ms = learning(browser, server.base_url)
        yield Row(
            target="S8",
            what=f"a network trains: curve update ({rates[1]:.0f}/s)",
            unit="ms",
            ours=1000 / rates[1],
            rival="30 updates/s",
            theirs=1000 / 30,
            wanted=1,
        )
        loads = [cold_load(browser, server.base_url) for _ in range(COLD_LOADS)]
        first, drawn = (statistics.median(seconds) for seconds in zip(*loads, strict=True))
        yield Row(
            target="S9", what="cold load to a moving map", unit="s", ours=first, rival="target", theirs=2.5, wanted=1
        )
        yield Row(target="S9", what="the same map drawn by Plotly", unit="s", ours=drawn)
        browser.close()


def moving(browser: Browser, base_url: str) -> tuple[float, float, float]:
    """Frames a second while the large race plays, script milliseconds per frame, and the 99th percentile of frames."""
    visit = Visit(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), base_url)
    visit.open(RACE, step=0, speed=2)
    visit.has_drawn()
    visit.has_arrived(RACE["steps"])
    visit.transport("play").click()
    visit.past_step(20)
    chrome = visit.page.context.new_cdp_session(visit.page)
    chrome.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = metrics(chrome.send("Performance.getMetrics"))
    times = visit.page.evaluate(_FRAMES, SECONDS)
    after = metrics(chrome.send("Performance.getMetrics"))
    gaps = sorted(later - sooner for sooner, later in pairwise(times))
    rate = 1000 * (len(times) - 1) / (times[-1] - times[0])
    script_ms = 1000 * (after["ScriptDuration"] - before["ScriptDuration"]) / len(times)
    visit.page.context.close()
    return rate, script_ms, gaps[int(0.99 * len(gaps))]


def learning(browser: Browser, base_url: str) -> tuple[list[float], float]:
    """While the spiral network trains, from its first step: frames, curve updates and decision pictures a second; and the
    milliseconds of script per frame."""
    visit = Visit(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), base_url)
    visit.open(FIRST_LEARNING, step=0)
    visit.until(
        "() => document.querySelectorAll('#curves .is-drawn').length === 2 && document.querySelector('.regions')"
    )
    visit.transport("play").click()
    visit.past_step(1)
    chrome = visit.page.context.new_cdp_session(visit.page)
    chrome.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = metrics(chrome.send("Performance.getMetrics"))
    rates: list[float] = visit.page.evaluate(_UPDATES, SECONDS)
    after = metrics(chrome.send("Performance.getMetrics"))
    script_ms = 1000 * (after["ScriptDuration"] - before["ScriptDuration"]) / (rates[0] * SECONDS)
    visit.page.context.close()
    return rates, script_ms


def cold_load(browser: Browser, base_url: str) -> tuple[float, float]:
    """Seconds from asking for the page, with an empty cache, to a map on which walkers move, and until Plotly draws it."""
    visit = Visit(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), base_url)
    visit.page.add_init_script(_WATCH_THE_MAP)
    visit.open()
    drawn: float = visit.until("() => window.mapMoved.drawn")
    painted: float = visit.page.evaluate("window.mapMoved.painted ?? window.mapMoved.drawn")
    visit.page.context.close()
    return painted / 1000, drawn / 1000


def metrics(answer: dict[str, list[dict[str, float]]]) -> dict[str, float]:
    """Chromium's figures by their names."""
    return {str(metric["name"]): metric["value"] for metric in answer["metrics"]}
