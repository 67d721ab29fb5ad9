"""The components say the right thing to eyes and to screen readers."""

import pytest
from django.contrib.messages import constants
from django.core.paginator import Paginator
from django.utils import translation

from werkspur.base import chart
from werkspur.base.bausteine import Link
from werkspur.base.templatetags.werkspur import is_current, nearest
from werkspur.base.tests.drawing import draw
from werkspur.marks import compare


def test_a_button_is_a_link_when_it_leads_somewhere() -> None:
    link = draw('<c-button href="/neu/" icon="plus">Eintragen</c-button>')
    button = draw('<c-button name="wahl" value="0" disabled>Eintragen</c-button>')
    assert '<a class="kern-btn kern-btn--primary" href="/neu/"' in link
    assert "<button" not in link
    assert 'type="submit" name="wahl" value="0" disabled' in button


def test_a_button_passes_on_what_htmx_needs_and_escapes_it() -> None:
    drawn = draw('<c-button hx-get="{{ url }}" data-x="1">Los</c-button>', url='/a?b=1&c="2"')
    assert 'data-x="1"' in drawn
    assert "&amp;c=" in drawn
    assert '"2"' not in drawn


@pytest.mark.parametrize(
    "name", ["button", "badge", "alert", "note", "filter", "progress", "td", "th", "tr", "sum", "fix", "hit", "reveal"]
)
def test_a_page_may_add_a_class(name: str) -> None:
    explained = compare.explain("1", "1")
    drawn = draw(f'<c-{name} class="ws-gap" data-x="1" :explanation="e">x</c-{name}>', e=explained)
    first = drawn[: drawn.index(">")]
    assert first.count("class=") == 1
    assert " ws-gap" in first
    assert 'data-x="1"' in first


@pytest.mark.parametrize(
    ("kind", "css", "icon"),
    [("danger", "kern-badge--danger", "#gestohlen"), ("success", "kern-badge--success", "#haken")],
)
def test_a_badge_never_speaks_by_colour_alone(kind: str, css: str, icon: str) -> None:
    drawn = draw(f'<c-badge kind="{kind}">Wort</c-badge>')
    assert css in drawn
    assert icon in drawn
    assert "Wort" in drawn


def test_a_component_does_not_see_the_variables_of_the_page() -> None:
    assert "fremd" not in draw("<c-alert>Text</c-alert>", title="fremd")


def test_what_a_user_wrote_is_escaped() -> None:
    drawn = draw('<c-item title="{{ name }}" text="{{ name }}" /><c-plate>{{ name }}</c-plate>', name="<script>x")
    assert "<script" not in drawn


def test_an_error_is_announced_at_once_and_news_politely() -> None:
    assert 'role="alert"' in draw('<c-alert kind="danger" title="T">x</c-alert>')
    assert 'role="status"' in draw('<c-alert title="T">x</c-alert>')
    levels = constants.DEFAULT_TAGS
    assert 'role="alert"' in draw('<c-toast :kind="k">x</c-toast>', k=levels[constants.ERROR])
    assert "ws-toast--ok" in draw('<c-toast :kind="k">x</c-toast>', k=levels[constants.SUCCESS])


def test_a_comparison_is_one_sentence_for_screen_readers_and_columns_for_eyes() -> None:
    drawn = draw('<c-compare :explanation="e" />', e=compare.explain("8?3-1O4Z", "863-1046"))
    assert 'role="img" aria-label="Gelesen 8, unlesbar, 3, Strich' in drawn
    assert drawn.count("ws-cmp__col--like") == 1
    assert drawn.count("ws-cmp__col--open") == 1
    assert drawn.count("ws-cmp__col--diff") == 1


def test_the_grade_is_dots_and_words() -> None:
    drawn = draw('<c-grade :grade="3" />')
    assert drawn.count("is-on") == 3
    assert "Wahrscheinlich" in drawn


