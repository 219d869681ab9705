"""The flow of an incident's claims and the diagram drawn from it."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from headwater.export.page.diagram import diagram
from headwater.export.page.flow import Flow, flow, owners
from headwater.export.page.layout import arrange
from headwater.export.page.links import PageLinks
from headwater.export.page.series import Step, chart
from headwater.export.page.stacked import stacked
from headwater.export.page.svg import element, lines
from headwater.export.view import MemoryCase
from headwater.model import Derivation, DerivationKind, Direction, Hop, SourceKind

SVG_BREAKERS = '"><script>alert(1)</script>\u202e'


def strike_flow(case: MemoryCase, *, folded: bool = True) -> Flow:
    return flow(case.all_incidents[0], case, case.all_derivations, folded=folded)


def links(case: MemoryCase) -> PageLinks:
    return PageLinks.over(case.incidents(), case.readings())


def drawn(case: MemoryCase, number: int = 0) -> str:
    incident = case.all_incidents[number]
    made = flow(incident, case, case.all_derivations)
    return str(diagram(made, links(case), unfold="#i1-copies", name="Origins"))


def test_copies_lie_behind_the_report_that_they_come_from(case: MemoryCase) -> None:
    piles = strike_flow(case).piles
    assert [copy.id for copy in piles["r:r1"].copies] == ["r2"]
    assert "r:r2" not in piles
    assert strike_flow(case).copies == 1


def test_unfolded_every_report_stands_alone(case: MemoryCase) -> None:
    whole = strike_flow(case, folded=False)
    assert set(whole.piles) == {"r:r1", "r:r2", "r:r3", "r:r4", "r:r5"}
    assert whole.copies == 0


def test_edges_run_from_origin_through_relay_to_report(case: MemoryCase) -> None:
    made = strike_flow(case)
    steps = {(edge.start, edge.end): edge.reports for edge in made.edges}
    relay = "n:meridian wire"
    assert steps[("o0", relay)] == ["r1", "r2"]
    assert steps[(relay, "r:r1")] == ["r1", "r2"]
    assert steps[("o0", "r:r3")] == ["r3"]


def test_each_field_picks_out_the_lines_that_carry_it(case: MemoryCase) -> None:
    text = drawn(case)
    root = ET.fromstring(text)  # noqa: S314  # our own
    kinds = [set(one.get("class", "").split()) for one in root.iter()]
    for kind in ("edge", "origin", "relay", "pile"):
        assert any({kind, "f-killed"} <= one for one in kinds), kind
    silent = replace(
        case,
        all_claims=tuple(
            replace(one, event=replace(one.event, killed=None)) for one in case.all_claims
        ),
    )
    assert "f-killed" not in drawn(silent)
    assert "f-place" in drawn(silent)


def test_a_side_chain_gives_no_field(case: MemoryCase) -> None:
    claims = []
    for one in case.all_claims:
        chains = one.event.chains
        twice = (*chains, *((hop,) for hop in chains[0][:1])) if len(chains[0]) > 1 else chains
        claims.append(replace(one, event=replace(one.event, chains=twice)))
    made = flow(case.all_incidents[0], replace(case, all_claims=tuple(claims)), ())
    assert all(set(edge.main) <= set(edge.claims) for edge in made.edges)
    assert sum(len(edge.main) for edge in made.edges) < sum(len(e.claims) for e in made.edges)


def test_lines_say_the_words_that_they_carry(case: MemoryCase) -> None:
    claim = case.all_claims[0]
    start, end = claim.event.evidence[0]
    words = case.report(claim.report).text[start:end]
    assert words[:60] in ET.tostring(ET.fromstring(drawn(case)), encoding="unicode")  # noqa: S314


def test_stacked_everything_fits_a_narrow_screen_in_one_column(case: MemoryCase) -> None:
    text = str(stacked(strike_flow(case), links(case), unfold="#i1-copies", name="Origins"))
    root = ET.fromstring(text)  # noqa: S314  # our own
    assert root.get("viewBox", "").split()[2] == "358"
    rows = [(float(one.get("x", 0)), float(one.get("y", 0))) for one in root.iter("{*}tspan")]
    rows = rows or [(float(o.get("x", 0)), float(o.get("y", 0))) for o in root.iter("tspan")]
    assert len({x for x, _ in rows}) == 1
    ys = [y for _, y in rows]
    assert all(later - earlier >= 14 for earlier, later in pairwise(sorted(ys)))
    wide, narrow = drawn(case), text
    for href in re.findall(r'href="([^"]+)"', wide):
        assert f'href="{href}"' in narrow
    assert "may be the same as the one above" in narrow
    assert narrow.count('class="bracket"') == 1


def test_a_chain_of_four_has_its_relays_in_order(case: MemoryCase) -> None:
    made = flow(case.all_incidents[1], case, ())
    depths = {relay.hop.name: relay.depth for relay in made.relays.values()}
    assert depths == {"Voices of Tell Omra": 0, "a source inside the brigade": 1}
    xs = arrange(made).points
    order = sorted(xs, key=lambda key: xs[key][0])
    assert order[0] == "o0"
    assert order[-1] == "r:r6"


def test_a_loop_of_copies_ends(case: MemoryCase) -> None:
    reports = {one: case.report(one) for one in ("r1", "r2", "r3")}
    loop = [
        Derivation(a, b, DerivationKind.COPY, direction, (), "")
        for a, b, direction in (
            ("r1", "r2", Direction.A_TO_B),
            ("r2", "r3", Direction.A_TO_B),
            ("r1", "r3", Direction.B_TO_A),
        )
    ]
    owned = owners(reports, loop)
    assert set(owned.values()) == {"r1"}
    assert "r1" not in owned


def test_no_two_nodes_overlap(case: MemoryCase) -> None:
    points = list(arrange(strike_flow(case, folded=False)).points.values())
    for index, (x, y) in enumerate(points):
        assert all(abs(x - u) > 40 or abs(y - v) > 40 for u, v in points[index + 1 :])


def test_origins_of_one_group_stand_together_under_a_bracket(case: MemoryCase) -> None:
    made = strike_flow(case)
    groups = [made.origins[number].group for number in arrange(made).origins]
    assert groups == [0, 1, 1]
    text = drawn(case)
    assert text.count("may be the same") == 1
    assert text.count('class="bracket"') == 1


def test_unnamed_sources_are_hollow_with_their_exact_words(case: MemoryCase) -> None:
    text = drawn(case)
    assert text.count("hollow") == 2
    words = " ".join("".join(ET.fromstring(text).itertext()).split())  # noqa: S314  # our own
    assert "“A medic at the field" in words
    assert "hospital”" in words


def test_every_node_leads_to_its_words(case: MemoryCase) -> None:
    text = drawn(case)
    offset = case.report("r4").text.index("A medic")
    assert f'href="#r4-{offset}"' in text
    assert 'href="#i1-copies"' in text


def test_a_diagram_is_well_formed_and_the_same_each_time(case: MemoryCase) -> None:
    for number in (0, 1):
        assert ET.fromstring(drawn(case, number)).tag == "svg"  # noqa: S314  # our own
        assert drawn(case, number) == drawn(case, number)


def test_hostile_names_stay_text(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    origins = tuple(replace(origin, name=SVG_BREAKERS) for origin in strike.origins)
    evil = replace(strike, origins=origins)
    text = str(diagram(flow(evil, case, ()), links(case), name=SVG_BREAKERS))
    assert "<script" not in text
    assert "\u202e" not in text
    ET.fromstring(text)  # noqa: S314  # our own


def test_a_megabyte_word_is_cut(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    origins = tuple(replace(origin, name="x" * 1_000_000, why="") for origin in strike.origins)
    made = flow(replace(strike, origins=origins), case, ())
    labels = lines(made.origins[0].name, 30, 3)
    assert [len(part) for part in labels] == [30]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three", ["one two", "three"]),
        ("one two three four five", ["one two", "three…"]),
        ("", []),
    ],
)
def test_lines(text: str, expected: list[str]) -> None:
    assert lines(text, 9, 2) == expected


def test_element_escapes() -> None:
    assert (
        str(element("text", "<b>", class_="a", x=1.0)) == '<text class="a" x="1">&lt;b&gt;</text>'
    )


def test_a_denial_that_is_no_origin_says_who_denies(case: MemoryCase) -> None:
    denial = case.reading("r1").events[1]
    claim = replace(case.all_claims[0], id="clm_denial", event=denial)
    strike = case.all_incidents[0]
    incident = replace(strike, claims=(*strike.claims, claim.id))
    held = replace(
        case,
        all_claims=[*case.all_claims, claim],
        all_incidents=(incident, *case.all_incidents[1:]),
    )
    made = flow(incident, held, ())
    assert made.apart == {"r:r1": (claim,)}
    svg = str(diagram(made, links(held)))
    assert "denied by The army: not counted as an origin" in svg


def test_days_below_a_series_do_not_meet() -> None:
    steps = [Step(10 + number, f"{number + 1} May 2031", "a monitor", "#x") for number in range(12)]
    drawn = str(chart(steps, "Rising toll"))
    places = [float(x) for x in re.findall(r'<text x="([^"]+)"[^>]*class="small"', drawn)]
    assert len(places) > 2
    assert min(b - a for a, b in pairwise(places)) > 70
    assert drawn.count("<circle") == 12


def test_a_body_with_an_unnamed_source_is_an_origin_and_no_relay(case: MemoryCase) -> None:
    strike = case.all_incidents[0]
    claims = []
    for claim in case.all_claims:
        chains = tuple(
            (*chain, Hop("a network of neighbours", SourceKind.UNNAMED, named=False))
            if chain and chain[-1].named
            else chain
            for chain in claim.event.chains
        )
        claims.append(replace(claim, event=replace(claim.event, chains=chains)))
    plain = flow(strike, case, ())
    folded = flow(strike, replace(case, all_claims=tuple(claims)), ())
    assert {(e.start, e.end) for e in folded.edges} == {(e.start, e.end) for e in plain.edges}
    assert set(folded.relays) == set(plain.relays)
