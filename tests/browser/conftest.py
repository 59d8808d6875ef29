"""Real Chromium on a real server: `visit` is a page that fails its test if anything went wrong on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.profile import page_alone, page_of, suits
from tests.browser.visit import FLAGS, Visit
from tests.conftest import RunningServer

DESKTOP = {"width": 1440, "height": 900}
THRIFT = ("--process-per-site", "--renderer-process-limit=1", "--js-flags=--no-flush-bytecode")
"""One process for the pages of a profile, that keeps what it has compiled: a page opens in three quarters of the time."""
OpenVisit = Callable[..., Visit]


@pytest.fixture(scope="session")
def profile(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One profile on disk for most visits: scripts once read and compiled (Plotly: a second) are there for the next one."""
    with sync_playwright() as playwright:
        folder = tmp_path_factory.mktemp("profile")
        profile = playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium_path, args=[*FLAGS, *THRIFT], viewport=DESKTOP
        )
        yield profile
        profile.close()


@pytest.fixture(scope="session")
def browser(profile: BrowserContext) -> Browser:
    """One browser for all tests; a context of its own is a new profile, with nothing in its cache."""
    assert profile.browser
    return profile.browser


@pytest.fixture
def open_visit(profile: BrowserContext, browser: Browser, server: RunningServer) -> Iterator[OpenVisit]:
    """Visits with settings of their own: `open_visit(base_url=…, reduced_motion="reduce", viewport={…})`.

    The first one is a page of the common profile, where its settings allow that; every other has its own profile.
    """
    with ExitStack() as pages:
        visits: list[Visit] = []

        def open_one(base_url: str | None = None, **settings: Any) -> Visit:
            if visits or not suits(settings):
                page = page_alone(browser.new_context(**{"viewport": DESKTOP, **settings}))
            else:
                page = page_of(profile, settings)
            visits.append(Visit(pages.enter_context(page), base_url or server.base_url))
            return visits[-1]

        yield open_one
        verdicts = [complaint for visit in visits for complaint in visit.verdict()]
    assert not verdicts, "\n".join(verdicts)


@pytest.fixture(scope="module")
def shared_visit(profile: BrowserContext, server: RunningServer) -> Iterator[Visit]:
    """One desktop page for all tests of a module that do not mind what the others did on it."""
    with page_of(profile, {}) as page:
        visit = Visit(page, server.base_url)
        yield visit
        verdict = visit.verdict()
    assert not verdict, "\n".join(verdict)


@pytest.fixture
def visit(open_visit: OpenVisit) -> Visit:
    """A desktop page, not opened yet."""
    return open_visit()


@pytest.fixture(scope="module")
def call(shared_visit: Visit) -> Any:
    """`call("state/playback.js", "(module, given) => …", given)` in a page of the server."""
    shared_visit.page.goto(f"{shared_visit.base_url}/api")
    home = re.search(r"/static/\w+/", shared_visit.page.content())
    assert home

    def run(module: str, body: str, given: Any = None) -> Any:
        address = f"{home[0]}js/{module}"
        return shared_visit.page.evaluate(
            f"async ([address, given]) => ({body})(await import(address), given)", [address, given]
        )

    return run
