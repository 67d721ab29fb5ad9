"""The tables of the benchmark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

OURS, ANEW = "Werkspur, page", "Werkspur, page made anew"
BARE, ROWS, SQL = "Datasette, rows bare", "Datasette, rows", "Datasette, SQL"
MOST_STATEMENTS = 15
_PLACE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def at(times: Sequence[float], part: float) -> float:
    return times[min(len(times) - 1, int(len(times) * part))]


def table(found: Mapping[str, Any]) -> str:
    """Return the tables as Markdown."""
    lines = [
        f"{found['figures']:,} figures hold. {found['rounds']} rounds, each address in turn, one request at a time."
    ]
    if found["loading"]:
        lines.append("Loading: " + ", ".join(f"{name} {taken:.0f} s" for name, taken in found["loading"].items()) + ".")
    lines += ["", "| page | who | median ms | 90 % | kB | Werkspur, page : this |", "|---|---|---:|---:|---:|---:|"]
    medians = {(one["page"], one["who"]): at(one["ms"], 0.5) for one in found["times"]}
    for one in found["times"]:
        ours, median = medians[one["page"], OURS], medians[one["page"], one["who"]]
        ratio = "" if one["who"] == OURS else f"{ours / median:.2f} : 1"
        lines.append(
            f"| {one['page']} | {one['who']} | {median:.1f} | {at(one['ms'], 0.9):.1f} | {one['bytes'] / 1000:.0f} "
            f"| {ratio} |"
        )
    lines += ["", "| page | statements (at most 15) | rows read |", "|---|---:|---:|"]
    lines += [f"| {name} | {page['statements']} | {page['rows']} |" for name, page in found["pages"].items()]
    many = [name for name, page in found["pages"].items() if page["statements"] > MOST_STATEMENTS]
    lines += [""]
    for who in (OURS, ANEW):
        for peer in (ROWS, BARE, SQL):
            slow = [page for page in found["pages"] if medians[page, who] > medians[page, peer]]
            lines.append(f"- {who}, slower at the median than {peer}: {', '.join(slow) or 'no page'}.")
    lines += [f"- Over {MOST_STATEMENTS} statements: {', '.join(many) or 'no page'}."]
    return "\n".join(lines)


def publish(found: Mapping[str, Any], readme: Path) -> str:
    """Write the tables into the README between their marks and return them."""
    told = table(found)
    if readme.exists():
        text = readme.read_text()
        readme.write_text(_PLACE.sub(lambda match: f"{match[1]}{told}\n{match[2]}", text))
    return told
