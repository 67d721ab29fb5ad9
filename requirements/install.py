"""Make .venv and node_modules as the lock files say. Standard library only: it runs before anything is installed.

python3 requirements/install.py environment | packages LOCK | package | frontend | chromium
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDED = (3, 11)
CHROMIUM = Path("/usr/bin/chromium")
QUIET_NPM = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]


def stop(sentence: str) -> None:
    """End with a sentence for the operator."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(*command: object, then: str) -> None:
    """Run a command; when it fails, `then` says what to do."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        stop(f"{done.stdout[-2000:]}\n{then}")


def environment() -> None:
    """An empty .venv."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        name = f"python3.{sys.version_info[1]}-venv"
        stop(f"Diesem Python fehlt das Modul venv. Auf Debian und Ubuntu hilft: apt-get install {name}")
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", VENV, then="Die Umgebung .venv lässt sich nicht anlegen.")


def packages(lock: str) -> None:
    """Everything in requirements/LOCK.lock, each file checked against its hash."""
    path = ROOT / "requirements" / f"{lock}.lock"
    total = sum(line[:1].isalnum() for line in path.read_text().splitlines())
    failed = "Pakete fehlen. Ist das Netz da? Danach noch einmal: der Rest ist schon geladen."
    uv = shutil.which("uv")
    if uv:
        run(uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", path, then=failed)
        return
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    with (
        tempfile.TemporaryFile("w+") as remarks,  # shown only when something went wrong
        subprocess.Popen(
            [str(part) for part in [*command, "--require-hashes", "-r", path]],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=remarks,
            text=True,
        ) as pip,
    ):
        follow(pip, total=total)
        if pip.wait():
            remarks.seek(0)
            stop(f"{remarks.read()[-2000:]}\n{failed}")


def follow(pip: "subprocess.Popen[str]", *, total: int) -> None:
    """Tell how far pip is: it names every package it takes up, and then installs all of them."""
    found = 0
    for line in pip.stdout or []:
        found += line.startswith(("Collecting", "Requirement already satisfied"))
        if line.startswith("Collecting") and found % 15 == 0:
            say(f"    {found} von {total} geladen")
        elif line.startswith("Installing collected"):
            say("    werden eingerichtet")


def package() -> None:
    """Werkspur itself, editable, so that entry points and the command `werkspur` are there."""
    command = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run(*command, "--no-deps", "--no-build-isolation", "-e", ".", then="Werkspur selbst lässt sich nicht einrichten.")


def frontend() -> None:
    """KERN, fonts and the reader of QR codes by npm: the one on PATH, else the one that comes as a Python package."""
    failed = "Die Oberfläche (npm ci) lässt sich nicht laden. Ist das Netz da?"
    if shutil.which("npm") and shutil.which("node"):
        run("npm", "ci", *QUIET_NPM, then=failed)
        return
    say("    node fehlt auf diesem Rechner und kommt als Python-Paket (60 MB)")
    packages("node")
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    run(VENV / "bin" / "npm", "ci", *QUIET_NPM, then=failed)


def chromium() -> None:
    """The browser of the browser tests; it does not come with pip."""
    if CHROMIUM.exists():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Chromium fehlt und wird installiert (apt-get install chromium) …")
        for step in (["update", "-q"], ["install", "-qy", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *step], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if not CHROMIUM.exists():
        say(f"ACHTUNG: {CHROMIUM} fehlt, alle Browsertests fallen aus. Als root: apt-get install chromium")


STEPS = {"environment": environment, "packages": packages, "package": package, "frontend": frontend}

if __name__ == "__main__":
    if sys.version_info < NEEDED:
        version = sys.version.split()[0]
        stop(f"Werkspur braucht Python 3.11 oder neuer, hier ist {version}. Ein anderes: make run PYTHON=python3.12")
    (STEPS | {"chromium": chromium})[sys.argv[1]](*sys.argv[2:])
