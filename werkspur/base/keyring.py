"""Secrets made on first start: one file each in the data folder, mode 0600, never in the repository."""

import os
import secrets
from pathlib import Path

from werkspur.base.environment import SettingError


def secret(name: str, *, folder: Path) -> str:
    """The secret called `name`, 64 url-safe characters, made on the first call and kept.

    Two processes that start at the same moment agree: the file is created exclusively, the loser reads.

    Raises:
        SettingError: the file is there but empty or not readable.
    """
    path = folder / "secrets" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        value = path.read_text().strip()
    except OSError as error:
        raise SettingError(f"Das Geheimnis {path} ist nicht lesbar ({error.strerror}).") from error
    if len(value) < 32:
        raise SettingError(f"Das Geheimnis {path} ist beschädigt. Aus der Sicherung zurückholen, nicht löschen.")
    return value
