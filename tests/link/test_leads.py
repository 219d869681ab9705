# ruff: noqa: ANN401 - the builder lives in conftest, which tests cannot import
"""Reports without an event: their leads are claims that can be linked, and never noise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from headwater.link import link
from headwater.link.claims import claims_of
from headwater.link.leads import lead_of, lead_span
from headwater.model import Attribution, Quote, Reading, SourceKind

TALES = {
    "r1": "The sculptor Ilka Marren has been chosen to design the Oresk lighthouse, the harbour "
    "board said. Marren, who built the Sandvik pavilion, beat eleven rivals.",
    "r2": "Ilka Marren, builder of the Sandvik pavilion, will design the new lighthouse of Oresk "
    "after the harbour board preferred her to eleven rivals.",
    "r3": "A late frost has spoiled most of the cherries in the valleys above Lumen this spring. "
    "Growers there expect a third of the usual harvest.",
}


def told(make: Any, name: str) -> Reading:
    reading: Reading = make.reading(name, TALES[name], outlet=f"Paper {name}")
    return replace(reading, report=replace(reading.report, published="2031-05-03"))


def test_leads_of_one_matter_are_one_incident_and_a_lead_alone_is_none(make: Any) -> None:
    linked = link([told(make, name) for name in TALES])
    assert {claim.report for claim in linked.claims} == set(TALES)
    (incident,) = linked.incidents
    assert incident.reports == ("r1", "r2")
    assert (incident.type.plover, incident.type.acled) == ("", None)
    assert incident.label.startswith("The sculptor Ilka Marren has been chosen")


def test_a_report_with_news_has_no_lead_claim(make: Any) -> None:
    reading = told(make, "r1")
    event = make.event(reading.report.text, "The sculptor Ilka Marren has been chosen")
    assert lead_of(replace(reading, events=(event,))) is None
    background = replace(reading, events=(replace(event, main=False),))
    assert [claim.event.type.plover for claim in claims_of([background])] == ["ASSAULT", ""]


def test_a_lead_rests_on_who_is_quoted_with_it(make: Any) -> None:
    reading = told(make, "r1")
    text = reading.report.text
    attribution = Attribution(
        (make.span(text, "the harbour board"),),
        (make.span(text, "said"),),
        (make.span(text, "The sculptor Ilka Marren has been chosen"),),
        Quote.INDIRECT,
        SourceKind.OFFICIAL,
        "the harbour board",
        named=False,
    )
    lead = lead_of(replace(reading, attributions=(attribution,)))
    assert lead is not None
    assert [hop.name for hop in lead.chains[0]] == ["the harbour board"]
    own = lead_of(reading)
    assert own is not None
    assert own.chains == ((),)


def test_captions_are_no_leads() -> None:
    text = "Photo: A. Brel.\nA late frost has spoiled most of the cherries above Lumen. More."
    span = lead_span(text)
    assert span is not None
    assert text[slice(*span)] == "A late frost has spoiled most of the cherries above Lumen."
    assert lead_span("Too short.") is None
