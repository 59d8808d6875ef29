"""What `make check` checks is right: format, lint and types, of Python and of JavaScript."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.project.sources import CHECKOUT


@pytest.mark.parametrize(
    "check", [("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",)], ids=["format", "lint", "types"]
)
def test_python_passes(check: tuple[str, ...]) -> None:
    _passes(sys.executable, "-m", *check)


def test_javascript_has_the_right_types() -> None:
    compiler = CHECKOUT / "node_modules" / ".bin" / "tsc"
    if not compiler.exists() or shutil.which("node") is None:
        pytest.skip("`make check` types JavaScript, where Node.js is: here it has not been asked to install TypeScript")
    _passes(str(compiler), "-p", "tsconfig.json")


def _passes(*command: str) -> None:
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode == 0, done.stdout + done.stderr
