"""The command line: `thalweg serve` and `thalweg run`."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

import uvicorn

from app.service.preparation import prepare
from app.service.race import Race
from app.service.reading import read_json
from app.service.refusal import Refusal
from app.service.results import FORMS, collect
from app.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 0, or 2 for an experiment that is refused or cannot be read or written."""
    options = _parser().parse_args(arguments)
    if options.command == "serve":
        return _serve(options)
    return _run(options)


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
    run.add_argument("experiment", help="a JSON file, or - for standard input")
    run.add_argument("--format", choices=list(FORMS), default="json", help="form of the result (%(default)s)")
    run.add_argument("--output", type=Path, help="file to write; standard output if left out")
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
    threading.Thread(target=_announce, args=(address, options.open), daemon=True).start()
    settings = Settings()
    uvicorn.run(
        "app.main:create_app",
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


def _announce(address: str, opens: bool, patience_seconds: float = 20.0) -> None:
    """Tell the address once the server answers there; a server that cannot start ends the process, and this with it."""
    deadline = monotonic() + patience_seconds
    while monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}healthz", timeout=1)
        except (urllib.error.URLError, OSError):
            sleep(0.05)
        else:
            print(f"Thalweg listens on {address}", flush=True)
            if opens:
                webbrowser.open(address)
            return


def _run(options: argparse.Namespace) -> int:
    settings = Settings()
    try:
        text = sys.stdin.buffer.read() if options.experiment == "-" else Path(options.experiment).read_bytes()
        prepared = prepare(read_json(text), settings)
    except OSError as error:
        return _failed(str(error))
    except Refusal as refusal:
        return _failed(*(f"{fault.pointer or '/'}: {fault.message('en')}" for fault in refusal.faults))
    result = collect(prepared, Race(prepared).advance_for(float("inf")))
    try:
        with _opened(options.output) as target:
            target.writelines(FORMS[options.format](result, "en"))
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
