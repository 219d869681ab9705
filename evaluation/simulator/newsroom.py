"""Agencies write, outlets quote, copy, cut, rewrite and merge: happenings become reports.

What is true is kept beside each report: which origins stand behind it for which happening, and
from which other reports it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from evaluation.simulator import writer
from evaluation.simulator.readings import reading_of
from evaluation.simulator.world import AGENCIES, Account, Happening, Witness, World, templates
from evaluation.simulator.writer import Sentence
from headwater.model import Reading, SourceKind

OUTLETS = tuple(
    f"{head} {tail}"
    for head in ("Harbour", "Plateau", "Evening", "Delta", "Capital", "Southern", "Free", "Morning")
    for tail in ("Courier", "Gazette", "Herald", "Observer Post", "Tribune")
)
WAYS = (
    *("credited", "credited", "uncredited", "cut", "rewritten", "rewritten"),
    *("merged", "recalled", "own", "own", "relayed", "unsourced"),
)
"""How an outlet comes to its report, as often as listed (README.md)."""
DELAYS = (0, 0, 0, 0, 1, 1, 2)
"""Days by which an outlet follows the story it uses."""
WRONG_DAY = 0.04
TOLD = 0.25
"""Share of stories whose first source spoke to the agency itself."""


@dataclass(frozen=True, slots=True)
class Story:
    """An agency's text about one happening on one day."""

    id: str
    agency: str
    published: date
    late: int
    """Days after the happening."""
    happening: Happening
    sentences: tuple[Sentence, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A published report, what a perfect reader reads in it, and what is true of it."""

    reading: Reading
    origins: tuple[tuple[str, str], ...]
    """(happening, origin) that stand behind it."""
    stories: tuple[str, ...]
    """Agency stories from which it was made; two reports that share one are derived."""
    happenings: tuple[str, ...]
    """What each of the reading's events is about, in their order."""


def publish(world: World, reports: int, seed: int) -> Iterator[Edition]:
    """About ``reports`` reports, happening by happening; the same seed gives the same reports."""
    rng = Random(seed)  # noqa: S311 - a simulation, not a secret
    made = 0
    earlier: list[Story] = []
    for happening in world.happenings:
        if made >= reports:
            return
        stories = _stories(rng, happening)
        for number in range(min(reports - made, 1 + int(rng.expovariate(0.28)))):
            yield _edition(rng, f"{happening.id}r{number}", stories, earlier)
            made += 1
        earlier = [*stories, *earlier][:6]


def _stories(rng: Random, happening: Happening) -> list[Story]:
    """One or two agencies, each with one or two versions as the toll rises."""
    stories = []
    for agency in rng.sample(AGENCIES, rng.choice((1, 1, 2))):
        cited = rng.sample(happening.accounts, rng.randint(1, min(3, len(happening.accounts))))
        texts: tuple[Sentence, ...] = ()
        for late in range(rng.choice((1, 1, 2))):
            texts = _story_text(rng, happening, cited, (agency, late, texts))
            name = f"{happening.id}/{agency}"
            published = happening.day + timedelta(days=late)
            stories.append(Story(name, agency, published, late, happening, texts, tuple(cited)))
    return stories


def _story_text(
    rng: Random,
    happening: Happening,
    cited: Sequence[Account],
    how: tuple[str, int, tuple[Sentence, ...]],
) -> tuple[Sentence, ...]:
    """The lead with the day's toll; a later version keeps the rest of the earlier one."""
    agency, late, earlier = how
    told = writer.Cited(happening.id, cited[0], relay=agency if rng.random() < TOLD else None)
    when = late, _weekday(rng, happening.day)
    lead = writer.lead(rng, happening, told, when, "told" if told.relay else "after")
    if earlier:
        return (lead, *earlier[1:])
    body = [writer.detail(rng, happening, account) for account in cited for _ in range(2)]
    body.extend(writer.colour(rng) for _ in range(2))
    if happening.denier and rng.random() < 0.5:  # noqa: PLR2004 - every second story asks the other side
        body.append(writer.denial(rng, happening, _denier(happening)))
    rng.shuffle(body)
    background = rng.choice(templates()["colour"]["background"])
    return (lead, *body, writer.plain(background))


def _denier(happening: Happening) -> Account:
    name = happening.denier or happening.by
    return Account(Witness(f"party {name}", name, SourceKind.MILITARY, named=True), (0,))


def _weekday(rng: Random, day: date) -> str:
    shift = rng.choice((-1, 1)) if rng.random() < WRONG_DAY else 0
    return writer.WEEKDAYS[(day.weekday() + shift) % 7]


def _edition(rng: Random, name: str, stories: list[Story], earlier: list[Story]) -> Edition:
    """One outlet's report made from one of the stories, in one of the ways."""
    story = rng.choice(stories)
    way = rng.choice(WAYS)
    outlet = rng.choice(OUTLETS)
    published = story.published + timedelta(days=rng.choice(DELAYS))
    other = rng.choice(earlier) if earlier else None
    sentences, used = _made(rng, story, way, other)
    about = [story, *(one for one in (other,) if one is not None)]
    credit = story.agency if way == "credited" else None
    reading = reading_of(name, outlet, published, sentences, (about, credit))
    known = {one.happening.id for one in about}
    told = tuple(s.about for s in sentences if s.about is not None and s.about in known)
    return Edition(reading, _origins(sentences, story), tuple(s.id for s in used), told)


def _made(
    rng: Random, story: Story, way: str, other: Story | None
) -> tuple[list[Sentence], list[Story]]:
    """The sentences of a report, and the stories whose text it took over."""
    if way in ("own", "relayed", "unsourced"):
        return _own_text(rng, story, way), []
    if way == "merged" and other is not None:
        return [*story.sentences[:4], *other.sentences[:3]], [story, other]
    if way == "recalled" and other is not None:
        return [*story.sentences[:5], replace(other.sentences[0], recalled=True)], [story]
    return _one_story(rng, story, way), [story]


def _one_story(rng: Random, story: Story, way: str) -> list[Sentence]:
    """The story as it is, cut, or rewritten at one of three strengths."""
    sentences = list(story.sentences)
    if way == "cut":
        return sentences[: max(2, len(sentences) // 2)]
    if way != "rewritten":
        return sentences
    strength = rng.choice((0.3, 0.7, 1.0))
    cited = sentences[0].cited
    if strength == 1.0 and cited is not None:
        when = story.late, _weekday(rng, story.happening.day)
        brought = "told" if cited.relay else "after"
        sentences[0] = writer.lead(rng, story.happening, cited, when, brought)
    swaps = templates()["swaps"]
    sentences = [writer.rewrite(rng, s, strength, swaps) for s in sentences]
    return [sentences[0], *rng.sample(sentences[1:], len(sentences) - 1)]


def _own_text(rng: Random, story: Story, way: str) -> list[Sentence]:
    """A desk's own words about what the story's sources say.

    It asks one of them itself, quotes the agency or another outlet with his words, or names nobody.
    """
    happening = story.happening
    weekday = _weekday(rng, happening.day)
    account = rng.choice(story.accounts)
    filler = [writer.colour(rng) for _ in range(3)]
    if way == "unsourced":
        toll = account.tolls[min(story.late, len(account.tolls) - 1)]
        lead = replace(writer.own_lead(rng, happening, toll, weekday), truth=account.witness.id)
        return [lead, *filler]
    when = story.late, weekday
    if way == "relayed":
        relay = rng.choice((story.agency, rng.choice(OUTLETS)))
        cited = writer.Cited(happening.id, account, relay=relay)
        return [writer.lead(rng, happening, cited, when, "relayed"), *filler]
    lead = writer.lead(rng, happening, writer.Cited(happening.id, account), when)
    return [lead, writer.detail(rng, happening, account), *filler]


def _origins(sentences: Sequence[Sentence], story: Story) -> tuple[tuple[str, str], ...]:
    """Origins cited, denials aside, and the one on which an unsourced lead rests."""
    found: dict[tuple[str, str], None] = {}
    for sentence in sentences:
        if sentence.cited is not None and not sentence.cited.denial:
            found[sentence.cited.happening, sentence.cited.account.witness.id] = None
        elif sentence.truth is not None:
            found[story.happening.id, sentence.truth] = None
    return tuple(found)
