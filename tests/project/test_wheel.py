"""The wheel is whole: installed alone, started from an empty folder, it serves the page and its files."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import running_server
from tests.project.sources import CHECKOUT, NOT_OURS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with the hatchling that is installed: no package is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(CHECKOUT),
    )
    [built] = folder.glob("thalweg-*.whl")
    return built


def test_the_wheel_holds_every_file_that_the_server_reads(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    for folder, place in (("app", "app"), ("static", "app/static"), ("templates", "app/templates")):
        for path in (CHECKOUT / folder).rglob("*"):
            inside = path.relative_to(CHECKOUT / folder)
            if path.is_file() and not NOT_OURS & set(inside.parts):
                assert f"{place}/{inside.as_posix()}" in held
    outside = {name.split("/")[0] for name in held if not name.startswith("thalweg-")}
    assert outside == {"app"}, "no other package is put beside it"


def test_the_wheel_serves_the_page_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    # The dependencies of this environment, but not its editable install: .pth files in a folder named so are not read.
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    _run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "--force-reinstall",
        str(wheel),
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    where = _run(str(python), "-c", "import app.main; print(app.main.__file__)", directory=empty)
    assert Path(where.strip()).is_relative_to(packages), "this is the checkout, not the wheel"
    with running_server(tmp_path / "server.log", command=[str(home / "bin" / "thalweg")], directory=empty) as server:
        assert b"alive" in _get(f"{server.base_url}/healthz")
        page = _get(f"{server.base_url}/").decode("utf-8")
        addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        assert any(address.endswith("main.js") for address in addresses)
        for address in addresses:
            assert _get(server.base_url + address)
    assert list(empty.iterdir()) == [], "serving writes nothing"


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
        body: bytes = answer.read()
        return body


def _run(*command: str, directory: Path = CHECKOUT) -> str:
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout
