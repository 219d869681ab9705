"""How far a report commits itself to an event, from syntax, cues and attributions.

After FactBank (Sauri and Pustejovsky 2009): polarity and modality of the event word, of the
predicates that select it, and the source whose account it stands in. What is averted, planned or
conditional is never asserted. Words: ``factuality.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.doc import within
from headwater.extract.stance_cues import Cues, load
from headwater.extract.syntax import Syntax
from headwater.extract.triggers import Mention
from headwater.model import Attribution, Factuality

CLAUSAL = frozenset(("ccomp", "xcomp", "acl", "advcl", "pcomp", "csubj", "relcl", "conj", "oprd"))
NOMINAL = frozenset(
    ("dobj", "nsubjpass", "pobj", "nsubj", "prep", "attr", "appos", "dep", "compound")
)
OWN_CLAUSE = frozenset(("advcl", "ccomp", "xcomp", "conj", "parataxis"))
"""A verb beside the event says nothing of it: "killed them as they attempted to flee"."""
NOBODY = frozenset(("nobody", "none", "no-one"))
STRENGTH = (
    Factuality.ASSERTED,
    Factuality.REPORTED,
    Factuality.ALLEGED,
    Factuality.FUTURE,
    Factuality.HYPOTHETICAL,
    Factuality.DENIED,
)
"""From the firmest commitment to none; what weakens a mention most decides."""
REAL = frozenset((Factuality.ASSERTED, Factuality.REPORTED, Factuality.ALLEGED))
"""What a report says did happen, in whosever voice."""


def factuality(syntax: Syntax, mention: Mention, attributions: Sequence[Attribution]) -> Factuality:
    """The factuality of one mention."""
    cues = load()
    if any(
        syntax.dep(k) == "mark" and syntax.words[k] in cues.marks
        for k in syntax.kids[mention.token]
    ):
        return Factuality.HYPOTHETICAL
    found = {Factuality.ASSERTED}
    found.update(_local(syntax, cues, mention))
    found.update(_opened(syntax, cues, mention))
    found.update(_selected(syntax, cues, mention))
    found.update(_attributed(syntax, cues, mention, attributions))
    return max(found, key=STRENGTH.index)


def _local(syntax: Syntax, cues: Cues, mention: Mention) -> Iterator[Factuality]:
    """Auxiliaries, negation, adverbs and adjectives of the event word itself."""
    token = mention.token
    for kid in syntax.kids[token]:
        yield from _modifier(syntax, cues, kid)
        argument = syntax.dep(kid) in ("nsubj", "nsubjpass", "dobj")
        if argument and (syntax.words[kid] in NOBODY or _no_one(syntax, kid)):
            yield Factuality.DENIED
    if syntax.dep(token) in ("compound", "pobj", "dobj", "nsubj", "nsubjpass"):
        before = syntax.words[max(0, mention.first - 2) : mention.first]
        if before[-1:] and before[-1] in cues.adverbs["alleged"]:
            yield Factuality.ALLEGED
        if before[-1:] and before[-1] in cues.adverbs["hypothetical"]:
            yield Factuality.HYPOTHETICAL


def _no_one(syntax: Syntax, token: int) -> bool:
    """Whether an argument is "no one", "neither side"."""
    before = syntax.words[max(0, token - 1)]
    return (syntax.words[token] == "one" and before == "no") or before == "neither"


def _opened(syntax: Syntax, cues: Cues, mention: Mention) -> Iterator[Factuality]:
    """What opens the event's clause: "about to", "had the army attacked", a question."""
    token = mention.token
    verb = syntax.tag(token).startswith("V")
    opening = cues.openings.get(syntax.words[max(0, mention.first - 2) : mention.first])
    if mention.first and syntax.lemmas[mention.first - 1] in cues.foiled:
        yield Factuality.HYPOTHETICAL
    if opening is not None and (verb or syntax.words[mention.first - 1] == "of"):
        yield opening
    if verb and _purpose(syntax, cues, token):
        yield Factuality.HYPOTHETICAL
    subject = syntax.kid(token, "nsubj", "nsubjpass")
    if subject is not None and any(
        syntax.words[k] in ("had", "were") and k < subject and syntax.dep(k) in ("aux", "auxpass")
        for k in syntax.kids[token]
    ):
        yield Factuality.HYPOTHETICAL
    if syntax.words[syntax.bounds(token)[1] - 1] == "?":
        yield Factuality.HYPOTHETICAL


def _purpose(syntax: Syntax, cues: Cues, verb: int) -> bool:
    """Whether a verb is what an operation is for: "a raid to arrest a leader"."""
    mark = syntax.kid(verb, "aux")
    if mark is None or syntax.words[mark] != "to" or syntax.words[mark - 1] == "only":
        return False
    above, dep = syntax.head(verb), syntax.dep(verb)
    if dep in ("acl", "relcl"):
        return syntax.lemmas[above] in cues.purpose["nouns"]
    objects = {syntax.lemmas[k] for k in syntax.kids[above] if syntax.dep(k) == "dobj"}
    sent = syntax.lemmas[above] in cues.purpose["verbs"] or objects & cues.purpose["nouns"]
    return dep == "advcl" and bool(sent)


def _modifier(syntax: Syntax, cues: Cues, kid: int) -> Iterator[Factuality]:
    word, lemma, dep = syntax.words[kid], syntax.lemmas[kid], syntax.dep(kid)
    if dep in ("aux", "auxpass"):
        for name, kind in (
            ("hypothetical", Factuality.HYPOTHETICAL),
            ("future", Factuality.FUTURE),
        ):
            if word in cues.modals[name] or lemma in cues.modals[name]:
                yield kind
    elif dep == "neg" or (dep in ("det", "advmod", "preconj") and word in cues.adverbs["negated"]):
        yield Factuality.DENIED
    elif dep in ("mark", "advmod", "preconj") and word in cues.marks:
        yield Factuality.HYPOTHETICAL
    elif dep in OWN_CLAUSE:
        return
    elif word in cues.adverbs["alleged"]:
        yield Factuality.ALLEGED
    elif word in cues.adverbs["reported"]:
        yield Factuality.REPORTED
    elif word in cues.adverbs["hypothetical"]:
        yield Factuality.HYPOTHETICAL


def _selected(syntax: Syntax, cues: Cues, mention: Mention) -> Iterator[Factuality]:
    """What the predicates above the event word say of it."""
    below = mention.token
    for depth, above in enumerate(syntax.path_up(mention.token)):
        dep, lemma = syntax.dep(below), syntax.lemmas[above]
        if _stops(syntax, cues, below, above):
            return
        if dep == "nsubj" and lemma not in cues.governors["averted"]:
            yield from _clause(syntax, cues, above, subject=True)
            yield from _said_of(syntax, cues, above)
            if syntax.lemmas[below] in cues.doers and lemma in cues.planning:
                yield Factuality.HYPOTHETICAL
            return
        if dep in ("ccomp", "csubj") and lemma == "be":
            yield from _said_of(syntax, cues, above)
        if syntax.words[above] == "without" and above < mention.first:
            yield Factuality.DENIED
        if syntax.words[below] == "from" and lemma in cues.averted_from:
            yield Factuality.HYPOTHETICAL
        wanted = syntax.words[above] == "wanted" and syntax.words[below] == "for"
        if dep != "conj" and not wanted:
            # A verb joined to "denied" shares its subject, not its object.
            yield from _governed(cues, lemma, syntax.words[above])
        if depth < 6:  # noqa: PLR2004 (deeper governors no longer select the event)
            yield from _clause(syntax, cues, above, subject=False)
        below = above


