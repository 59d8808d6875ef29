"""Real Chromium on a real server: `visit` is a page that fails its test if anything went wrong on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visit import FLAGS, Visit
from tests.conftest import RunningServer

OpenVisit = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One browser for all tests; every visit has its own profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_visit(browser: Browser, server: RunningServer) -> Iterator[OpenVisit]:
    """Visits with settings of their own: `open_visit(base_url=…, reduced_motion="reduce", viewport={…})`."""
    visits: list[Visit] = []

    def open_one(base_url: str | None = None, **settings: object) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings})  # type: ignore[arg-type]
        visits.append(Visit(context.new_page(), base_url or server.base_url))
        return visits[-1]

    yield open_one
    verdicts = [complaint for visit in visits for complaint in visit.verdict()]
    for visit in visits:
        visit.page.context.close()
    assert not verdicts, "\n".join(verdicts)


@pytest.fixture
def visit(open_visit: OpenVisit) -> Visit:
    """A desktop page, not opened yet."""
    return open_visit()
