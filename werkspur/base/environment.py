"""Settings from the environment: each reader answers a good value or stops the start with a sentence that helps."""

import ipaddress
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
HOST = re.compile(rf"{LABEL}(\.{LABEL})*|\[[0-9A-Fa-f:]+\]")  # RFC 1123, or an IPv6 address in brackets


class SettingError(Exception):
    """A setting in the environment that cannot be meant; its text is shown to the operator."""


def choice(name: str, *, options: Sequence[str], default: str) -> str:
    """One of `options`; an empty or missing variable gives `default`.

    Raises:
        SettingError: the variable holds something else.
    """
    value = os.environ.get(name, "").strip() or default
    if value not in options:
        raise SettingError(f"{name}={value} gibt es nicht. Möglich ist: {', '.join(options)}.")
    return value


def port(name: str, *, default: int) -> int:
    """A TCP port, 1 to 65535.

    Raises:
        SettingError: no number or out of range.
    """
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise SettingError(f"{name}={value} ist kein Port. Möglich ist eine Zahl von 1 bis 65535.")
    return int(value)


def address(name: str, *, default: str) -> str:
    """The network address the server listens on: 127.0.0.1 for this machine only, 0.0.0.0 for all.

    Raises:
        SettingError: no IPv4 or IPv6 address.
    """
    value = os.environ.get(name, "").strip() or default
    try:
        return str(ipaddress.ip_address(value))
    except ValueError as error:
        raise SettingError(f"{name}={value} ist keine Netzadresse. Beispiel: 127.0.0.1 oder 0.0.0.0.") from error


def folder(name: str, *, default: Path) -> Path:
    """A writable folder, made when missing, readable by its owner only.

    Raises:
        SettingError: it is a file, or cannot be made or written.
    """
    path = Path(os.environ.get(name, "").strip() or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise SettingError(f"{name}={path} ist eine Datei, kein Ordner.")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"{name}={path} lässt sich nicht als Ordner anlegen ({error.strerror}).") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingError(f"{name}={path} ist nicht beschreibbar.")
    return path


def keys(name: str) -> list[str]:
    """Comma-separated secrets of at least 32 characters, the newest first.

    Raises:
        SettingError: one is shorter.
    """
    values = [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]
    if any(len(value) < 32 for value in values):
        raise SettingError(f"In {name} ist ein Schlüssel zu kurz. Jeder braucht mindestens 32 Zeichen.")
    return values


def hosts(name: str) -> list[str]:
    """Comma-separated host names the site answers to, without scheme, port, path or star.

    Raises:
        SettingError: something that is not a host name.
    """
    values = [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]
    for value in values:
        if not HOST.fullmatch(value):
            raise SettingError(f"{name}: {value} ist kein Rechnername. Beispiel: werkspur.example.")
    return values


def database(name: str, *, default: str) -> str:
    """A database address of a kind we run on: sqlite:///… or postgresql://….

    Raises:
        SettingError: another kind, or no database name.
    """
    value = os.environ.get(name, "").strip() or default
    parts = urlsplit(value)
    if parts.scheme not in {"sqlite", "postgres", "postgresql"}:
        raise SettingError(
            f"{name} muss mit sqlite:/// oder postgresql:// beginnen, nicht mit {parts.scheme or value[:12]}."
        )
    try:
        named = bool(parts.path.strip("/")) and (parts.port or 1)
    except ValueError as error:
        raise SettingError(f"{name} enthält einen Port, der keiner ist.") from error
    if not named:
        raise SettingError(f"{name} nennt keine Datenbank. Beispiel: postgresql://werkspur@localhost/werkspur.")
    return value


def smtp(name: str) -> str:
    """The mail server, smtp://user:password@host:587 (STARTTLS) or smtps://…; empty = mail stays in the outbox.

    Raises:
        SettingError: another scheme or no host.
    """
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    if value and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise SettingError(f"{name} muss mit smtp:// oder smtps:// beginnen und einen Rechner nennen.")
    return value
