"""Whether a time tells when something was said or published rather than when it happened."""

from __future__ import annotations

from datetime import date

from headwater.doc import ancestors, sentence_at, text_of, token_at
from headwater.model import Doc, Time

_SAYING = frozenset(
    {"say", "tell", "report", "announce", "add", "state", "declare", "confirm", "claim", "note",
     "warn", "quote", "cite", "document", "publish", "release", "update", "post", "comment",
     "write", "speak", "acknowledge", "condemn", "accuse", "deny"}
)  # fmt: skip


def governing_verb(doc: Doc, token: int) -> int | None:
    """The nearest verb that governs a token."""
    for index in (token, *ancestors(doc, token)):
        if doc.tokens[index].pos in {"VERB", "AUX"}:
            return index
    return None


def is_of_saying(doc: Doc, token: int, verb: int | None) -> bool:
    """Whether a time tells when something was said, by its verb or the words beside it."""
    if verb is not None and doc.tokens[verb].lemma in _SAYING:
        return not _closer_event(doc, token, verb)
    before = doc.tokens[token - 1] if token else None
    if before is not None and before.text.casefold() in {"on", "late", "early"} and token > 1:
        before = doc.tokens[token - 2]
    return before is not None and before.lemma in _SAYING and before.pos == "VERB"


def _closer_event(doc: Doc, token: int, verb: int) -> bool:
    """Whether another verb stands between the time and the verb of saying that governs it."""
    first, last = sorted((token, verb))
    return any(
        doc.tokens[index].pos == "VERB" and doc.tokens[index].lemma not in _SAYING
        for index in range(first + 1, last)
    )


def is_heading(doc: Doc, time: Time, today: date | None) -> bool:
    """Whether a date tells when the report was published, not when anything happened.

    It stands in a line without a verb, beside a word such as "published", is the full date of
    publication that no preposition hangs up ("Reuters Sunday 16 April 2017"), or ends a picture's
    caption ("Hadran, 3 May 2017").

    Args:
        doc: The report.
        time: One of its time expressions.
        today: When it was published.
    """
    token = min(token_at(doc, time.span[0]), len(doc.tokens) - 1)
    first, last = doc.sentences[sentence_at(doc, token)]
    tokens = doc.tokens[first:last]
    beside = any(
        token.text.casefold() in _PUBLICATION
        for token in tokens
        if abs(token.start - time.span[0]) < _HEADING_REACH
    )
    if beside or not any(token.pos in {"VERB", "AUX"} for token in tokens):
        return True
    if time.start is None or time.start[:4] not in text_of(doc, time.span):
        return False
    before = doc.tokens[token - 1] if token > first else None
    if before is not None and before.text.casefold() in _HUNG:
        return False
    after = token_at(doc, time.span[1])
    ends = after >= last or doc.tokens[after].text in (".", "(")
    captioned = ends and before is not None and before.pos == "PROPN"
    return captioned or time.start[:10] == str(today)


_PUBLICATION = frozenset({"published", "updated", "publication", "posted", "gmt"})
_HEADING_REACH = 30
"""Characters between a publication's word ("Published", "Updated at") and its date."""
_HUNG = frozenset({"on", "since", "from", "until", "till", "of", "by", "before", "after", "in",
                   "the", "to", "through", "and", "between", "dated"})  # fmt: skip
