"""Every layout × theme × language, and the main states, as pictures to look at: python docs/screenshots.py [FOLDER].

They go into FOLDER (screenshots/, which git ignores), with index.html and contact-sheet.png to see them all at once.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from app.service.presets import FIRST_LEARNING  # noqa: E402
from tests.browser.visit import FLAGS, Visit, token_of  # noqa: E402
from tests.conftest import BROWSERS, running_server  # noqa: E402

LANGUAGES = ("en", "ja")
LAYOUTS = {"desktop": (1440, 900), "projector": (1280, 720), "tablet": (1024, 768), "phone": (390, 844)}
STEP = 44
STYLE = """
body { font: 13px sans-serif; display: flex; flex-wrap: wrap; gap: 16px }
figure { margin: 0 }
img { height: 300px; border: 1px solid #999 }
"""
DIVERGING = {
    "objective": {"expression": "x^2/20 + y^2", "domain": [[-8, 8], [-4, 4]]},
    "start": [-7, 2],
    "steps": 400,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 1.5}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}},
    ],
}
TEN = {
    "objective": {"name": "styblinski_tang", "dimension": 10},
    "steps": 60,
    "runs": [{"optimizer": {"name": "momentum"}}, {"optimizer": {"name": "adam", "learning_rate": 0.2}}],
}
FASTER = DIVERGING | {"runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.9}}, DIVERGING["runs"][1]]}
SCENES: dict[str, tuple[dict[str, Any], dict[str, str | int], str]] = {
    "divergence": (DIVERGING, {"step": 400}, ".fates :not(:empty)"),
    "comparison": (DIVERGING, {"step": 20, "beside": token_of(FASTER)}, "#table-b tbody td"),
    "learning": (FIRST_LEARNING, {"step": 150}, "canvas.regions"),
    "activations": (
        FIRST_LEARNING,
        {"step": 150, "stage": "activations"},
        ".layer-row",
    ),
    "slice": (FIRST_LEARNING, {"step": 300, "stage": "slice"}, ".slice-runs > li"),
    "ten-coordinates": (
        TEN,
        {"step": 60, "stage": "slice", "slice": "axis.2,pca"},
        ".slice-runs > li",
    ),
}
"""What else is worth looking at: an experiment, choices of the URL, and what has to be there before the picture is taken."""


def formula_error(page: Page) -> None:
    page.locator("#formula-input").fill("x^2/20 + y^^2")
    page.locator(".formula-offence").wait_for()


def gallery(page: Page) -> None:
    page.locator("#gallery").click()
    page.wait_for_function(
        """() => {
          const cards = [...document.querySelectorAll(".preset")].slice(0, 3);
          return cards.length > 0 && cards.every((card) => card.dataset.drawn);
        }"""
    )


def share(page: Page) -> None:
    page.locator("[data-action=share]").click()
    page.locator(".share-code").wait_for()
    page.wait_for_function("() => document.querySelector('.share-qr img').naturalWidth > 0")


def help_with_keys(page: Page) -> None:
    page.locator("[data-action=help]").click()
    page.get_by_role("dialog").wait_for()


def race(page: Page) -> None:
    if page.locator(".sheet-open").is_visible():
        page.locator(".sheet-open").click()
    page.locator(".race-open").filter(visible=True).click()
    page.locator("#race-budget").fill("60")
    page.locator(".race button[type=submit]").click()
    page.locator(".race tbody tr td").first.wait_for()


def surface(page: Page) -> None:
    page.locator("#landscape [data-value=surface]").click()
    page.locator("canvas.surface-ground").wait_for(state="attached")


STATES: dict[str, Callable[[Page], None]] = {
    "surface": surface,
    "gallery": gallery,
    "share": share,
    "help": help_with_keys,
    "race": race,
    "formula-error": formula_error,
}


def main() -> None:
    """All pictures, and the page that shows them together."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with _browser() as (browser, address):
        taken = [*layouts(browser, address, folder), *states(browser, address, folder)]
        sheet = folder / "index.html"
        figures = "".join(
            f'<figure><img src="{name}.png" alt=""><figcaption>{name}</figcaption></figure>' for name in taken
        )
        sheet.write_text(f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{figures}', encoding="utf-8")
        page = browser.new_page(viewport={"width": 1900, "height": 1000})
        page.goto(sheet.resolve().as_uri())
        page.screenshot(path=folder / "contact-sheet.png", full_page=True)
    print(f"{len(taken)} pictures in {folder}")


def layouts(browser: Browser, address: str, folder: Path) -> Iterator[str]:
    """The first visit, paused, in every layout, language and theme."""
    for language in LANGUAGES:
        for layout, (width, height) in LAYOUTS.items():
            visit = _opened(browser, address, width, height, lang=language, step=STEP)
            yield _taken(visit.page, folder, f"{layout}-light-{language}")
            visit.page.keyboard.press("d")
            visit.until("() => document.documentElement.dataset.theme === 'dark'")
            yield _taken(visit.page, folder, f"{layout}-dark-{language}")
            visit.page.context.close()
        visit = _opened(browser, address, 1280, 720, lang=language, step=STEP, projector=1)
        yield _taken(visit.page, folder, f"projected-light-{language}")
        visit.page.keyboard.press("d")
        visit.until("() => document.documentElement.dataset.theme === 'dark'")
        yield _taken(visit.page, folder, f"projected-dark-{language}")
        visit.page.context.close()


def states(browser: Browser, address: str, folder: Path) -> Iterator[str]:
    """What opens, in English on a desktop and in Japanese on a phone in the dark; then some scenes."""
    for layout, language, theme in (("desktop", "en", "light"), ("phone", "ja", "dark")):
        width, height = LAYOUTS[layout]
        for name, reach in STATES.items():
            visit = _opened(browser, address, width, height, lang=language, theme=theme, step=STEP)
            reach(visit.page)
            yield _taken(visit.page, folder, f"{name}-{layout}-{language}")
            visit.page.context.close()
        for name, (experiment, choices, awaited) in SCENES.items():
            visit = _visit(browser, address, width, height)
            visit.open(experiment, lang=language, theme=theme, **choices)
            visit.page.locator(awaited).first.wait_for(state="attached")
            visit.has_arrived(experiment["steps"])
            visit.page.wait_for_load_state("networkidle")
            yield _taken(visit.page, folder, f"{name}-{layout}-{language}")
            visit.page.context.close()


@contextmanager
def _browser() -> Iterator[tuple[Browser, str]]:
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "server.log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser, server.base_url
        browser.close()


def _visit(browser: Browser, address: str, width: int, height: int) -> Visit:
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    return Visit(context.new_page(), address)


def _opened(browser: Browser, address: str, width: int, height: int, **query: str | int) -> Visit:
    visit = _visit(browser, address, width, height)
    visit.open(None, **query)
    visit.has_drawn()
    visit.at_step(STEP)
    return visit


def _taken(page: Page, folder: Path, name: str) -> str:
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.screenshot(path=folder / f"{name}.png")
    print(name, flush=True)
    return name


if __name__ == "__main__":
    main()
