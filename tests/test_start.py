"""Opening the house with real processes: it starts, says where it is, survives its worker, ends in order."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.houses import RunningHouse, children, free_port, healthz, running_house, wait_until, werkspur
from werkspur.base import processes

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("houses")]

# A production house needs no demonstration data: these tests are about processes.
PRODUCTION = {"WERKSPUR_MODE": "production", "WERKSPUR_HOSTS": "werkspur.example"}


@pytest.fixture(scope="module")
def opened_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a house that was open once."""
    folder = tmp_path_factory.mktemp("houses") / "first"
    with running_house(folder, **PRODUCTION):
        pass
    return folder


@pytest.fixture
def data(opened_before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(opened_before, tmp_path / "house"))


def test_the_house_opens_survives_its_worker_and_closes(data: Path) -> None:
    with running_house(data, **PRODUCTION) as house:
        assert healthz(house.port) == (200, {"status": "ok", "database": "sqlite"})
        assert healthz(house.port, Host="fremd.example")[0] == 200
        assert f"http://127.0.0.1:{house.port}/" in house.text
        assert "werkspur-demo" not in house.text

        second = werkspur("start", data=data, WERKSPUR_PORT=str(house.port), **PRODUCTION)
        assert second.returncode == 2
        assert "WERKSPUR_PORT" in second.stderr
        elsewhere = werkspur("start", data=data, WERKSPUR_PORT=str(free_port()), **PRODUCTION)
        assert elsewhere.returncode == 2
        assert "WERKSPUR_DATA" in elsewhere.stderr
        worker = werkspur("worker", data=data, **PRODUCTION)
        assert worker.returncode == 2
        assert "läuft schon ein Arbeiter" in worker.stderr

        os.kill(house.child("werkspur worker"), signal.SIGKILL)
        _status, body = wait_until(lambda: (answer := healthz(house.port))[0] == 503 and answer)
        assert body["status"] == "error"
        assert "Arbeiter" in body["reason"]
        wait_until(lambda: healthz(house.port)[0] == 200, seconds=40)
        assert "Der Arbeiter ist ausgefallen (Ende mit -9). Neustart in 10 Sekunden." in house.text

        left = children(house.process.pid)
        assert house.close() == 0
        assert not any(Path(f"/proc/{number}").exists() for number in left)
        assert "Traceback" not in house.text


def test_a_dead_server_ends_the_house_with_an_error(data: Path) -> None:
    with running_house(data, **PRODUCTION) as house:
        os.kill(house.child("granian"), signal.SIGKILL)
        assert house.process.wait(40) == 1
        assert "Der Webserver ist ausgefallen" in house.text
        wait_until(lambda: healthz(house.port)[0] == 0)


def test_nothing_is_left_when_the_house_is_killed(data: Path) -> None:
    with running_house(data, **PRODUCTION) as house:
        house.process.kill()
        house.process.wait(10)
        wait_until(lambda: healthz(house.port)[0] == 0, seconds=30)
        wait_until(lambda: not processes.is_held(data / "worker.lock"), seconds=30)
    with running_house(data, **PRODUCTION) as again:
        assert healthz(again.port)[0] == 200


def test_a_port_in_use_is_a_sentence(data: Path) -> None:
    taken = subprocess.Popen([sys.executable, "-m", "http.server", str(port := free_port())], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: not processes.port_is_free("127.0.0.1", port))
        refused = werkspur("start", data=data, WERKSPUR_PORT=str(port), **PRODUCTION)
    finally:
        taken.terminate()
        taken.wait(10)
    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        f"CommandError: Port {port} ist belegt. Mit WERKSPUR_PORT lässt sich ein anderer wählen, "
        f"zum Beispiel WERKSPUR_PORT={port % 65535 + 1}."
    )


def test_a_signal_while_opening_closes_again(data: Path) -> None:
    house = RunningHouse(data, **PRODUCTION)
    wait_until(lambda: "4/4" in house.text)
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(40) in {0, 130, -2}
    wait_until(lambda: healthz(house.port)[0] == 0)
