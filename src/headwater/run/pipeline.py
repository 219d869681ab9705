"""One report through all stations that look at it alone."""

from __future__ import annotations

from headwater import extract, ground, link
from headwater.annotate import Annotator
from headwater.model import Reading, Report
from headwater.run.knowledge import Knowledge


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
