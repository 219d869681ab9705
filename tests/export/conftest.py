"""A small case about a country that does not exist, made by hand."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from headwater.export.view import MemoryCase
from headwater.model import (
    Attribution,
    Chain,
    Claim,
    Conflict,
    ConflictValue,
    Count,
    Credit,
    Derivation,
    DerivationKind,
    Direction,
    Entity,
    Event,
    EventType,
    Factuality,
    FieldOrigins,
    Hop,
    Incident,
    Link,
    LinkPart,
    Origin,
    Place,
    Quote,
    Reading,
    Report,
    SourceKind,
    Span,
    Subcount,
    Time,
)

AIR_STRIKE = EventType(
    "ASSAULT", "aerial", ("military",), "Air/drone strike", "195", "3", "bombing", "t1"
)
DEFECTION = EventType("RETREAT", None, ("military",), "Defection", None, None, None, "t2")
OBSERVATORY = "Marrow River Observatory"


@dataclass
class Text:
    """A report's text, in which words are looked up as spans."""

    report: Report

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.report.text.index(words, start + 1)
        return start, start + len(words)

    def hop(self, words: str, kind: SourceKind, name: str = "", **more: object) -> Hop:
        named = kind not in {SourceKind.UNNAMED, SourceKind.MEDIC, SourceKind.WITNESS}
        return Hop(name or words, kind, named, span=self.span(words), **more)  # type: ignore[arg-type]

    def count(self, words: str, low: int | None, high: int | None, *, rose: bool = False) -> Count:
        return Count(low, low, high, self.span(words), words, rose)

    def said(
        self, source: str, cue: str, content: str, hop: Hop, parent: int | None = None
    ) -> Attribution:
        return Attribution(
            (self.span(source),),
            (self.span(cue),),
            (self.span(content),),
            Quote.INDIRECT,
            hop.kind,
            hop.name,
            hop.named,
            hop.via,
            parent=parent,
            score=0.9,
        )


def report(name: str, outlet: str, published: str, text: str, title: str) -> Text:
    return Text(
        Report(name, text, title, outlet, published=published, url=f"https://{name}.example/")
    )


AGENCY_TEXT = (
    "SARHAN, 3 May (Meridian Wire) - Warplanes struck the livestock market in Sarhan on Tuesday, "
    "killing at least 14 people, the Marrow River Observatory said. Rescuers were still digging "
    "through the stalls at dusk.\n\nThe army denied that its aircraft were over the town."
)
R1 = report("r1", "Kelmara Courier", "2031-05-03", AGENCY_TEXT, "Market struck in Sarhan")
R2 = report("r2", "Northern Star", "2031-05-04", AGENCY_TEXT, "Air raid on Sarhan market")
R3 = report(
    "r3",
    "Harbour Times",
    "2031-05-04",
    "The toll from Tuesday's air raid on Sarhan's market has risen to 21, the head of the Marrow "
    "River Observatory, Ilen Dovar, told this newspaper. Bodies were carried out in blankets.",
    "Sarhan toll rises to 21",
)
R4 = report(
    "r4",
    "Civic Voice",
    "2031-05-03",
    "A medic at the field hospital said 17 dead had been brought in after the strike on the "
    "market in Sarhan, among them four children.",
    "Medic tells of Sarhan dead",
)
R5 = report(
    "r5",
    "Dal Daily",
    "2031-05-03",
    "About 18 people were killed on Tuesday in Sarhan, a doctor who asked not to be named said.",
    "Sarhan bombed",
)
R6 = report(
    "r6",
    "Western Post",
    "2031-05-10",
    "Nine fighters of the Ridge Brigade have deserted, the collective Voices of Tell Omra said. "
    "Its spokesman Anar said he had this from a source inside the brigade, who had heard it from "
    "a guard at the northern gate.",
    "Fighters desert brigade",
)
TEXTS = (R1, R2, R3, R4, R5, R6)


def sarhan(text: Text) -> Place:
    return Place(
        text.span("Sarhan"), "Sarhan", 9_000_001, 36.1234, 37.5678, "XK", "town", 0.9, "only one"
    )


def tuesday(text: Text) -> Time:
    return Time(text.span("Tuesday"), "2031-05-03", "2031-05-04", "day")


def event(
    text: Text, evidence: str, mention: str, chains: Sequence[Chain], **more: object
) -> Event:
    return Event(
        (text.span(mention),),
        (text.span(evidence),),
        AIR_STRIKE,
        place=sarhan(text),
        main=True,
        chains=tuple(chains),
        **more,  # type: ignore[arg-type]
    )


