"""What a demand needs before it is released."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from werkspur.advocacy.rules.release import Code, Draft, Kind, Side, Signature, missing, unwritten

TODAY = date(2026, 11, 23)
KAI, KIM = Signature(person="kai", side=Side.IHK, version=2), Signature(person="kim", side=Side.HWK, version=2)
PAULA = Signature(person="paula", side=Side.POLICE, version=2)
DEMAND = Draft(
    kind=Kind.DEMAND,
    version=2,
    title="Licht im Gewerbegebiet",
    summary="Die Stadt beleuchtet die Zufahrten.",
    text="In dunklen Zufahrten wird öfter eingebrochen.",
    trade_link="Vierzig Betriebe im Bezirk sind betroffen.",
    organ="Vollversammlung",
    decided_on=date(2026, 9, 1),
    dissent="",
    no_dissent=True,
    bearers=frozenset({Side.IHK, Side.HWK}),
    signatures=(KAI, KIM),
)
APPEAL = replace(DEMAND, kind=Kind.APPEAL, bearers=frozenset(Side), signatures=(KAI, KIM, PAULA))


def codes(draft):
    return [one.code for one in missing(draft, today=TODAY)]


@pytest.mark.parametrize("whole", [DEMAND, APPEAL, replace(DEMAND, dissent="Zwei Mitglieder.", no_dissent=False)])
def test_whoever_has_everything_is_released(whole):
    assert codes(whole) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *(
            ({field: nothing}, code)
            for field, code in [
                ("title", Code.TITLE), ("summary", Code.SUMMARY), ("text", Code.TEXT),
                ("trade_link", Code.TRADE_LINK), ("organ", Code.ORGAN),
            ]
            for nothing in ["", " \n", "\u200b", "…"]
        ),
        ({"trade_link": "Handel - - - - betroffen"}, Code.TRADE_LINK_SHORT),
        ({"decided_on": None}, Code.DECIDED_ON),
        ({"decided_on": TODAY + timedelta(days=1)}, Code.DECIDED_LATER),
        ({"no_dissent": False}, Code.DISSENT),
        ({"no_dissent": False, "dissent": "-"}, Code.DISSENT),
        ({"dissent": "Zwei Mitglieder."}, Code.DISSENT_BOTH),
        ({"bearers": frozenset({Side.IHK, Side.HWK, Side.POLICE})}, Code.POLICE_ON_DEMAND),
        ({"bearers": frozenset({Side.IHK, Side.HWK, Side.OTHER})}, Code.OTHERS_ON_DEMAND),
        ({"signatures": (KAI,)}, Code.SECOND_PERSON),
        ({"signatures": (KAI, KAI)}, Code.SAME_PERSON),
        ({"signatures": (KAI, replace(KAI, side=Side.HWK))}, Code.SAME_PERSON),
        ({"signatures": (KAI, replace(KIM, side=Side.IHK))}, Code.CHAMBER_RELEASE),
        ({"signatures": (KAI, KIM, PAULA)}, Code.STRANGER),
        ({"signatures": (KAI, KIM, replace(KIM, version=1))}, Code.OLD_VERSION),
    ],
)  # fmt: skip
def test_each_thing_is_missed_by_itself(change, code):
    assert codes(replace(DEMAND, **change)) == [code]


def test_a_changed_text_needs_both_signatures_again():
    assert codes(replace(DEMAND, version=3)) == [Code.FIRST_PERSON, Code.SECOND_PERSON, Code.OLD_VERSION]


def test_an_appeal_needs_the_police_own_release():
    assert codes(replace(APPEAL, signatures=(KAI, KIM))) == [Code.POLICE_RELEASE]
    assert codes(replace(APPEAL, signatures=(KAI, KIM, replace(PAULA, person="kai")))) == [Code.POLICE_RELEASE]
    assert codes(replace(APPEAL, bearers=APPEAL.bearers - {Side.POLICE}, signatures=(KAI, KIM))) == []


def test_the_police_release_is_no_second_person_of_a_chamber():
    assert codes(replace(APPEAL, signatures=(KAI, PAULA))) == [Code.SECOND_PERSON]


def test_an_appeal_is_borne_by_several_one_of_them_a_chamber():
    assert codes(replace(APPEAL, bearers=frozenset({Side.IHK}), signatures=(KAI, replace(KIM, side=Side.IHK)))) == [
        Code.APPEAL_ALONE
    ]
    assert Code.BEARER_NO_CHAMBER in codes(replace(APPEAL, bearers=frozenset({Side.POLICE, Side.OTHER})))


EMPTY = Draft(
    kind=Kind.DEMAND, version=1, title="", summary="", text="", trade_link="", organ="", decided_on=None, dissent="",
    no_dissent=False, bearers=frozenset(),
)  # fmt: skip


def test_an_empty_draft_is_told_everything_at_once():
    texts = [
        Code.TITLE, Code.SUMMARY, Code.TEXT, Code.TRADE_LINK, Code.ORGAN, Code.DECIDED_ON, Code.DISSENT, Code.BEARERS,
    ]  # fmt: skip

    assert codes(EMPTY) == [*texts, Code.FIRST_PERSON, Code.SECOND_PERSON]
    assert [one.code for one in unwritten(EMPTY, today=TODAY)] == texts


def test_the_reason_names_the_law_of_those_who_bear_it():
    def law(*bearers):
        bad = replace(DEMAND, trade_link="", bearers=frozenset(bearers), signatures=())
        return str(missing(bad, today=TODAY)[0].said)

    assert "(§ 1 IHKG)" in law(Side.IHK)
    assert "(§ 91 HwO)" in law(Side.HWK)
    assert "(§ 1 IHKG, § 91 HwO)" in law(Side.IHK, Side.HWK)


def test_nothing_is_released_by_fewer_than_two_people():
    signatures = [Signature(person=who, side=side, version=of) for who, side, of in product("ab", Side, (1, 2))]
    for pair in product(signatures, repeat=2):
        if not codes(replace(DEMAND, signatures=pair)):
            assert len({one.person for one in pair}) == 2
            assert {one.version for one in pair} == {2}
            assert {one.side for one in pair} == {Side.IHK, Side.HWK}
