"""One report through all stations that look at it alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from headwater import actors, extract, ground, link
from headwater.annotate import Annotator
from headwater.model import Reading, Report


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Tables of the user's own that stand beside those of the package."""

    gazetteers: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    crosswalk: Path | None = None

    def put_in_force(self) -> None:
        """Make the user's bodies known to every station of this process."""
        actors.use(actors.load(self.actors) if self.actors else None)

    def digest(self) -> str:
        """Digest of the files' content; empty without any."""
        files = [*self.gazetteers, *self.actors, *([self.crosswalk] if self.crosswalk else [])]
        if not files:
            return ""
        whole = hashlib.sha256()
        for path in files:
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()[:16]


class Pipeline:
    """Loads models and tables once; ``read`` is a pure function of the report."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        knowledge = knowledge or Knowledge()
        knowledge.put_in_force()
        self._annotator = Annotator()
        self._crosswalks = (knowledge.crosswalk,) if knowledge.crosswalk else ()
        self._gazetteer = ground.Gazetteer.load(knowledge.gazetteers)

    def read(self, report: Report) -> Reading:
        """Everything that the report says, with the words that say so."""
        doc = self._annotator.annotate(report)
        attributions = extract.attributions(doc)
        places = ground.places(doc, self._gazetteer)
        times = ground.times(doc)
        events = extract.events(doc, attributions, self._crosswalks)
        events = ground.date(doc, events, times)
        events = ground.locate(doc, events, places, times)
        events = extract.chains(doc, attributions, events)
        return Reading(report, attributions, events, places, times, link.sketch(report.text))