def claim(text: Text, one: Event) -> Claim:
    digest = hashlib.sha256(f"{text.report.id}{one.evidence}".encode()).hexdigest()[:12]
    return Claim(f"clm_{digest}", text.report.id, one)


def agency_reading(text: Text) -> Reading:
    agency = text.hop("Meridian Wire", SourceKind.AGENCY, why="credit")
    monitor = text.hop(OBSERVATORY, SourceKind.MONITOR, why="attribution")
    army = text.hop("The army", SourceKind.MILITARY, why="attribution")
    story = "Warplanes struck the livestock market in Sarhan on Tuesday, killing at least 14 people"
    strike = event(
        text,
        story,
        "struck",
        [(agency, monitor)],
        time=tuesday(text),
        killed=text.count("at least 14", 14, None),
        factuality=Factuality.REPORTED,
        actors=(Entity("Warplanes", (text.span("Warplanes"),), "thing"),),
        recipients=(Entity("people", (text.span("people"),)),),
    )
    denied = "its aircraft were over the town"
    denial = event(text, denied, "over", [(agency, army)], factuality=Factuality.DENIED)
    return Reading(
        Report(
            text.report.id,
            text.report.text,
            text.report.title,
            text.report.outlet,
            published=text.report.published,
            url=text.report.url,
            language="en",
            credits=(Credit("Meridian Wire", text.span("Meridian Wire")),),
        ),
        (
            text.said("the Marrow River Observatory", "said", story, monitor),
            text.said("The army", "denied", denied, army),
        ),
        (strike, denial),
        (sarhan(text),),
        (tuesday(text),),
    )


def toll_reading() -> Reading:
    hop = R3.hop(OBSERVATORY, SourceKind.MONITOR, via="Ilen Dovar", why="told")
    evidence = "The toll from Tuesday's air raid on Sarhan's market has risen to 21"
    raid = event(
        R3,
        evidence,
        "air raid",
        [(hop,)],
        time=tuesday(R3),
        killed=R3.count("risen to 21", 21, 21, rose=True),
        factuality=Factuality.REPORTED,
    )
    said = R3.said("the head of the Marrow River Observatory, Ilen Dovar,", "told", evidence, hop)
    return Reading(R3.report, (said,), (raid,), (sarhan(R3),), (tuesday(R3),))


def medic_reading() -> Reading:
    hop = R4.hop("A medic at the field hospital", SourceKind.MEDIC, why="attribution")
    evidence = "17 dead had been brought in after the strike on the market in Sarhan"
    killed = Count(
        17, 17, 17, R4.span("17"), "17", parts=(Subcount("children", 4, 4, 4, R4.span("four")),)
    )
    strike = event(R4, evidence, "strike", [(hop,)], killed=killed, factuality=Factuality.REPORTED)
    said = R4.said(hop.name, "said", evidence + ", among them four children", hop)
    return Reading(R4.report, (said,), (strike,), (sarhan(R4),), ())


def doctor_reading() -> Reading:
    hop = R5.hop("a doctor who asked not to be named", SourceKind.MEDIC, why="attribution")
    evidence = "About 18 people were killed on Tuesday in Sarhan"
    killed = Count(None, 18, None, R5.span("About 18"), "About 18")
    strike = event(
        R5,
        evidence,
        "killed",
        [(hop,)],
        time=tuesday(R5),
        killed=killed,
        factuality=Factuality.REPORTED,
    )
    said = R5.said(hop.name, "said", evidence, hop)
    return Reading(R5.report, (said,), (strike,), (sarhan(R5),), (tuesday(R5),))


def defection_reading() -> Reading:
    voices = Hop(
        "Voices of Tell Omra",
        SourceKind.ORGANISATION,
        named=True,
        via="Anar",
        span=R6.span("Voices of Tell Omra"),
        why="attribution",
    )
    inside = R6.hop("a source inside the brigade", SourceKind.UNNAMED, why="nested")
    guard = R6.hop("a guard at the northern gate", SourceKind.WITNESS, why="nested")
    evidence = "Nine fighters of the Ridge Brigade have deserted"
    fighters = Entity("Nine fighters of the Ridge Brigade", (R6.span("Nine fighters"),))
    desertion = Event(
        (R6.span("deserted"),),
        (R6.span(evidence),),
        DEFECTION,
        actors=(fighters,),
        defected=R6.count("Nine", 9, 9),
        factuality=Factuality.ALLEGED,
        main=True,
        chains=((voices, inside, guard),),
    )
    said = R6.said("the collective Voices of Tell Omra", "said", evidence, voices)
    return Reading(R6.report, (said,), (desertion,), (), ())


