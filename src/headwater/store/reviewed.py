"""A case as its reviewers left it: their decisions laid over what was read.

The tables are never changed. Decisions name the claims that they were about, so they find their
incident again after a later run has added reports to it. What a decision touches is built anew
and its origins are counted anew; everything else is the case as it is. A little over 300 lines: one
class that answers every question a `Case` answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from headwater.errors import CaseError
from headwater.link import regroup
from headwater.link.claims import claim_id as id_of
from headwater.model import Claim, Derivation, Incident, Link, Reading, Report, Span
from headwater.store.case import Case
from headwater.store.decisions import Action, DecisionLog, Entry, active
from headwater.store.edits import apply_edit
from headwater.store.sources import as_one, as_two
from headwater.store.standing import Standing
from headwater.store.together import Kin, undone


@dataclass(slots=True)
class _Group:
    """Claims that make up an incident under review; ``machine`` while nobody changed them."""

    claims: list[str]
    links: tuple[Link, ...]
    summary: bool
    machine: str | None
    standing: Standing = field(default_factory=Standing)
    edits: list[Entry] = field(default_factory=list)


class ReviewedCase:
    """A case with the decisions in force applied. Satisfies ``headwater.export.view.CaseView``."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._log = DecisionLog(case.folder)
        self.entries: list[Entry] = []
        """The whole log, as far as it was read."""
        self._memo: dict[object, Incident] = {}
        self._kin = Kin(lambda: self._incident_of)
        self._groups: dict[str, _Group] = {}
        """Each claim of a touched incident leads to its group."""
        self._touched: list[_Group] = []
        self._removed: set[str] = set()
        self._claims: dict[str, Claim] = {}
        self._changed: dict[str, tuple[Incident, _Group]] = {}
        self.lost: list[Entry] = []
        """Decisions whose incident the case no longer holds."""
        self.refresh()

    def refresh(self) -> bool:
        """Apply what was decided since; says whether anything was.

        An undo has the decisions applied again that hang together with what it undoes.
        """
        new = self._log.entries(after=len(self.entries))
        if not new:
            return False
        self.entries += new
        decided = [entry for entry in new if entry.decision.action is not Action.UNDO]
        for entry in decided:
            self._kin.add(entry)
        waiting = {entry.number: entry for entry in decided}
        if len(decided) < len(new):
            in_force = {entry.number for entry in active(self.entries)}
            waiting |= self._taken_apart([e for e in new if e.decision.action is Action.UNDO])
            waiting = {number: waiting[number] for number in sorted(waiting) if number in in_force}
        for entry in waiting.values():
            self._apply(entry)
        built = ((self._built(group), group) for group in self._touched)
        self._changed = {one.id: (one, group) for one, group in built}
        return True

    def _taken_apart(self, undos: Sequence[Entry]) -> dict[int, Entry]:
        """Put incidents that undos are about back to what the case has; their decisions."""
        targets = [undone(self.entries, undo) for undo in undos]
        incidents, kin = self._kin.of(targets)
        gone = [
            group
            for group in self._touched
            if any(self._incident_of.get(claim) in incidents for claim in group.claims)
        ]
        left = {id(group) for group in gone}
        self._touched = [group for group in self._touched if id(group) not in left]
        for claim in [c for c in self._groups if self._incident_of.get(c) in incidents]:
            del self._groups[claim]
            self._claims.pop(claim, None)
        self._removed -= incidents
        numbers = kin.keys() | {target.number for target in targets}
        self.lost = [entry for entry in self.lost if entry.number not in numbers]
        # A decision that has lost its incident has no kin; it is lost again when it is redone.
        return kin | {target.number: target for target in targets}

    # --- the view ------------------------------------------------------------------------------

    def incidents(self) -> Iterator[Incident]:
        """Incidents in the case's order, with those that reviewers made; without rejected ones."""
        made = self._changed.values()
        standing = [one for one, group in made if group.standing.verdict != "reject"]
        machine = (one for one in self.case.incidents() if one.id not in self._removed)
        if not standing:
            return machine
        return iter(sorted([*machine, *standing], key=_when))

    def incident(self, incident_id: str) -> Incident:
        """An incident by id, rejected ones too; raises ``CaseError`` when there is none."""
        if incident_id in self._changed:
            return self._changed[incident_id][0]
        if incident_id in self._removed:
            raise CaseError(f"{incident_id}: reviewers merged or split this incident")
        return self.case.incident(incident_id)

    def claim(self, claim_id: str) -> Claim:
        """A claim, with its evidence as reviewers set it."""
        return self._claims.get(claim_id) or self.case.claim(claim_id)

    def reading(self, report_id: str) -> Reading:
        """What was read from one report, with its evidence as reviewers set it."""
        return self._mended(self.case.reading(report_id))

    def readings(self) -> Iterator[Reading]:
        """All readings, by report id."""
        return (self._mended(one) for one in self.case.readings())

    def _mended(self, reading: Reading) -> Reading:
        name = reading.report.id
        if not any(claim.report == name for claim in self._claims.values()):
            return reading
        known = ((self._claims.get(id_of(name, event)), event) for event in reading.events)
        events = tuple(claim.event if claim else event for claim, event in known)
        return replace(reading, events=events)

    def report(self, report_id: str) -> Report:
        """A report by id."""
        return self.case.report(report_id)

    def derivations(self) -> Iterator[Derivation]:
        """All derivations."""
        return self.case.derivations()

    def standing(self, incident_id: str) -> Standing:
        """What was decided on an incident; nothing yet gives an empty standing."""
        made = self._changed.get(incident_id)
        return made[1].standing if made else Standing()

    def holding(self, claims: Iterable[str]) -> str | None:
        """Id of the incident that now holds most of these claims."""
        ids = {id(group): one.id for one, group in self._changed.values()}
        votes: Counter[str] = Counter()
        for claim in claims:
            group = self._groups.get(claim)
            found = ids.get(id(group)) if group else self._incident_of.get(claim)
            votes.update([found] if found else [])
        return votes.most_common(1)[0][0] if votes else None

    def changes(self) -> tuple[frozenset[str], list[tuple[Incident, Standing]]]:
        """Ids of the case's own incidents that decisions replaced, and what stands instead."""
        made = [(one, group.standing) for one, group in self._changed.values()]
        return frozenset(self._removed), made

    # --- applying ------------------------------------------------------------------------------

    @cached_property
    def _incident_of(self) -> dict[str, str]:
        return self.case.incident_of()

    def _group(self, claims: Sequence[str]) -> _Group | None:
        """The group that holds most of ``claims``, taken under review if it was not yet."""
        votes: Counter[int] = Counter()
        found: dict[int, _Group] = {}
        for claim in claims:
            group = self._groups.get(claim) or self._take(claim)
            if group is not None:
                votes[id(group)] += 1
                found[id(group)] = group
        if not found:
            return None
        best = max(votes.values())
        return next(found[key] for key in found if votes[key] == best)

    def _take(self, claim: str) -> _Group | None:
        incident_id = self._incident_of.get(claim)
        if incident_id is None:
            return None
        one = self.case.incident(incident_id)
        group = _Group(list(one.claims), one.links, one.summary, one.id)
        self._removed.add(one.id)
        self._add(group)
        return group

    def _add(self, group: _Group) -> None:
        self._touched.append(group)
        self._groups.update(dict.fromkeys(group.claims, group))

    def _apply(self, entry: Entry) -> None:
        decision = entry.decision
        group = self._group(decision.claims)
        if group is None:
            self.lost.append(entry)
            return
        group.standing.entries.append(entry)
        if decision.action in {Action.ACCEPT, Action.REJECT}:
            self._judge(group, entry)
        elif decision.action is Action.MERGE:
            self._merge(group, _texts(decision.value))
        elif decision.action is Action.SPLIT:
            self._split(group, set(_texts(decision.value)), entry)
        elif decision.action is Action.SPAN:
            self._respan(decision.target, decision.value)
            group.machine = None
        elif decision.action in {Action.EDIT, Action.SAME, Action.DIFFERENT}:
            group.edits.append(entry)

    def _judge(self, group: _Group, entry: Entry) -> None:
        target = entry.decision.target
        if target in group.claims and len(group.claims) > 1:
            if entry.decision.action is Action.REJECT:
                group.claims.remove(target)
                group.machine = None
            return
        group.standing.verdict = entry.decision.action.value

    def _merge(self, group: _Group, claims: Iterable[str]) -> None:
        for claim in claims:
            other = self._groups.get(claim) or self._take(claim)
            if other is None or other is group:
                continue
            group.claims += other.claims
            group.links += other.links
            group.summary = group.summary and other.summary
            group.standing.entries += other.standing.entries
            group.edits += other.edits
            group.machine = None
            self._touched.remove(other)
            self._groups.update(dict.fromkeys(other.claims, group))

    def _split(self, group: _Group, off: set[str], entry: Entry) -> None:
        leaving = [claim for claim in group.claims if claim in off]
        if not leaving or len(leaving) == len(group.claims):
            return
        group.claims = [claim for claim in group.claims if claim not in off]
        group.machine = None
        new = _Group(leaving, group.links, group.summary, None)
        new.standing.entries.append(entry)
        self._add(new)

    def _respan(self, target: str, value: object) -> None:
        claim = self.claim(target)
        self._claims[target] = replace(claim, event=replace(claim.event, evidence=_spans(value)))

    def _built(self, group: _Group) -> Incident:
        spans = tuple(self._claims[c].event.evidence for c in group.claims if c in self._claims)
        edits = tuple(entry.number for entry in group.edits)
        key = (group.machine, tuple(group.claims), group.summary, edits, spans)
        if key not in self._memo:
            self._memo[key] = self._build(group)
        return self._memo[key]

    def _build(self, group: _Group) -> Incident:
        if group.machine is not None:
            one = self.case.incident(group.machine)
        else:
            claims = [self.claim(claim) for claim in group.claims]
            readings = {claim.report: self.case.reading(claim.report) for claim in claims}
            links = _within(group.links, group.claims)
            one = regroup(claims, readings, self._derivations, links, summary=group.summary)
        for entry in group.edits:
            decision = entry.decision
            if decision.action is Action.EDIT and decision.field:
                one = apply_edit(one, decision.field, decision.value)
            elif decision.action is Action.SAME:
                one = as_one(one, decision.target, str(decision.value), decision.reviewer)
            elif decision.action is Action.DIFFERENT:
                one = as_two(one, decision.target, str(decision.value), decision.reviewer)
        return one

    @cached_property
    def _derivations(self) -> tuple[Derivation, ...]:
        return tuple(self.case.derivations())


def _when(one: Incident) -> tuple[str, str]:
    return (one.time.start if one.time and one.time.start else "~", one.id)


def _within(links: Iterable[Link], claims: Sequence[str]) -> tuple[Link, ...]:
    """Links between some claims, each once: the same whatever way the claims came together."""
    held = {(one.a, one.b): one for one in links if one.a in claims and one.b in claims}
    return tuple(held[pair] for pair in sorted(held))


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _spans(value: object) -> tuple[Span, ...]:
    pairs = value if isinstance(value, list) else []
    return tuple((int(start), int(end)) for start, end in pairs)
