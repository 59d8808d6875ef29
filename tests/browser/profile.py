"""The common profile: what Chromium has read and compiled for one visit (Plotly: a second) is there for the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

MEDIA = {"color_scheme", "reduced_motion", "forced_colors", "contrast"}
TRACES = "cookies,local_storage,indexeddb,cache_storage,service_workers"
"""All that a page may leave behind, but not what its server lets the browser keep: files and their compiled code."""


def suits(settings: Mapping[str, Any]) -> bool:
    """Whether one page can be given these settings, without a context of its own."""
    return settings.keys() <= MEDIA | {"viewport"}


@contextmanager
def page_of(profile: BrowserContext, settings: Mapping[str, Any]) -> Iterator[Page]:
    """A page in `profile` that finds no traces of others and leaves none."""
    page = profile.new_page()
    try:
        if "viewport" in settings:
            page.set_viewport_size(settings["viewport"])
        page.emulate_media(**{name: value for name, value in settings.items() if name in MEDIA})
        yield page
    finally:
        address = urlsplit(page.url)
        if address.netloc:
            chrome = profile.new_cdp_session(page)
            left = {"origin": f"{address.scheme}://{address.netloc}", "storageTypes": TRACES}
            chrome.send("Storage.clearDataForOrigin", left)
        page.close()
        profile.clear_permissions()


@contextmanager
def page_alone(context: BrowserContext) -> Iterator[Page]:
    """A page in a context that goes away with it."""
    try:
        yield context.new_page()
    finally:
        context.close()
