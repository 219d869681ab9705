"""Whether a source reports an event or judges it: denial, blame and comment are no origin."""

from __future__ import annotations

from headwater.doc import overlaps
from headwater.link.lexicon import lexicon
from headwater.link.words import wordings
from headwater.model import Attribution, Hop, Reading


def judges(hop: Hop, reading: Reading) -> bool:
    """Whether every attribution that cites this hop does so for denial, blame or comment.

    A hop that no attribution cites is taken to report.
    """
    cues = [cue_words(attribution, reading) for attribution in citing(hop, reading)]
    words = lexicon()
    judging = words.denial | words.blame | words.comment
    return bool(cues) and all(cue & judging for cue in cues)


def citing(hop: Hop, reading: Reading) -> tuple[Attribution, ...]:
    """The attributions whose source, its name or its spokesman the hop's words are."""
    return tuple(one for one in reading.attributions if _cites(one, hop))


def _cites(attribution: Attribution, hop: Hop) -> bool:
    if hop.span is None:
        return False
    spans = [*attribution.source, *filter(None, (attribution.name_span, attribution.via_span))]
    return any(overlaps(span, hop.span) for span in spans)


def cue_words(attribution: Attribution, reading: Reading) -> frozenset[str]:
    """The folded words of an attribution's cue."""
    text = reading.report.text
    return frozenset(word for start, end in attribution.cue for word in wordings(text[start:end]))
