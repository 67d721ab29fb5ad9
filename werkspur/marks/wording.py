"""Sentences that this library says. German, complete as they are, translatable by whoever shows them.

A `Said` keeps the German template apart from its parameters. `str(said)` is the German sentence; a web application
says `said.say(gettext)`. Templates are marked by `gettext_noop`, so that translation tools collect them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a template for translation and return it as it is."""
    return text


@dataclass(frozen=True)
class Said:
    """A sentence: `code` names it for programs, `template` is German with `%(name)s` for each of `params`.

    A parameter may itself be a list of things said; it is translated too and joined by commas.
    """

    code: str
    template: str
    params: "Mapping[str, str | int | tuple[Said, ...]]" = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The German sentence."""
        return self.say(str)

    def say(self, translate: Translate) -> str:
        """Return the sentence in the language of `translate`."""
        words = {
            name: ", ".join(one.say(translate) for one in value) if isinstance(value, tuple) else value
            for name, value in self.params.items()
        }
        return translate(self.template) % words

    def __str__(self) -> str:
        return self.sentence

    def __hash__(self) -> int:
        return hash((self.code, self.template, tuple(sorted(self.params.items()))))


def names(items: list[str], *, last: str) -> str:
    """Join items as a sentence does: "a, b und c" with `last` = "und"."""
    return f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