def _stops(syntax: Syntax, cues: Cues, below: int, above: int) -> bool:
    """Whether a governor no longer selects what is below it."""
    dep = syntax.dep(below)
    if dep not in CLAUSAL and dep not in NOMINAL:
        return True
    if dep == "prep" and syntax.words[below] in ("after", "following", "since", "before"):
        return True
    if dep in ("conj", "advcl") and not _carries(syntax, cues, below, above):
        return True
    return dep == "relcl" or (dep == "acl" and not _content_clause(syntax, cues, below, above))


def _said_of(syntax: Syntax, cues: Cues, verb: int) -> Iterator[Factuality]:
    """What a copula says of its subject: "turned out to be false", "is unlikely"."""
    below = [verb, *syntax.kids[verb]]
    said = [
        k for at in below for k in syntax.kids[at] if syntax.dep(k) in ("acomp", "attr", "oprd")
    ]
    if any(syntax.lemmas[k] in cues.false for k in said):
        yield Factuality.DENIED
    if any(syntax.lemmas[k] in cues.governors["hypothetical"] for k in said):
        yield Factuality.HYPOTHETICAL


def _carries(syntax: Syntax, cues: Cues, below: int, above: int) -> bool:
    """Whether modality of the clause above holds below: shared auxiliaries, "by attacking"."""
    if syntax.dep(below) == "advcl":
        return _infinitive(syntax, below) and syntax.lemmas[above] not in cues.governors["averted"]
    own = syntax.kid(below, "nsubj", "nsubjpass", "aux", "auxpass")
    return own is None


def _content_clause(syntax: Syntax, cues: Cues, below: int, above: int) -> bool:
    """Whether a clause tells what a noun is about: "claims that ...", "a plan to ..."."""
    telling = cues.governors["alleged"] | cues.governors["reported"] | cues.governors["denied"]
    return _infinitive(syntax, below) or syntax.lemmas[above] in telling


def _infinitive(syntax: Syntax, verb: int) -> bool:
    return any(syntax.dep(k) == "aux" and syntax.words[k] == "to" for k in syntax.kids[verb])


def _governed(cues: Cues, lemma: str, word: str) -> Iterator[Factuality]:
    for name, kind in (
        ("denied", Factuality.DENIED),
        ("averted", Factuality.HYPOTHETICAL),
        ("hypothetical", Factuality.HYPOTHETICAL),
        ("future", Factuality.FUTURE),
        ("alleged", Factuality.ALLEGED),
        ("reported", Factuality.REPORTED),
    ):
        if lemma in cues.governors[name] or word in cues.governors[name]:
            yield kind
            return


def _clause(syntax: Syntax, cues: Cues, above: int, *, subject: bool) -> Iterator[Factuality]:
    """Modality and polarity of a clause in which the event word is an argument."""
    for kid in syntax.kids[above]:
        for kind in _modifier(syntax, cues, kid):
            reporting = syntax.lemmas[above] in cues.governors["reported"]
            if reporting and kind is not Factuality.HYPOTHETICAL:
                continue
            if kind is Factuality.DENIED and not (subject or syntax.tag(above).startswith("V")):
                continue
            yield kind


def _attributed(
    syntax: Syntax, cues: Cues, mention: Mention, attributions: Sequence[Attribution]
) -> Iterator[Factuality]:
    """Whether the mention stands in the content of an attribution, and under which cue."""
    token = syntax.doc.tokens[mention.token]
    span = (token.start, token.end)
    text = syntax.doc.report.text
    for attribution in attributions:
        if not any(within(span, content) for content in attribution.content):
            continue
        words = " ".join(text[s:e].lower() for s, e in attribution.cue).split()
        stems = {
            w
            for word in words
            for w in (word, word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("s"))
        }
        if "denied" in words or "denies" in words or "deny" in words:
            yield Factuality.DENIED
        elif stems & cues.governors["alleged"]:
            yield Factuality.ALLEGED
        else:
            yield Factuality.REPORTED
