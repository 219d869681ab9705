"""The data model: what flows from station to station. Standard library only, no input or output.

All offsets are ``[start, end)`` in Unicode characters of the report's text. Everything that is
extracted cites spans. Unknown is ``None``; 0 is a reported zero. Vocabulary and definitions:
ARCHITECTURE.md; serialised forms: ``headwater schema``. One module, longer than others, so that the
whole model can be read at one go.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
"""``[start, end)`` in characters of a report's text."""


class SourceKind(StrEnum):
    """What sort of body or person a source is."""

    OUTLET = "outlet"
    AGENCY = "agency"
    MONITOR = "monitor"
    ORGANISATION = "organisation"
    OFFICIAL = "official"
    MILITARY = "military"
    STATE_MEDIA = "state_media"
    NAMED_PERSON = "named_person"
    WITNESS = "witness"
    MEDIC = "medic"
    ACTIVIST = "activist"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Quote(StrEnum):
    """How an attribution renders its content (Pareti 2015, section 2.2)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Factuality(StrEnum):
    """How the report commits to an event (after FactBank, Sauri and Pustejovsky 2009)."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    FUTURE = "future"


class DerivationKind(StrEnum):
    """How one report depends on another."""

    COPY = "copy"
    PARTIAL = "partial"
    CITES = "cites"


class Direction(StrEnum):
    """Which report of a derivation was made from which."""

    A_TO_B = "a->b"
    B_TO_A = "b->a"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet credited for the text as a whole, with the span that says so."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. ``origin`` tells where it was read (path, line), for messages."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    """ISO date or date-time; ``None`` when neither given nor stated in the text."""
    url: str | None = None
    language: str | None = None
    credits: tuple[Credit, ...] = ()
    furniture: tuple[Span, ...] = ()
    """Stretches of ``text`` that belong to the site, not to the report; never read as content."""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be used, and why."""

    origin: str
    reason: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its syntax. ``head`` is the index of its governor (itself for a root)."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str = ""
    """Entity label (PERSON, ORG, GPE, NORP, DATE, CARDINAL, ...) or empty."""
    entity_start: bool = False
    space: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as the encoder reads it: bare spans, sources not resolved."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Doc:
    """An annotated report. ``sentences`` are half-open ranges of token indices, in order.

    A sentence never crosses furniture, a headline or a paragraph break.
    """

    report: Report
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    relations: tuple[Relation, ...] = ()
    states: bytes = field(default=b"", compare=False, repr=False)
    """States of the encoder's lower layers for each token: rows of float16; kept in no table."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution relation (Pareti 2012; PolNeAR, Newell et al. 2018), source resolved."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: Quote
    source_kind: SourceKind
    source_name: str | None
    """Canonical name, or the exact wording of an unnamed source; ``None`` without a source."""
    named: bool
    via: str | None = None
    """The spokesman through whom a body speaks."""
    via_span: Span | None = None
    name_span: Span | None = None
    """Where the text names the source: the antecedent when ``source`` is a pronoun."""
    parent: int | None = None
    """Index of the attribution whose content holds this one."""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a chain: who passed the claim on. ``span`` is the wording that names it."""

    name: str
    kind: SourceKind
    named: bool
    via: str | None = None
    span: Span | None = None
    inherited: bool = False
    """True when the text goes on with a source's account without naming it again."""
    why: str = ""
    """The rule that put the hop here: attribution, nested, joined, told, carried by, credit,
    carrier, own sources, denial; lead and account where the event's words name no source."""


