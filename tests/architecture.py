"""What the house's layout promises, as checks: each takes the root of a tree and answers what is wrong in it."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = {".git", ".hypothesis", ".venv", "node_modules", "var", "build", "__pycache__", "screenshots"}
TEXT = {".py", ".html", ".txt", ".md", ".toml", ".css", ".js", ".json", ".lock", ".in", ".yml", ".typ", ".po", ""}

# The files of an app, in the order in which they may import each other; then the rest, each with its one purpose.
ORDER = ("urls", "views", "forms", "services", "queries", "models", "rules")
OTHERS = {
    "__init__", "apps", "baustein", "admin", "api", "tasks", "demo", "initial_data",  # what an app may bring
    "middleware", "permissions", "adapter", "account_forms", "lockout", "second_factor",  # for a framework
    "protection", "documents", "tables", "charts", "sealed", "errors", "requests", "oparl",  # a noun of the domain
    "api_keys", "api_views",
}  # fmt: skip
LIBRARIES = {"base", "marks", "config"}  # not built like an app: a module for each concept
FOLDERS = {"management", "migrations", "templates", "static", "tests", "templatetags", "typst", "data", "locale"}
MEANINGLESS = {"util", "utils", "helper", "helpers", "common", "misc", "stuff", "tools", "lib"}

MODULE, FUNCTION, TEMPLATE = 400, 60, 150  # lines, the hard limits


def files(root: Path, *endings: str) -> Iterator[Path]:
    """Every file of ours with one of these endings."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        own = not any(part in LEFT_OUT or part.endswith(("_cache", ".egg-info")) for part in parts)
        if own and path.suffix in endings and path.is_file():
            yield path


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def layers(root: Path) -> dict[str, int]:
    """App → height, from the contract that import-linter enforces; apps beside each other share a height."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["id"] == "apps")
    return {name.strip(" ()"): height for height, row in enumerate(reversed(rows)) for name in re.split(r"[|:]", row)}


def reaches_down(source: str, target: str, *, heights: dict[str, int]) -> bool:
    """Whether `source` may know `target`."""
    return source == target or heights[target] < heights[source]


# Foreign keys -----------------------------------------------------------------------------------------------------


def wrong_relations(models: list[type], *, heights: dict[str, int]) -> list[str]:
    """Relations to a model that lies higher or beside."""
    found = []
    for model in models:
        for field in model._meta.get_fields(include_hidden=True):
            target = getattr(field, "related_model", None)
            if field.auto_created or not target or not target.__module__.startswith("werkspur."):
                continue
            source_app, target_app = model._meta.app_label, target._meta.app_label
            if not reaches_down(source_app, target_app, heights=heights):
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


# Templates --------------------------------------------------------------------------------------------------------


def owner(template: Path, *, root: Path) -> str:
    """The app a template lies in; the site-wide ones belong to base."""
    first = template.relative_to(root / "werkspur").parts[0]
    return "base" if first == "templates" else first


def template_owners(root: Path) -> dict[str, str]:
    """Name as in an include (or `c-name`) → app."""
    found = {}
    for path in files(root / "werkspur", ".html", ".txt"):
        parts = path.relative_to(root / "werkspur").parts
        if "templates" in parts:
            name = "/".join(parts[parts.index("templates") + 1 :])
            if name.startswith("cotton/"):
                name = "c-" + name.removeprefix("cotton/").removesuffix(".html").replace("_", "-").replace("/", ".")
            found[name] = owner(path, root=root)
    return found


def wrong_includes(root: Path) -> list[str]:
    """Extends, includes and components that reach upwards or sideways."""
    heights, owners = layers(root), template_owners(root)
    found = []
    for path in files(root / "werkspur", ".html", ".txt"):
        text = path.read_text()
        names = re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)", text) + re.findall(r"<(c-[\w.-]+)", text)
        for name in sorted(set(names)):
            target = owners.get(name)
            if target and not reaches_down(owner(path, root=root), target, heights=heights):
                found.append(f"{path.relative_to(root)}: {name} of {target}")
    return found


def unsafe_markup(root: Path) -> list[str]:
    """What our content security policy would block: inline styles, handlers, scripts, other hosts."""
    rules = {
        "style=": r"<[^>{%]*\sstyle\s*=",
        "inline handler": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
        "inline script": r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>",
        "inline stylesheet": r"<style\b",
        "script address": r"[\"']\s*javascript:",
        "other host": r"<(?:script|link|img|iframe)[^>]*\b(?:src|href)=[\"'](?:https?:)?//",
    }
    found = []
    for path in files(root / "werkspur", ".html"):
        if "email" not in path.parts and "mail" not in path.stem:
            text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
            seen = [label for label, rule in rules.items() if re.search(rule, text, re.IGNORECASE)]
            found += [f"{path.relative_to(root)}: {label}" for label in seen]
    return found


SAME_EVERYWHERE = re.compile(
    r"[\w.]+@[\w.]+|\b(?:Werkspur|Baustein|KERN|IMEI|PIN|VIN|GIAI|CSV|XLSX|JSON|PDF|API|Excel|Deutsch|English"
    r"|IHK|Leipzig|Handwerkskammer|Polizeidirektion|Dachdeckerei Muster GmbH|curl[^<]*)\b"
)


def unwrapped_text(root: Path) -> list[str]:
    """Words in a template that no translation reaches."""
    silent = re.compile(
        r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}|{%\s*comment.*?{%\s*endcomment\s*%}|{%.*?%}|{{.*?}}|{#.*?#}"
        r"|<!--.*?-->|<script.*?</script>|<code.*?</code>|<pre.*?</pre>|<svg.*?</svg>",
        re.DOTALL,
    )
    names = "title|text|label|alt|aria-label|placeholder|caption|action|remark|rest|link"
    spoken = re.compile(rf'\s(?:{names})="([^"]*)"')
    word = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
    found = []
    for path in files(root / "werkspur", ".html"):
        text = silent.sub(" ", path.read_text())
        heard = " ".join(spoken.findall(text)) + re.sub(r"<[^>]*>", " ", text)
        words = word.findall(SAME_EVERYWHERE.sub(" ", heard))
        if words and "style" not in path.parts and "typst" not in path.parts:
            found.append(f"{path.relative_to(root)}: {' '.join(words[:6])}")
    return found


def unwrapped_strings(root: Path) -> list[str]:
    """German strings in views, forms, services, queries and models that no translation reaches."""
    found = []
    for path in files(root / "werkspur", ".py"):
        app, *rest = path.relative_to(root / "werkspur").parts
        if app in LIBRARIES or not rest or rest[0].removesuffix(".py") not in {*ORDER, "baustein"} - {"rules"}:
            continue
        tree = ast.parse(path.read_text())
        wrapped = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1].strip("_") in TRANSLATORS
            for part in ast.walk(node)
        }
        headings = (
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign | ast.Assign) and "HEADINGS" in ast.unparse(node)
        )
        wrapped |= {id(part) for node in headings for part in ast.walk(node)}  # file formats are not translated
        docstrings = (node for node in ast.walk(tree) if isinstance(node, ast.Expr))
        wrapped |= {id(part) for node in docstrings for part in ast.iter_child_nodes(node)}
        found += [
            f"{path.relative_to(root)}:{node.lineno}: {node.value[:40]}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in wrapped
            and "<" not in node.value
            and re.search(r"[ÄÖÜäöüß]\w*.*\s|\s.*[ÄÖÜäöüß]", node.value)
        ]  # fmt: skip
    return found


TRANSLATORS = {
    "",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "gettext_noop",
}


# Names, sizes, order ----------------------------------------------------------------------------------------------


def wrong_names(root: Path) -> list[str]:
    """Files and folders whose name says nothing."""
    return [
        str(path.relative_to(root))
        for path in files(root, ".py", ".html", ".css", ".js", ".md")
        if {part.partition(".")[0].strip("_").lower() for part in path.relative_to(root).parts} & MEANINGLESS
    ]


def wrong_files(root: Path) -> list[str]:
    """Files in an app that are none of those every app is made of."""
    found = []
    for app in sorted((root / "werkspur").iterdir()):
        if (app / "__init__.py").exists() and app.name not in LIBRARIES:
            names = {path.stem for path in app.glob("*.py")}
            names |= {path.parent.name for path in app.glob("*/__init__.py")} - FOLDERS
            found += [f"{app.name}/{name}" for name in sorted(names - {*ORDER} - OTHERS)]
            folders = {path.name for path in app.iterdir() if path.is_dir() and not (path / "__init__.py").exists()}
            found += [f"{app.name}/{name}/" for name in sorted(folders - LEFT_OUT - FOLDERS)]
    return found


def too_long(root: Path) -> list[str]:
    """Modules, templates and functions beyond the hard limit."""
    found = [f"{path.relative_to(root)}: {lines(path)} lines" for path in files(root, ".py") if lines(path) > MODULE]
    found += [
        f"{path.relative_to(root)}: {lines(path)} lines" for path in files(root, ".html") if lines(path) > TEMPLATE
    ]
    for path in files(root / "werkspur", ".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION:
                found.append(f"{path.relative_to(root)}: {node.name} over {FUNCTION} lines")
    return found


def imports(path: Path) -> Iterator[str]:
    """Dotted names a module imports, also inside functions; those for type checking only do not count."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_order(root: Path) -> list[str]:
    """Imports inside an app against urls → views → forms → services → queries → models → rules."""
    found = []
    for path in files(root / "werkspur", ".py"):
        app, *rest = path.relative_to(root / "werkspur").parts
        part = rest[0].removesuffix(".py") if rest else ""
        if app in LIBRARIES or part not in ORDER:
            continue
        for name in imports(path):
            pieces = name.split(".")
            if pieces[:2] == ["werkspur", app] and pieces[2:] and pieces[2] in ORDER[: ORDER.index(part)]:
                found.append(f"{path.relative_to(root)} imports {name}")
    return found


# Everything that is written ---------------------------------------------------------------------------------------

UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
MACHINE = re.compile(r"(?<![\w.}~-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|Use" + r"rs|t" + r"mp)/\w")
REGISTRIES = re.compile("pyp" + r"i\.org|pythonhos" + r"ted|npm" + r"js\.(?:org|com)", re.I)


def unwanted_words(root: Path) -> list[str]:
    """Unfinished work, paths of somebody's machine, hosts of package registries."""
    kinds = {"unfinished": UNFINISHED, "path of a machine": MACHINE, "registry": REGISTRIES}
    found = []
    for path in files(root, *TEXT):
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(root)}: {label}" for label, rule in kinds.items() if rule.search(text)]
    return found


def hosts_in_locks(root: Path) -> list[str]:
    """Addresses in lock files, apart from where a package asks for support."""
    found = [str(path.relative_to(root)) for path in files(root, ".lock", ".in") if "://" in path.read_text()]
    lock = json.loads((root / "package-lock.json").read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    return [*found, "package-lock.json"] if "://" in json.dumps(lock) else found
