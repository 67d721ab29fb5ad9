"""The English catalogue: what is to be translated is read from Python and templates, without GNU gettext.

Messages are extracted with Babel; templates first become Python-like text by Django's own `templatize`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = ["_", "gettext", "gettext_lazy", "gettext_noop", "ngettext:1,2", "ngettext_lazy:1,2", "ngettext",
            "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"]  # fmt: skip
SKIPPED = {"tests", "migrations"}


def sources(root: Path = PACKAGE) -> Iterator[Path]:
    """Every Python file and template of the package that may speak to a user."""
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not SKIPPED & set(path.relative_to(root).parts):
            yield path


def messages(path: Path) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """(context, (singular, plural…), line) of everything translatable in one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for line, function, found, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        parts = found if isinstance(found, tuple) else (found,)
        if not isinstance(function, str) or not parts or not isinstance(parts[0], str) or not parts[0]:
            continue
        context, parts = (parts[0], parts[1:]) if function.lstrip("n").startswith("pgettext") else ("", parts)
        forms = parts[:2] if function.startswith("n") else parts[:1]
        if all(isinstance(form, str) for form in forms):
            yield context, tuple(str(form) for form in forms), line


def template_catalogue(root: Path = PACKAGE) -> Catalog:
    """A catalogue of every source message, untranslated, in a stable order and without line numbers."""
    catalogue = Catalog(locale="en", domain="django", charset="utf-8")
    for path in sources(root):
        where = path.relative_to(root.parent).as_posix()
        for context, forms, _line in messages(path):
            identity = forms if len(forms) > 1 else forms[0]
            catalogue.add(identity, locations=[(where, 0)], context=context or None)
    return catalogue


def read_catalogue(path: Path = ENGLISH) -> Catalog:
    """The catalogue on disk, empty when there is none."""
    if not path.exists():
        return Catalog(locale="en", domain="django", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def update_catalogue(path: Path = ENGLISH) -> list[Message]:
    """Merge today's source messages into the catalogue on disk; answers those without a translation."""
    catalogue = read_catalogue(path)
    catalogue.update(template_catalogue(), no_fuzzy_matching=True, keep_user_comments=True)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True, omit_header=False
        )
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[Message]:
    """Messages without a complete translation."""
    return [
        message
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def compile_catalogue(path: Path = ENGLISH) -> Path:
    """Write the .mo file that Django reads, beside the .po file, when it is missing or older.

    Several processes may do it at once: each writes a file of its own and puts it in place in one step.
    """
    target = path.with_suffix(".mo")
    if target.exists() and path.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
        return target
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".mo.{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, read_catalogue(path))
    draft.replace(target)
    return target
