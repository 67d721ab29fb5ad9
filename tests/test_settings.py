"""Nonsense in the environment stops the start with one German sentence and exit code 2."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.houses import environment, free_port, werkspur

pytestmark = [pytest.mark.once]

PRODUCTION = {"WERKSPUR_MODE": "production", "WERKSPUR_HOSTS": "werkspur.example"}

NONSENSE = [
    ({"WERKSPUR_PORT": "http"}, "WERKSPUR_PORT=http ist kein Port. Möglich ist eine Zahl von 1 bis 65535."),
    ({"WERKSPUR_PORT": "0"}, "WERKSPUR_PORT=0 ist kein Port. Möglich ist eine Zahl von 1 bis 65535."),
    ({"WERKSPUR_PORT": "65536"}, "WERKSPUR_PORT=65536 ist kein Port. Möglich ist eine Zahl von 1 bis 65535."),
    ({"WERKSPUR_BIND": "überall"}, "WERKSPUR_BIND=überall ist keine Netzadresse. Beispiel: 127.0.0.1 oder 0.0.0.0."),
    (
        {"WERKSPUR_MODE": "produktion"},
        "WERKSPUR_MODE=produktion gibt es nicht. Möglich ist: demo, development, production.",
    ),
    ({"WERKSPUR_MODE": "production"}, "WERKSPUR_HOSTS fehlt. Beispiel: WERKSPUR_HOSTS=werkspur.example."),
    (
        {"WERKSPUR_HOSTS": "https://werkspur.example"},
        "WERKSPUR_HOSTS: https://werkspur.example ist kein Rechnername. Beispiel: werkspur.example.",
    ),
    ({"WERKSPUR_HOSTS": "*"}, "WERKSPUR_HOSTS: * ist kein Rechnername. Beispiel: werkspur.example."),
    (
        {"WERKSPUR_HOSTS": "werkspur.example:443"},
        "WERKSPUR_HOSTS: werkspur.example:443 ist kein Rechnername. Beispiel: werkspur.example.",
    ),
    (
        {"DATABASE_URL": "mysql://root@localhost/werkspur"},
        "DATABASE_URL muss mit sqlite:/// oder postgresql:// beginnen, nicht mit mysql.",
    ),
    ({"DATABASE_URL": "quatsch"}, "DATABASE_URL muss mit sqlite:/// oder postgresql:// beginnen, nicht mit quatsch."),
    (
        {"DATABASE_URL": "postgresql://localhost"},
        "DATABASE_URL nennt keine Datenbank. Beispiel: postgresql://werkspur@localhost/werkspur.",
    ),
    ({"DATABASE_URL": "postgresql://localhost:fünf/werkspur"}, "DATABASE_URL enthält einen Port, der keiner ist."),
    (
        {"WERKSPUR_SMTP_URL": "mail.werkspur.example"},
        "WERKSPUR_SMTP_URL muss mit smtp:// oder smtps:// beginnen und einen Rechner nennen.",
    ),
]


@pytest.mark.parametrize(("variables", "sentence"), NONSENSE)
def test_nonsense_is_one_sentence(variables: dict[str, str], sentence: str, tmp_path: Path) -> None:
    done = werkspur("start", data=tmp_path, **variables)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"Werkspur startet nicht. {sentence}\n")


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "datei"
    path.write_text("keine Daten")
    done = werkspur("start", data=path)
    assert done.returncode == 2
    assert done.stderr == f"Werkspur startet nicht. WERKSPUR_DATA={path} ist eine Datei, kein Ordner.\n"


def test_a_data_folder_below_a_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "datei"
    path.write_text("keine Daten")
    done = werkspur("start", data=path / "var")
    assert done.returncode == 2
    assert done.stderr.startswith(f"Werkspur startet nicht. WERKSPUR_DATA={path}/var lässt sich nicht")
    assert done.stderr.count("\n") == 1


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    port = free_port()
    secret = "postgresql://werkspur:geheim@127.0.0.1"
    for command in ("start", "worker", "migrate"):
        done = werkspur(command, data=tmp_path, DATABASE_URL=f"{secret}:{port}/werkspur")
        assert done.returncode == 2
        assert done.stderr.startswith(
            f"Werkspur startet nicht. Die Datenbank werkspur auf 127.0.0.1:{port} ist nicht erreichbar:"
        )
        assert done.stderr.count("\n") == 1
        assert "geheim" not in done.stderr


def test_a_database_file_nowhere_is_one_sentence(tmp_path: Path) -> None:
    done = werkspur("start", data=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/fehlt/werkspur.sqlite3")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "ist nicht erreichbar" in done.stderr


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation that has not been open yet."""
    folder = tmp_path_factory.mktemp("installations") / "first"
    assert werkspur("migrate", "base", data=folder, **PRODUCTION).returncode == 0
    return folder


def made_for(mode: str, folder: Path, *, migrated: Path) -> None:
    """An installation's database, as a first start in `mode` leaves it."""
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    with sqlite3.connect(folder / "werkspur.sqlite3") as database:
        database.execute("INSERT INTO base_installation (id, mode, created_at) VALUES (1, ?, '2026-11-22')", [mode])
    database.close()


@pytest.mark.parametrize(
    ("mode", "of_database", "words"),
    [
        ("production", "demo", "für den Testbetrieb angelegt, WERKSPUR_MODE=production passt nicht dazu."),
        ("production", "development", "für die Entwicklung angelegt, WERKSPUR_MODE=production passt nicht dazu."),
        ("demo", "production", "für den echten Betrieb angelegt, WERKSPUR_MODE=demo passt nicht dazu."),
        ("development", "production", "für den echten Betrieb angelegt, WERKSPUR_MODE=development passt nicht dazu."),
    ],
)
def test_a_database_of_another_mode_is_refused(
    mode: str, of_database: str, words: str, migrated: Path, tmp_path: Path
) -> None:
    made_for(of_database, tmp_path, migrated=migrated)
    hosts = PRODUCTION if mode == "production" else {"WERKSPUR_MODE": mode}
    for command in ("start", "worker"):
        done = werkspur(command, data=tmp_path, **hosts)
        assert done.returncode == 2
        assert words in done.stderr
        assert done.stderr.count("\n") == 1
    server = [sys.executable, "-c", "import werkspur.config.wsgi"]
    by_hand = subprocess.run(server, env=environment(tmp_path, **hosts), capture_output=True, text=True, check=False)
    assert by_hand.returncode != 0
    assert words in by_hand.stderr


def test_others_on_the_machine_read_nothing_even_in_a_folder_open_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert werkspur("migrate", "base", data=tmp_path, **PRODUCTION).returncode == 0
    assert stat.S_IMODE((tmp_path / "werkspur.sqlite3").stat().st_mode) == 0o600


def test_secrets_are_made_once_even_by_many_at_once(tmp_path: Path) -> None:
    code = "from pathlib import Path; from werkspur.base.keyring import secret; import sys; "
    code += "print(secret('django', folder=Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    many = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    answers = {process.communicate(timeout=60)[0].strip() for process in many}

    assert len(answers) == 1
    assert len(answers.pop()) == 64
    folder = tmp_path / "secrets"
    assert [path.name for path in folder.iterdir()] == ["django"]
    assert stat.S_IMODE((folder / "django").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_damaged_secret_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "journal").write_text("")
    done = werkspur("start", data=tmp_path)
    assert done.returncode == 2
    assert "Aus der Sicherung zurückholen, nicht löschen." in done.stderr