def test_pages_keep_the_filters() -> None:
    page = Paginator(range(48), 8).page(2)
    drawn = draw('<c-pages :page="page" />', address="/g/?ort=Lager&seite=2&stand=a&stand=b", page=page)
    assert "9 bis 16 von 48" in drawn
    assert "?ort=Lager&amp;stand=a&amp;stand=b&amp;seite=3" in drawn
    assert 'aria-label="Seite 2" aria-current="page"' in drawn


def test_one_page_needs_no_page_numbers_and_none_needs_nothing() -> None:
    assert "<ul>" not in draw('<c-pages :page="page" />', page=Paginator([1], 8).page(1))
    assert "nav" not in draw('<c-pages :page="page" />', page=Paginator([], 8).page(1))


def test_a_sorted_heading_turns_round_and_starts_at_the_first_page() -> None:
    head = '<c-th sort="name" current="{{ now }}">Name</c-th>'
    address = "/g/?ort=Lager&seite=4&sortierung=name"
    up = draw(head, address=address, now="name")
    assert 'aria-sort="ascending"' in up
    assert "?ort=Lager&amp;sortierung=-name" in up
    assert "seite" not in up
    assert 'aria-sort="descending"' in draw(head, address=address, now="-name")
    assert "aria-sort" not in draw(head, address=address, now="ort")


def test_steps_say_what_is_done_and_where_we_are() -> None:
    drawn = draw('<c-steps steps="Hochladen, Prüfen, Übernehmen" :current="2" />')
    assert drawn.count("is-done") == 1
    assert 'aria-current="step"><b>2</b>Prüfen' in drawn


def test_progress_has_a_number_and_survives_nothing_to_do() -> None:
    drawn = draw('<c-progress :done="1500" :total="20000" rest="noch etwa 2 Minuten" />')
    assert 'value="1500" max="20000"' in drawn
    assert "1.500 von 20.000" in drawn
    assert "noch etwa 2 Minuten" in drawn
    assert 'max="1"' in draw('<c-progress :done="0" :total="0" />')


def test_the_line_speaks_to_svg_in_points_whatever_the_language() -> None:
    with translation.override("de"):
        drawn = draw('<c-line :values="v" :band_from="0" label="Verlauf" />', v=[10, 20, 15])
    assert 'points="8.0,51.0 260.0,10.0 512.0,30.5"' in drawn
    assert "," not in drawn.split('cx="')[1].split('"')[0]
    assert "ws-chart__band" in drawn


def test_a_chart_starts_at_zero() -> None:
    line = chart.line([0, 100], height=100)
    assert line.points == "8.0,96.0 512.0,10.0"
    assert chart.line([0.0, 0.0]).y == 92.0
    with pytest.raises(ValueError, match="at least one"):
        chart.line([])


@pytest.mark.parametrize(
    ("url", "path", "current"),
    [
        ("/gegenstaende/", "/gegenstaende/", True),
        ("/gegenstaende/", "/gegenstaende/neu/", True),
        ("/gegenstaende/?stand=a", "/gegenstaende/", True),
        ("/", "/gegenstaende/", False),
        ("/", "/", True),
        ("/betrieb/", "/kammer/betriebe/", False),
    ],
)
def test_the_navigation_shows_where_we_are(*, url: str, path: str, current: bool) -> None:
    assert is_current(Link("x", url), path) is current


def test_only_the_closest_entry_is_where_we_are() -> None:
    facts, situation = Link("Zahlen", "/fakten/"), Link("Lage", "/fakten/lage/")
    assert nearest([facts, situation], "/fakten/lage/") is situation
    assert nearest([situation, facts], "/fakten/reihe") is facts
    assert nearest([facts], "/") is None
    assert nearest("", "/fakten/") is None


def test_pages_elsewhere_may_belong_to_an_entry() -> None:
    facts, situation = Link("Zahlen", "/fakten/"), Link("Lage", "/fakten/lage/", also=("/fakten/praesenz/",))
    assert nearest([facts, situation], "/fakten/praesenz/neu/") is situation
    assert nearest([facts, situation], "/fakten/reihe") is facts
