"""Whether the clause around a time expression speaks of what is to come, or of what was."""

from __future__ import annotations

from headwater.doc import ancestors, children, sentence_at, tokens_in
from headwater.model import Doc, Span, Token

_PLANNED = frozenset(
    {"expect", "schedule", "plan", "due", "intend", "set", "hope", "slate", "aim", "want", "vow",
     "promise", "agree", "prepare", "propose", "threaten", "need", "likely", "ready", "invite"}
)  # fmt: skip
_TIMETABLE = frozenset(
    {"begin", "start", "open", "meet", "expire", "arrive", "leave", "close", "resume", "end",
     "take",     "travel", "visit", "convene", "launch", "become", "fall", "mark", "go", "hold"}
)  # fmt: skip
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "ll"})
_ARRANGED = frozenset({"plan", "schedule", "slate"})
"""Verbs whose past tense sets a time that is still to come."""
_LASTING = frozenset({"last", "continue", "run", "rage", "remain", "stay", "live", "go", "be"})
_FAR = 12
"""Tokens within which a verb before the time counts when syntax finds none."""


def looks_ahead(doc: Doc, span: Span) -> bool:
    """Whether the time at ``span`` lies ahead of the report, by the tense of its verb.

    "until Friday" and "due March 3" look ahead by the word before; else the nearest verb that
    governs the time decides: will, is to, is expected to, a timetable's present ("opens Monday").
    """
    tokens = tokens_in(doc, span)
    if not tokens:
        return False
    verb = _verb(doc, tokens[0])
    by_word = _ahead_by_word(doc, tokens[0], verb) if tokens[0] else None
    if by_word is not None:
        return by_word
    return verb is not None and _ahead(doc, verb)


def _ahead_by_word(doc: Doc, token: int, verb: int | None) -> bool | None:
    """What the word before a time tells, if anything."""
    word = doc.tokens[token - 1].text.casefold()
    if word in {"since", "ended", "dated"}:
        return False
    if word == "as" and token > 1:
        return doc.tokens[token - 2].text.casefold() in {"soon", "early"}
    past = verb is not None and _past(doc, verb)
    if word in {"until", "till"}:
        return not past or verb is None or doc.tokens[verb].lemma not in _LASTING
    return not past if word in {"due", "effective", "by", "starting", "beginning"} else None


def looks_back(doc: Doc, span: Span) -> bool:
    """Whether "in" or "on" places a verb of the past tense at the time."""
    tokens = tokens_in(doc, span)
    if not tokens or not tokens[0]:
        return False
    verb = _verb(doc, tokens[0])
    before = doc.tokens[tokens[0] - 1].text.casefold()
    return before in {"in", "on", "since"} and verb is not None and _past(doc, verb)


def _verb(doc: Doc, token: int) -> int | None:
    """The nearest verb above a token, else the nearest before it in its sentence."""
    for index in ancestors(doc, token):
        if doc.tokens[index].pos in {"VERB", "AUX"}:
            return index
    first, _ = doc.sentences[sentence_at(doc, token)]
    for index in range(token - 1, max(first, token - _FAR) - 1, -1):
        if doc.tokens[index].pos in {"VERB", "AUX"}:
            return index
    return None


def _auxiliaries(doc: Doc, verb: int) -> list[Token]:
    return [doc.tokens[i] for i in children(doc, verb) if doc.tokens[i].dep in {"aux", "auxpass"}]


def _past(doc: Doc, verb: int) -> bool:
    tags = [doc.tokens[verb].tag, *(token.tag for token in _auxiliaries(doc, verb))]
    return "VBD" in tags or (
        "VBN" in tags and any(t.lemma in {"have", "be"} for t in _auxiliaries(doc, verb))
    )


def _ahead(doc: Doc, verb: int) -> bool:
    """Whether a verb, with its auxiliaries, speaks of what is to come."""
    token = doc.tokens[verb]
    helpers = _auxiliaries(doc, verb)
    words = {helper.text.casefold() for helper in helpers}
    tags = {helper.tag for helper in helpers}
    modal = "MD" in tags or token.tag == "MD"
    if words & _WILL or token.lemma in _ARRANGED or (modal and "have" not in words):
        return True
    if "to" in words:
        return _matrix_ahead(doc, verb)
    if token.tag == "VBG":
        return bool(tags & {"VBZ", "VBP"}) or (not helpers and _clause_above_ahead(doc, verb))
    if token.tag == "VBN":
        return token.lemma in _PLANNED and bool(helpers) and "VBD" not in tags
    return token.tag in {"VBZ", "VBP"} and "VBD" not in tags and token.lemma in _TIMETABLE


def _clause_above_ahead(doc: Doc, verb: int) -> bool:
    above = next((i for i in ancestors(doc, verb) if doc.tokens[i].pos in {"VERB", "AUX"}), None)
    return above is not None and _ahead(doc, above)


def _matrix_ahead(doc: Doc, verb: int) -> bool:
    """Whether "to do" hangs on a word of planning, or on a clause that looks ahead itself."""
    for index in ancestors(doc, verb):
        token = doc.tokens[index]
        if any(helper.text.casefold() == "had" for helper in _auxiliaries(doc, index)):
            return False
        if token.lemma.casefold() in _PLANNED or token.text.casefold() in _PLANNED:
            return True
        if token.pos in {"VERB", "AUX"}:
            return token.tag in {"VBZ", "VBP"} or _ahead(doc, index)
    return False