def strike_incident(claims: Sequence[Claim], readings: Sequence[Reading]) -> Incident:
    one, two, three, four, five = claims
    origins = (
        Origin(
            OBSERVATORY,
            SourceKind.MONITOR,
            named=True,
            reports=("r1", "r2", "r3"),
            claims=(one.id, two.id, three.id),
            outlets=("Harbour Times", "Kelmara Courier", "Northern Star"),
            group=0,
            spans=(("r1", R1.span(OBSERVATORY)), ("r3", R3.span(OBSERVATORY))),
            why="r1, r2 and r3 name the Marrow River Observatory; r2 is a copy of r1.",
        ),
        Origin(
            "A medic at the field hospital",
            SourceKind.MEDIC,
            named=False,
            reports=("r4",),
            claims=(four.id,),
            outlets=("Civic Voice",),
            group=1,
            spans=(("r4", R4.span("A medic at the field hospital")),),
            why="r4 names no one: “A medic at the field hospital”.",
        ),
        Origin(
            "a doctor who asked not to be named",
            SourceKind.MEDIC,
            named=False,
            reports=("r5",),
            claims=(five.id,),
            outlets=("Dal Daily",),
            group=1,
            spans=(("r5", R5.span("a doctor who asked not to be named")),),
            why="r5 names no one: “a doctor who asked not to be named”.",
        ),
    )
    tolls = (
        ConflictValue("14", (one.id, two.id), (OBSERVATORY,)),
        ConflictValue("17", (four.id,), ("A medic at the field hospital",)),
        ConflictValue("18", (five.id,), ("a doctor who asked not to be named",)),
        ConflictValue("21", (three.id,), (OBSERVATORY,)),
    )
    return Incident(
        "inc_0001",
        "Air strike on a market, Sarhan, 3 May 2031",
        AIR_STRIKE,
        readings[0].events[0].place,
        readings[0].events[0].time,
        Count(14, 18, 21, R3.span("risen to 21"), "risen to 21"),
        tuple(one.id for one in claims),
        ("r1", "r2", "r3", "r4", "r5"),
        2,
        3,
        "The Observatory stands behind r1, r2 and r3. Two unnamed medics (r4, r5) cannot be shown "
        "independent of each other: one at the least, two at the most.",
        origins,
        (Conflict("killed", tolls, rising=True),),
        (
            FieldOrigins("place", 2, 3, "all five reports name Sarhan"),
            FieldOrigins("killed", 2, 3, "the figure differs by source"),
        ),
        (Link(one.id, four.id, 7.5, (LinkPart("place", "same town", 4.2),)),),
        place_report="r1",
        time_report="r1",
        killed_report="r3",
    )


def defection_incident(one: Claim) -> Incident:
    guard = "a guard at the northern gate"
    return Incident(
        "inc_0002",
        "Defection of fighters of the Ridge Brigade, place not stated",
        DEFECTION,
        None,
        None,
        None,
        (one.id,),
        ("r6",),
        1,
        1,
        "One report, one chain; its furthest source is “a guard at the northern gate”.",
        (
            Origin(
                guard,
                SourceKind.WITNESS,
                named=False,
                reports=("r6",),
                claims=(one.id,),
                outlets=("Western Post",),
                spans=(("r6", R6.span(guard)),),
                why="the furthest source that r6 names",
            ),
        ),
    )


def fictional_case() -> MemoryCase:
    readings = [
        agency_reading(R1),
        agency_reading(R2),
        toll_reading(),
        medic_reading(),
        doctor_reading(),
        defection_reading(),
    ]
    claims = [claim(t, r.events[0]) for t, r in zip(TEXTS, readings, strict=True)]
    whole = (0, len(AGENCY_TEXT))
    derivation = Derivation(
        "r1",
        "r2",
        DerivationKind.COPY,
        Direction.A_TO_B,
        ((whole, whole),),
        "all of r2 stands in r1, which is a day older",
    )
    return MemoryCase(
        readings,
        claims,
        (strike_incident(claims[:5], readings), defection_incident(claims[5])),
        (derivation,),
    )


@pytest.fixture(name="case")
def _case() -> MemoryCase:
    return fictional_case()
