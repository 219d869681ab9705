"""What the reports say field by field: each value, who says it, and where its words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from headwater.export import wording
from headwater.export.page.links import Links
from headwater.export.page.series import Step, chart
from headwater.export.view import CaseView
from headwater.model import Claim, Conflict, FieldOrigins, Incident, Span

_LEAST_SERIES = 2


@dataclass(slots=True)
class ValueView:
    """One value of a field and the reports that give it: (outlet, day, said by, address)."""

    value: str
    mentions: list[tuple[str, str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field: its values, whether they differ, and on how many origins it rests."""

    name: str
    title: str
    values: tuple[ValueView, ...]
    rising: bool
    series: Markup | None
    bounds: str
    why: str
    counted: bool = False
    """Whether ``bounds`` are those of its origins."""

    @property
    def differs(self) -> bool:
        """Whether the reports give more than one value."""
        return len(self.values) > 1


Stated = Callable[[Claim], Iterator[tuple[str, Span]]]


def _killed(claim: Claim) -> Iterator[tuple[str, Span]]:
    if claim.event.killed is not None:
        yield wording.count(claim.event.killed), claim.event.killed.span


def _wounded(claim: Claim) -> Iterator[tuple[str, Span]]:
    if claim.event.wounded is not None:
        yield wording.count(claim.event.wounded), claim.event.wounded.span


def _place(claim: Claim) -> Iterator[tuple[str, Span]]:
    if claim.event.place is not None:
        yield claim.event.place.name, claim.event.place.span


def _time(claim: Claim) -> Iterator[tuple[str, Span]]:
    if claim.event.time is not None and claim.event.time.start is not None:
        yield wording.time(claim.event.time), claim.event.time.span


def _who(claim: Claim) -> Iterator[tuple[str, Span]]:
    for entity in claim.event.actors:
        if entity.mentions:
            yield entity.name, entity.mentions[0]


_FIELDS: Mapping[str, tuple[str, Stated, tuple[str, ...]]] = {
    "killed": ("Killed", _killed, ("killed", "toll")),
    "wounded": ("Wounded", _wounded, ("wounded",)),
    "place": ("Place", _place, ("place",)),
    "time": ("Date", _time, ("time", "date")),
    "who": ("Who did it", _who, ("who", "actor", "actors")),
}
"""Our name of a field: its title, how a claim states it, and its names in conflicts and counts."""


def field_views(
    incident: Incident, claims: Sequence[Claim], case: CaseView, links: Links
) -> tuple[FieldView, ...]:
    """Every field that some claim states, in a fixed order."""
    views = []
    for name, (title, stated, known_as) in _FIELDS.items():
        values: dict[str, ValueView] = {}
        for claim in claims:
            for value, span in stated(claim):
                view = values.setdefault(value, ValueView(value))
                view.mentions.append(_mention(claim, span, case, links))
        if not values:
            continue
        counted = next((one for one in incident.by_field if one.field in known_as), None)
        conflict = next((one for one in incident.conflicts if one.field in known_as), None)
        rising = conflict is not None and conflict.rising
        series = _series(claims, case, links) if rising and name == "killed" else None
        views.append(
            FieldView(
                name,
                title,
                tuple(values.values()),
                rising,
                series,
                *_count(counted, conflict),
                counted is not None,
            )
        )
    return tuple(views)


def _count(counted: FieldOrigins | None, conflict: Conflict | None) -> tuple[str, str]:
    """On how many origins a field rests, and why; nothing when it was not counted."""
    if counted is None:
        return "", "" if conflict is None else f"{len(conflict.values)} values"
    return wording.origins(counted.origins_min, counted.origins_max), counted.why


def _mention(claim: Claim, span: Span, case: CaseView, links: Links) -> tuple[str, str, str, str]:
    report = case.report(claim.report)
    return (
        wording.outlet(report),
        wording.day_short(report.published),
        wording.vouched_by(claim.event),
        links.words(claim.report, span[0]),
    )


def _series(claims: Sequence[Claim], case: CaseView, links: Links) -> Markup | None:
    """The toll by day of publication; a figure that several reports give on one day stands once."""
    steps: dict[tuple[str, int], Step] = {}
    dated = sorted(claims, key=lambda claim: case.report(claim.report).published or "~")
    for claim in dated:
        killed = claim.event.killed
        figure = None if killed is None else killed.best or killed.low
        published = case.report(claim.report).published
        if killed is None or figure is None or published is None:
            continue
        key = (published[:10], figure)
        said = wording.vouched_by(claim.event)
        href = links.words(claim.report, killed.span[0])
        steps.setdefault(key, Step(figure, wording.day_short(published), said, href))
    ordered = [steps[key] for key in sorted(steps)]
    if len(ordered) < _LEAST_SERIES:
        return None
    return chart(ordered, "Rising toll: " + ", ".join(f"{s.figure} ({s.day})" for s in ordered))
