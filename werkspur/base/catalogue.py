"""The English catalogue: what is to be translated is read from Python and templates, without GNU gettext.

Messages of Python come from its syntax tree; templates first become Python-like text by Django's own `templatize`,
which Babel reads.
"""

from __future__ import annotations

import ast
import io
import os
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FUNCTIONS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
             "npgettext")  # fmt: skip
SKIPPED = {"tests", "migrations"}


def sources(root: Path = PACKAGE) -> Iterator[Path]:
    """Every Python file and template of the package that may speak to a user."""
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not SKIPPED & set(path.relative_to(root).parts):
            yield path


def messages(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(context, (singular, plural…)) of everything translatable in one file."""
    text = path.read_text(encoding="utf-8")
    for function, parts in _in_python(text) if path.suffix == ".py" else _in_template(text, origin=str(path)):
        context = ""
        if function.removeprefix("n").startswith("pgettext"):
            context, *parts = parts
        forms = parts[: 2 if function.startswith("n") else 1]
        if forms and forms[0] and all(forms):
            yield context, tuple(forms)


def _in_python(text: str) -> Iterator[tuple[str, list[str]]]:
    """(function, its leading texts) of every call that translates; a text that is computed ends the list."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        function = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if function in FUNCTIONS:
            yield function, _leading(one.value if isinstance(one, ast.Constant) else None for one in node.args)


def _in_template(text: str, *, origin: str) -> Iterator[tuple[str, list[str]]]:
    """The same for a template. Its lines are stripped: indentation means nothing there."""
    lines = "\n".join(line.strip() for line in templatize(text, origin=origin).splitlines())
    for _line, function, found, _comments in extract_python(
        io.BytesIO(lines.encode()), dict.fromkeys(FUNCTIONS), [], {}
    ):
        yield str(function), _leading(found if isinstance(found, tuple) else (found,))


def _leading(values: Iterable[object]) -> list[str]:
    return [str(value) for value in takewhile(lambda value: isinstance(value, str), values)]


def template_catalogue(root: Path = PACKAGE) -> Catalog:
    """A catalogue of every source message, untranslated, in a stable order and without line numbers."""
    catalogue = Catalog(locale="en", domain="django", charset="utf-8")
    for path in sources(root):
        where = path.relative_to(root.parent).as_posix()
        for context, forms in messages(path):
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
