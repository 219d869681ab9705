# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
"""Sources beside the main one: who vouches for an event, and who is cited for something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from headwater.link.accounts import accounts
from headwater.link.bearing import bears
from headwater.link.claims import claims_of
from headwater.link.selection import counting_chains
from headwater.model import (
    Attribution,
    Claim,
    EventType,
    Hop,
    Quote,
    Reading,
    SourceKind,
    Span,
)

LEAD = "Shells hit the market of Oresk on Sunday, killing 24, the Lantern Group said."
EVIDENCE = "Shells hit the market of Oresk on Sunday, killing 24"
K = SourceKind
Who = tuple[tuple[str, str, str], SourceKind, bool]
"""(source, cue, content), kind of the source, whether it is named."""


def told(
    make: Any,
    who: Who,
    *,
    chained: bool = True,
) -> tuple[Hop, Claim, Reading]:
    """A report of the lead and one sentence, and the hop of its source."""
    (source, cue, content), kind, named = who
    text = f"{LEAD} {source} {cue} {content}."
    hop = Hop(source, kind, named, span=make.span(text, source), why="attribution")
    main = (make.hop(text, "Lantern Group", K.MONITOR),)
    event = make.event(
        text,
        EVIDENCE,
        kind=make.bomb,
        place="Oresk",
        day="2031-05-03",
        killed=24,
        chains=(main, (hop,)) if chained else (main,),
    )
    attribution = Attribution(
        source=(make.span(text, source),),
        cue=(make.span(text, cue),),
        content=(make.span(text, content),),
        quote=Quote.INDIRECT,
        source_kind=kind,
        source_name=source,
        named=named,
    )
    reading = replace(make.reading("r1", text, event), attributions=(attribution,))
    return hop, claims_of([reading])[0], reading


@pytest.mark.parametrize(
    "who",
    [
        (("Abu Teren", "said", "the blast tore the roof off three stalls"), K.ACTIVIST, True),
        (("A doctor", "said", "most of the wounded were children"), K.MEDIC, False),
        (("The Ridge Army", "said", "its gunners fired on a depot"), K.MILITARY, True),
        (("The governor of Oresk", "said", "21 people died in the attack"), K.OFFICIAL, True),
        (("Hana Brel", "said", "a family was pulled from the rubble"), K.OFFICIAL, True),
        (("The Relief League", "said", "24 people lost their lives"), K.ORGANISATION, True),
        (("State radio", "reported", "a rocket attack on the market"), K.STATE_MEDIA, True),
    ],
)
def test_words_of_ones_own_about_the_event_vouch_for_it(make: Any, who: Who) -> None:
    assert bears(*told(make, who))


@pytest.mark.parametrize(
    "who",
    [
        (("The rebels", "touted", "such deals as a way to end the siege"), K.MILITARY, False),
        (("The rebels", "say", "jets pounded their lines near the quay"), K.MILITARY, False),
        (("Channel Nine", "showed", "bodies beside burnt stalls after the blast"), K.OUTLET, True),
        (("The minister", "said", "the attack was a response to a raid"), K.OFFICIAL, True),
        (("The minister", "said", "the market would open within a week"), K.OFFICIAL, True),
        (("Hana Brel", "said", "the shelling was in revenge for a raid"), K.NAMED_PERSON, True),
        (("The Relief League", "said", "400 died in raids on Varn"), K.ORGANISATION, True),
        (("Critics", "say", "the attack shows that the truce is dead"), K.UNNAMED, False),
        (("Activists", "have reported", "deaths from hunger in the town"), K.ACTIVIST, False),
        (("Inspectors", "found", "that victims had been gassed there in 2029"), K.OFFICIAL, False),
    ],
)
def test_verdicts_pictures_other_times_and_other_matters_do_not(make: Any, who: Who) -> None:
    assert not bears(*told(make, who))


@pytest.mark.parametrize(
    ("name", "kind"), [("State radio", K.STATE_MEDIA), ("The Varn Watch", K.MONITOR)]
)
def test_a_source_quoted_only_for_another_event_of_the_report_does_not_vouch(
    make: Any, name: str, kind: K
) -> None:
    words = "a car bomb killed 3 in Varn"
    hop, claim, reading = told(make, ((name, "said", words), kind, True))
    assert bears(hop, claim, reading)
    other = make.event(reading.report.text, words, day="2031-05-01", killed=3, main=False)
    assert not bears(hop, claim, replace(reading, events=(*reading.events, other)))


def test_who_speaks_of_a_blast_is_not_cited_for_the_shelling_beside_it(make: Any) -> None:
    hop, claim, reading = told(
        make, (("State radio", "reported", "the blast"), K.STATE_MEDIA, True)
    )
    shelling = EventType("ASSAULT", "heavy-weapons", (), "Shelling/artillery/missile attack")
    claim = replace(claim, event=replace(claim.event, type=shelling))
    assert bears(hop, claim, replace(reading, events=(claim.event,)))
    bomb = make.event(reading.report.text, "the blast", kind=make.bomb, day="2031-05-03")
    assert not bears(hop, claim, replace(reading, events=(claim.event, bomb)))


def test_a_rival_toll_for_the_same_happening_is_no_other_event(make: Any) -> None:
    hop, claim, reading = told(
        make, (("The Watch", "said", "31 people died in the attack"), K.ACTIVIST, True)
    )
    rival = make.event(
        reading.report.text, "31 people died in the attack", day="2031-05-03", killed=31
    )
    assert bears(hop, claim, replace(reading, events=(*reading.events, rival)))


@pytest.mark.parametrize(
    "who",
    [
        (("A stallholder", "said", "he saw the first shell explode"), K.WITNESS, False),
        (("Dr Mirel", "said", "21 wounded were brought in within an hour"), K.MEDIC, True),
        (("Hana Brel", "told", "we ran and people lay dead behind us"), K.NAMED_PERSON, True),
        (("The Oresk Civil Defence", "said", "9 bodies were found"), K.ORGANISATION, True),
        (("A police source", "said", "22 were dead"), K.OFFICIAL, False),
        (("An Aldine News reporter", "said", "blood covered the quay"), K.AGENCY, True),
    ],
)
def test_who_saw_it_counts_though_no_chain_holds_him(make: Any, who: Who) -> None:
    hop, claim, reading = told(make, who, chained=False)
    assert [chain[0].name for chain in accounts(claim, reading)] == [hop.name]
    background = replace(claim, event=replace(claim.event, main=False))
    assert not list(accounts(background, reading))


@pytest.mark.parametrize(
    "who",
    [
        (("A stallholder", "said", "bread had been dear since the winter"), K.WITNESS, False),
        (("Hana Brel", "condemned", "the attack on our town"), K.NAMED_PERSON, True),
        (("Hana Brel", "said", "the attack was the worst of the war"), K.NAMED_PERSON, True),
        (("The Relief League", "said", "the attack killed 24"), K.ORGANISATION, True),
        (("The Oresk Herald", "said", "shells killed 20"), K.OUTLET, True),
        (("Somebody", "said", "the shells killed 20"), K.UNNAMED, False),
    ],
)
def test_who_comments_or_relays_is_no_account(make: Any, who: Who) -> None:
    _, claim, reading = told(make, who, chained=False)
    assert not list(accounts(claim, reading))


@pytest.mark.parametrize(("kind", "counted"), [(K.MONITOR, 0), (K.AGENCY, 1)])
def test_an_unnamed_source_of_a_body_is_no_account_beside_it(
    make: Any, kind: SourceKind, counted: int
) -> None:
    who = (("A stallholder", "said", "he saw the first shell explode"), K.WITNESS, False)
    _, claim, reading = told(make, who, chained=False)
    (inner,) = reading.attributions
    outer = replace(inner, source=((0, 6),), source_name="Outer", source_kind=kind, named=True)
    nested = replace(inner, parent=1)
    reading = replace(reading, attributions=(nested, outer))
    found = [chain[0].name for chain in accounts(claim, reading)]
    assert found.count("A stallholder") == counted


def test_what_a_report_only_mentions_rests_on_its_main_source_alone(make: Any) -> None:
    who = (("Abu Teren", "said", "the blast tore the roof off"), K.ACTIVIST, True)
    _, claim, reading = told(make, who)
    assert [chain[0].name for chain, _ in counting_chains(claim, reading)] == [
        "Lantern Group",
        "Abu Teren",
    ]
    mentioned = replace(claim, event=replace(claim.event, main=False))
    ((chain, main),) = counting_chains(mentioned, reading)
    assert (chain[0].name, main) == ("Lantern Group", True)


def test_who_speaks_after_another_happening_was_told_is_no_account_of_the_news(make: Any) -> None:
    who = (("A guard", "said", "the van exploded beside him"), K.WITNESS, False)
    _, claim, reading = told(make, who, chained=False)
    text = f"{reading.report.text[: len(LEAD)]} A car bomb killed 3 in Varn on Friday. "
    text += reading.report.text[len(LEAD) + 1 :]
    (moved,) = told(make, who, chained=False)[2].attributions
    shift = len(text) - len(reading.report.text)

    def later(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((start + shift, end + shift) for start, end in spans)

    moved = replace(
        moved,
        source=later(moved.source),
        cue=later(moved.cue),
        content=later(moved.content),
    )
    other = make.event(text, "A car bomb killed 3 in Varn", day="2031-05-01", killed=3, main=False)
    two = replace(
        reading,
        report=replace(reading.report, text=text),
        attributions=(moved,),
        events=(*reading.events, other),
    )
    assert not list(accounts(claim, two))
    assert list(accounts(claim, replace(two, events=reading.events)))
