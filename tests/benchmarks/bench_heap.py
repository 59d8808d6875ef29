"""The script heap of a page that plays a race again and again: what is left after a collection, and how fast that grows.

One minute, or as many as `HEAP_MINUTES` says: QUALITY asks for a flat heap over ten. What a collection leaves swings by a
megabyte with where in a picture it falls; a leak raises the lowest, too. So the lowest of the second half of all samples is
held against that of the first, once the first loops have filled what is filled once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from playwright.sync_api import CDPSession, sync_playwright

from tests.benchmarks.bench_page import RACE, metrics
from tests.benchmarks.measure import Row
from tests.browser.visit import FLAGS, Visit
from tests.conftest import BROWSERS, running_server

MINUTES = float(os.environ.get("HEAP_MINUTES", "1"))
SAMPLES = 20
WARM_UP = 4
MOST_KB_PER_MINUTE = 100.0
_AGAIN_AND_AGAIN = """(seconds) => new Promise((resolve) => {
  const play = document.querySelector('[data-transport="play"]');
  const bar = document.querySelector(".scrub-range");
  const until = performance.now() + 1000 * seconds;
  let loops = 0;
  let isOver = false;
  const look = () => {
    const wasOver = isOver;
    isOver = bar.value === bar.max;
    if (isOver && !wasOver) { loops += 1; play.click(); }
    if (performance.now() > until) resolve(loops);
    else requestAnimationFrame(look);
  };
  play.click();
  look();
})"""
"""In one piece, so that nothing of the measuring adds to the heap."""


def rows() -> Iterator[Row]:
    """The lines of the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log") as server,
        sync_playwright() as driver,
    ):
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        visit = Visit(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), server.base_url)
        minutes, kilobytes, nodes, loops = played(visit)
        browser.close()
    half = SAMPLES // 2
    kb_per_minute = (min(kilobytes[half:]) - min(kilobytes[:half])) / (minutes[-1] / 2)
    what = f"heap over {minutes[-1]:.1f} min, {loops} loops"
    grown = max(kb_per_minute, 0.01)
    yield Row(target="heap", what=what, unit="kB/m", ours=grown, rival="target", theirs=MOST_KB_PER_MINUTE, wanted=1)
    yield Row(target="heap", what="lowest of the second half", unit="MB", ours=min(kilobytes[half:]) / 1000)
    yield Row(target="heap", what="nodes more at the end than then", unit="", ours=nodes[-1] - nodes[0])


def played(visit: Visit) -> tuple[list[float], list[float], list[float], int]:
    """Minutes, kilobytes and nodes of every sample after the warm-up, and how often the race was played."""
    visit.open(RACE, step=0, speed=8)
    visit.has_drawn()
    visit.has_arrived(RACE["steps"])
    chrome = visit.page.context.new_cdp_session(visit.page)
    chrome.send("Performance.enable")
    minutes, kilobytes, nodes, loops, began = [], [], [], 0, monotonic()
    for sample in range(SAMPLES + WARM_UP):
        loops += visit.page.evaluate(_AGAIN_AND_AGAIN, 60 * MINUTES / (SAMPLES + WARM_UP))
        left = _left(chrome)
        if sample >= WARM_UP:
            minutes.append((monotonic() - began) / 60)
            kilobytes.append(left["JSHeapUsedSize"] / 1000)
            nodes.append(left["Nodes"])
    return minutes, kilobytes, nodes, loops


def _left(chrome: CDPSession) -> dict[str, float]:
    """Chromium's figures once nothing is left to collect."""
    chrome.send("HeapProfiler.collectGarbage")
    return metrics(chrome.send("Performance.getMetrics"))
