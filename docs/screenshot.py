"""Takes the picture of README.md anew: python docs/screenshot.py (after `make test`, which brings the browser)."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from tests.conftest import BROWSERS, running_server  # noqa: E402

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
STEP = 44


def main() -> None:
    """The first visit, paused where the four paths have come apart."""
    browser_path = next(filter(None, map(shutil.which, BROWSERS)))
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "server.log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", color_scheme="light")
        page.goto(f"{server.base_url}/?step={STEP}")
        page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")
        page.wait_for_function(f"() => document.querySelector('#table')?.textContent.includes('{STEP}')")
        page.wait_for_function(f"() => document.querySelector('.scrub-range')?.value === '{STEP}'")
        page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        page.screenshot(path=CHECKOUT / "docs" / "screenshot.png")
        browser.close()


if __name__ == "__main__":
    main()
