"""Text that knows which of its characters mean what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from evaluation.simulator.world import Account, Happening, templates
from headwater.model import Span

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MARK = re.compile(r"\[(\w+)\|([^\]|]*)\]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as one report cites it for one happening."""

    happening: str
    account: Account
    denial: bool = False
    relay: str | None = None
    """Agency or outlet that is quoted as passing the word on."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with marks ``[role|words]`` in it, and whom it cites."""

    text: str
    about: str | None = None
    """Happening of which it is the lead."""
    cited: Cited | None = None
    toll: int | None = None
    truth: str | None = None
    """Origin on which an unsourced lead rests."""
    recalled: bool = False
    """Whether it is background: what an earlier report told."""


@dataclass(slots=True)
class Text:
    """Marked sentences put together; spans by (sentence, role)."""

    text: str = ""
    spans: dict[tuple[int, str], Span] = field(default_factory=dict)
    extents: list[Span] = field(default_factory=list)


def render(sentences: list[Sentence], opening: str = "") -> Text:
    """Strip the marks and remember where they stood."""
    made = Text(opening)
    for number, sentence in enumerate(sentences):
        if made.text:
            made.text += " "
        begin = len(made.text)
        position = 0
        for match in _MARK.finditer(sentence.text):
            made.text += sentence.text[position : match.start()]
            start = len(made.text)
            made.text += match.group(2)
            made.spans.setdefault((number, match.group(1)), (start, len(made.text)))
            position = match.end()
        made.text += sentence.text[position:]
        made.extents.append((begin, len(made.text)))
    return made


def lead(
    rng: Random, happening: Happening, cited: Cited, when: tuple[int, str], brought: str = "after"
) -> Sentence:
    """A lead with its toll and source.

    Args:
        rng: Chance.
        happening: What it is about.
        cited: Whom it cites, and who passed it on.
        when: (days after the happening, weekday to print).
        brought: How the source is brought in: a list of ``[attribution]`` in ``templates.toml``.
    """
    tolls = cited.account.tolls
    return _lead(rng, happening, tolls[min(when[0], len(tolls) - 1)], (when[1], cited, brought))


def own_lead(rng: Random, happening: Happening, toll: int, weekday: str) -> Sentence:
    """A lead in the outlet's own voice."""
    return _lead(rng, happening, toll, (weekday, None, ""))


def _lead(
    rng: Random, happening: Happening, toll: int, how: tuple[str, Cited | None, str]
) -> Sentence:
    weekday, cited, brought = how
    form = rng.choice(templates()["happening"][happening.kind]["leads"])
    number = NUMBERS[toll] if toll < len(NUMBERS) else str(toll)
    least = "at least " if rng.random() < 0.5 else ""  # noqa: PLR2004
    dead = f"[toll|{least}{number}] {'person' if toll == 1 else 'people'}"
    was = "was" if toll == 1 else "were"
    text = form.format(
        Toll=f"{dead[:6]}{dead[6].upper()}{dead[7:]} {was} killed",
        dead=f"{dead} dead",
        verb=f"killed {dead}",
        target=f"[target|{happening.target}]",
        place=f"[place|{happening.town.name}]",
        day=f"[day|{weekday}]",
        by=f"[by|{happening.by}]",
        By=f"[by|The {happening.by}]",
    )
    if cited is None:
        return Sentence(text + ".", happening.id, None, toll)
    tail = rng.choice(templates()["attribution"][brought])
    tail = tail.format(source=_introduced(cited, tail), relay=f"[relay|{cited.relay}]")
    return Sentence(f"{text}, {tail}.", happening.id, cited, toll)


def _introduced(cited: Cited, form: str) -> str:
    """A source with what it is, if it is a named person."""
    witness = cited.account.witness
    source = f"[source|{witness.name}]"
    if not witness.role:
        return source
    return f"{source}, {witness.role}{'' if form.endswith('{source}') else ','}"


def detail(rng: Random, happening: Happening, account: Account) -> Sentence:
    """A further sentence of one source."""
    parts = templates()["details"]
    said = " ".join(rng.choice(parts[part]) for part in ("who", "did", "where", "when"))
    said = said.format(name=rng.choice(happening.folk), street=rng.choice(happening.streets))
    form = rng.choice(templates()["attribution"]["own"])
    text = form.format(source=f"[source|{account.witness.name}]", detail=said)
    return Sentence(f"{_capital(text)}.", None, Cited(happening.id, account), None)


def denial(rng: Random, happening: Happening, account: Account) -> Sentence:
    """A sentence in which a party denies; no origin of what it denies."""
    form = rng.choice(templates()["voices"]["denial"])
    text = form.format(source=f"[source|{account.witness.name}]", place=happening.town.name)
    return Sentence(f"{_capital(text)}.", None, Cited(happening.id, account, denial=True), None)


def colour(rng: Random) -> Sentence:
    """A sentence of the desk's own that cites nobody."""
    parts = templates()["colour"]
    if rng.random() < 0.2:  # noqa: PLR2004 - what every desk knows, word for word
        return Sentence(rng.choice(parts["sentences"]))
    return Sentence(" ".join(rng.choice(parts[part]) for part in ("mood", "wish", "since")) + ".")


def plain(text: str) -> Sentence:
    """A sentence that cites nobody."""
    return Sentence(text)


def rewrite(rng: Random, sentence: Sentence, strength: float, swaps: Mapping[str, str]) -> Sentence:
    """Swap words for others, each with probability ``strength``; what is marked stays."""

    def swapped(match: re.Match[str]) -> str:
        word = match.group()
        return swaps[word] if word in swaps and rng.random() < strength else word

    return replace(sentence, text=re.sub(r"\[[^\]]*\]|\b[a-z]+\b", swapped, sentence.text))


def _capital(text: str) -> str:
    """Upper-case the first letter, inside a mark if it stands there."""
    at = text.index("|") + 1 if text.startswith("[") else 0
    return text[:at] + text[at].upper() + text[at + 1 :]