Chain = tuple[Hop, ...]
"""Hops, nearest first, after the report's own outlet; empty in the report's own voice."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A participant of an event. ``kind`` is person, organisation or thing."""

    name: str
    mentions: tuple[Span, ...]
    kind: str = "person"
    canonical: str | None = None
    """Id in the actor list (``headwater.actors``) when the wording is a known alias."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place mention and its gazetteer entry; id and coordinates null without an honest answer."""

    span: Span
    name: str
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    precision: str | None = None
    """point, town, adm2, adm1, country or region."""
    confidence: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression as a half-open interval in ISO dates or date-times; null if unresolved."""

    span: Span
    start: str | None = None
    end: str | None = None
    precision: str = "vague"
    """minute, day, week, month, season, year, decade or vague."""
    kind: str = "date"
    """date, time, duration or set (TimeML); only dates and times can be when an event was."""


@dataclass(frozen=True, slots=True)
class Subcount:
    """A part of a count that the text names: children, civilians, soldiers ..."""

    group: str
    low: int | None
    best: int | None
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """How many, with the wording: "dozens" is null/null/null and its wording."""

    low: int | None
    best: int | None
    high: int | None
    span: Span
    wording: str
    cumulative: bool = False
    """A toll that the text says has risen to this figure."""
    parts: tuple[Subcount, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """PLOVER type with its crosswalks; ``rule`` is the crosswalk row that decided."""

    plover: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    acled: str | None = None
    cameo: str | None = None
    ucdp: str | None = None
    muc: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one report tells it; mentions of the same happening are merged."""

    mentions: tuple[Span, ...]
    evidence: tuple[Span, ...]
    """The shortest stretch that asserts it, with its main figure."""
    type: EventType
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    instruments: tuple[Entity, ...] = ()
    place: Place | None = None
    time: Time | None = None
    killed: Count | None = None
    wounded: Count | None = None
    detained: Count | None = None
    displaced: Count | None = None
    defected: Count | None = None
    factuality: Factuality = Factuality.ASSERTED
    main: bool = False
    """The news of the report, not its background."""
    summary: bool = False
    """A total over a period or several places; never an incident."""
    chains: tuple[Chain, ...] = ()
    """Who vouches for it, main chain first; ``((),)`` is the report's own voice."""
    commitment: float | None = None
    """How far the wording commits itself to it: -3 (did not happen) to 3 (did)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one report alone."""

    report: Report
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    sketch: tuple[int, ...] = ()
    """MinHash signature of the report's word shingles, for derivation candidates."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One report's event and the chains that vouch for it. ``id`` is a digest of its content."""

    id: str
    report: str
    event: Event


@dataclass(frozen=True, slots=True)
class Derivation:
    """Report ``b`` against report ``a`` (ids sorted): copy, partial or cites."""

    a: str
    b: str
    kind: DerivationKind
    direction: Direction
    passages: tuple[tuple[Span, Span], ...]
    why: str


@dataclass(frozen=True, slots=True)
class LinkPart:
    """One comparison of two claims and the match weight (log2 Bayes factor) that it gave."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims are held to be about one happening."""

    a: str
    b: str
    weight: float
    parts: tuple[LinkPart, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A distinct root of the chains behind an incident."""

    name: str
    kind: SourceKind
    named: bool
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    group: int = 0
    """Origins of one group are one origin at the minimum ("may be the same")."""
    spans: tuple[tuple[str, Span], ...] = ()
    """(report id, span) of the words that name it."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One value of a field in dispute, and which claims say it."""

    value: str
    claims: tuple[str, ...]
    said_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the reports disagree on. ``rising`` marks a toll that grew with time."""

    field: str
    values: tuple[ConflictValue, ...]
    rising: bool = False


@dataclass(frozen=True, slots=True)
class FieldOrigins:
    """Origins counted for one field alone (place, toll, actor): they may rest on others."""

    field: str
    origins_min: int
    origins_max: int
    why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims from one or many reports that are about the same happening."""

    id: str
    label: str
    type: EventType
    place: Place | None
    time: Time | None
    killed: Count | None
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    origins_min: int
    origins_max: int
    origins_why: str
    origins: tuple[Origin, ...]
    conflicts: tuple[Conflict, ...] = ()
    by_field: tuple[FieldOrigins, ...] = ()
    links: tuple[Link, ...] = ()
    summary: bool = False
    place_report: str | None = None
    """The report in whose text the place's span lies; likewise for time and killed."""
    time_report: str | None = None
    killed_report: str | None = None
