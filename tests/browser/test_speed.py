"""How smoothly the page moves and how soon it does (S8 and S9); the figures are printed (`pytest -s`).

A busy machine makes every figure worse and none better, so the best of a few attempts is what counts, made until one is
good; and frames that others took the processor from say nothing about the page, so on a busy machine their number is only
printed. A frame and a load may take as much longer as a fixed piece of work does on this machine and beside all else that
it does, but never twice as long.
"""

from __future__ import annotations

import os

from playwright.sync_api import Browser

from tests.benchmarks.bench_page import cold_load, learning, moving
from tests.clock import crowding
from tests.conftest import RunningServer

ATTEMPTS = 6


def is_machine_busy() -> bool:
    """Whether more processes want to run than there are processors, without the browser's own two."""
    return os.getloadavg()[0] - 2 > (os.cpu_count() or 1)


def test_eight_runs_of_a_thousand_steps_move_smoothly(browser: Browser, server: RunningServer) -> None:
    figures = []
    for _ in range(ATTEMPTS):
        slower = min(2.0, crowding())
        rate, script_ms, worst_ms = moving(browser, server.base_url)
        print(
            f"\nS8: {rate:.1f} frames/s, {script_ms:.2f} ms of script per frame, slowest of a hundred {worst_ms:.1f} ms,"
            f" where work takes {slower:.2f} times as long"
        )
        figures.append((rate, script_ms, slower))
        if (rate >= 55 / slower or is_machine_busy()) and script_ms <= 4:
            return
    raise AssertionError(f"expected 55 frames/s, divided by the third number, and 4 ms of script each, got {figures}")


def test_a_network_that_trains_moves_smoothly(browser: Browser, server: RunningServer) -> None:
    figures = []
    for _ in range(ATTEMPTS):
        (frames, curves, regions), script_ms = learning(browser, server.base_url)
        print(
            f"\nwhile a network trains: {frames:.0f} frames/s, {curves:.0f} curve updates/s, {regions:.0f} pictures of its"
            f" decisions/s, {script_ms:.1f} ms of script per frame"
        )
        figures.append((frames, curves, script_ms))
        if curves >= 0.9 * frames and (curves >= 30 or is_machine_busy()) and script_ms <= 10:
            return
    raise AssertionError(f"expected 30 curves/s, one in every frame, and 10 ms of script per frame, got {figures}")


def test_a_cold_load_soon_shows_a_moving_map(browser: Browser, server: RunningServer) -> None:
    figures = []
    for _ in range(ATTEMPTS):
        slower = min(2.0, crowding())
        seconds, drawn = cold_load(browser, server.base_url)
        figures.append((seconds, slower))
        print(
            f"\nS9: {seconds:.2f} s from a cold start to a moving map, {drawn:.2f} s until Plotly draws it, where work takes"
            f" {slower:.2f} times as long"
        )
        if seconds <= 2.5 * slower and seconds < drawn:
            return
    raise AssertionError(f"expected 2.5 s, times the second number, and before Plotly's map, got {figures}")
