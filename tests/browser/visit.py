"""A visit: one browser page on one server, with everything that must not happen written down as it happens."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000
BOOK: Mapping[str, Any] = {
    "objective": {"name": "elongated_bowl"},
    "start": [-7.0, 2.0],
    "steps": 60,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.95}},
        {"optimizer": {"name": "momentum", "learning_rate": 0.1, "momentum": 0.9}},
        {"optimizer": {"name": "adagrad", "learning_rate": 1.5}},
        {"optimizer": {"name": "adam", "learning_rate": 0.3}},
    ],
}
"""The four optimizers of the textbook on its elongated bowl."""
_LOOK = """([given, patience]) => new Promise((resolve, reject) => {
  const holds = CONDITION;
  const until = performance.now() + patience;
  const look = () => {
    let answer;
    try { answer = holds(given); } catch (error) { return reject(error); }
    if (answer) resolve(answer);
    else if (performance.now() > until) reject(new Error(`never true: ${holds}`));
    else requestAnimationFrame(look);
  };
  look();
})"""
_WATCH_POLICY = """
  window.policyViolations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def token_of(experiment: Mapping[str, Any]) -> str:
    """The experiment as the page's URL carries it."""
    packed = zlib.compress(json.dumps(experiment).encode())
    return "1" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


@dataclass
class Visit:
    """The page, the address of its server, and the complaints so far."""

    page: Page
    base_url: str
    complaints: list[str] = field(default_factory=list)
    forgives_lost_connection: bool = False
    """Set by a test that takes the server away on purpose."""

    def __post_init__(self) -> None:
        self.page.add_init_script(_WATCH_POLICY)
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        self.page.on("request", self._see)

    def open(self, experiment: Mapping[str, Any] | None = None, **query: str | int | float) -> None:
        """Open the page, with an experiment and other choices in its URL; it listens to keys then."""
        choices = ({"e": token_of(experiment)} if experiment else {}) | query
        self.page.goto(f"{self.base_url}/?{urlencode(choices)}")
        self.page.wait_for_selector(".scrub-range", state="attached")

    def until(self, condition: str, given: Any = None) -> Any:
        """Wait until the JavaScript function `condition` is true of `given`, looking once per frame."""
        return self.page.evaluate(_LOOK.replace("CONDITION", condition), [given, PATIENCE_MS])

    def transport(self, name: str) -> Locator:
        """A button of the transport: start, back, play, forward, end, restart."""
        return self.page.locator(f'[data-transport="{name}"]')

    @property
    def step(self) -> int:
        """Where the scrub bar stands."""
        return int(self.page.locator(".scrub-range").input_value())

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until the plots fill what is theirs now."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.until(
            """() => [...document.querySelectorAll(".js-plotly-plot")].every((plot) => {
              const drawn = plot.querySelector(".main-svg")?.getBoundingClientRect();
              if (!drawn || !plot.checkVisibility()) return true;
              return Math.abs(drawn.width - plot.offsetWidth) < 3;  // the map lies over its border
            })"""
        )

    def at_step(self, step: int) -> None:
        """Wait until the scrub bar and the table both show `step`."""
        self.until("(step) => document.querySelector('.scrub-range')?.value === String(step)", step)
        self.until(
            "(step) => document.querySelector('#table thead th')?.textContent.match(/\\d+/)?.[0] === String(step)", step
        )

    def past_step(self, step: int) -> None:
        """Wait until playback is beyond `step`."""
        self.until("(step) => document.querySelector('.scrub-range')?.valueAsNumber > step", step)

    def has_arrived(self, steps: int) -> None:
        """Wait until everything has been streamed."""
        arrived = "() => Number(document.querySelector('.scrub-range')?.style.getPropertyValue('--arrived'))"
        self.until(f"(steps) => ({arrived})() * steps > steps - 0.5", steps)

    def has_drawn(self) -> None:
        """Wait until the map and the curves are there."""
        self.until("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")
        self.until("() => document.querySelector('#curves .js-plotly-plot .main-svg')")
        self.until("() => document.querySelector('#landscape .contourlayer path, #landscape .scatterlayer path')")

    def positions(self) -> list[str]:
        """Coordinates of every run, as the table shows them."""
        return [" ".join(cells[:-2]) for cells in self._table()]

    def losses(self) -> list[str]:
        """Loss of every run, as the table shows it."""
        return [cells[-2] for cells in self._table()]

    def _table(self) -> list[list[str]]:
        """The words of all cells in one moment, once all have any: asked for one by one, they would be of several."""
        self.until("() => [...document.querySelectorAll('#table tbody td')].every((cell) => cell.innerText !== '–')")
        rows: list[list[str]] = self.page.evaluate(
            "() => [...document.querySelectorAll('#table tbody tr')]"
            ".map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText))"
        )
        return rows

    def verdict(self) -> list[str]:
        """Everything that went wrong so far: errors on the console, requests elsewhere, violations of the policy."""
        return self.complaints + list(self.page.evaluate("() => window.policyViolations ?? []"))

    def _hear(self, message: ConsoleMessage) -> None:
        is_lost = any(sign in message.text for sign in ("WebSocket", "ERR_CONNECTION", "ERR_CONTENT_LENGTH_MISMATCH"))
        is_expected = self.forgives_lost_connection and is_lost
        if message.type in {"error", "warning"} and not is_expected:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != urlsplit(self.base_url).netloc:
            self.complaints.append(f"request to another host: {request.url}")
