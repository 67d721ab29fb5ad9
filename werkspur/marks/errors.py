"""What may be wrong with a mark of a kind. Only warnings come of it: a mark is never refused."""

from collections.abc import Mapping

from werkspur.marks.wording import Said, gettext_noop


class MarkError(ValueError):
    """A mark is not what its kind asks for. `said` is the sentence; `str(error)` is it in German."""

    code = "mark"
    template = gettext_noop("Das passt nicht zu dieser Art von Kennzeichen.")

    def __init__(self, template: str = "", **params: str | int) -> None:
        filled: Mapping[str, str | int] = params
        self.said = Said(self.code, template or self.template, filled)
        super().__init__(self.said.sentence)


class EmptyError(MarkError):
    """Nothing that could be compared is left."""

    code = "empty"
    template = gettext_noop("Hier steht keine Nummer.")


class LengthError(MarkError):
    """Too many or too few characters."""

    code = "length"
    template = gettext_noop("%(count)s Zeichen sind es, erwartet werden %(expected)s.")


class CharacterError(MarkError):
    """A character that does not occur in this kind."""

    code = "character"
    template = gettext_noop("%(characters)s kommt in dieser Art von Nummer nicht vor.")


class CheckError(MarkError):
    """The check digit or check characters do not fit."""

    code = "check"
    template = gettext_noop("Die Prüfziffer passt nicht. Ein Zeichen ist wohl falsch abgelesen.")


class FormatError(MarkError):
    """The parts do not stand where they should."""

    code = "format"
    template = gettext_noop("Der Aufbau passt nicht zu dieser Art von Kennzeichen.")
