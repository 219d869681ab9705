"""Types without words of their own: ``python -m evaluation.unseen_types GOLD``.

GOLD is ACLED-typed snippets (case2021_task2). For each sub-event the frames that it types are
hidden from the lexicon, and the type is given back as a user would give it: by its definition
alone (``codebook.toml``). Three F1 of the sub-event stand side by side: with the whole lexicon,
with its frames hidden, and with the definition in their place. A snippet's type is that of its
first main event.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from evaluation.corpora import records
from headwater import extract
from headwater.annotate import Annotator
from headwater.extract import crosswalk, triggers
from headwater.extract.events import told
from headwater.extract.findings import find
from headwater.extract.triggers import Lexicon
from headwater.model import Attribution, Doc, Report

Read = tuple[Doc, tuple[Attribution, ...]]
Codes = Mapping[str, str | None]
LABELS = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
"""Sub-events of the corpus's labels."""


def definitions() -> dict[str, str]:
    """Definition of each ACLED sub-event."""
    text = files("headwater.extract").joinpath("codebook.toml").read_text(encoding="utf-8")
    types = tomllib.loads(text)["type"]
    return {entry["code"]: entry["definition"] for entry in types if entry["scheme"] == "acled"}


def frames(code: str) -> dict[str, str]:
    """Frames that are of a sub-event unless something says not, with the PLOVER type of each."""
    last = {frame: rows[-1].words for frame, rows in crosswalk.load().rows.items()}
    return {f: words["plover"] for f, words in last.items() if words.get("acled") == code}


def hidden(code: str) -> Lexicon:
    """The shipped lexicon without the frames of a sub-event."""
    gone, whole = frames(code), triggers.load()
    kept = {
        word: tuple(p for p in patterns if p.sense.frame not in gone)
        for word, patterns in whole.patterns.items()
    }
    return Lexicon(kept, whole.frames)


def codes(read: Sequence[Read], lexicon: Lexicon, tables: tuple[Path, ...]) -> Codes:
    """Sub-event of each snippet's first main event."""
    found: dict[str, str | None] = {}
    for doc, attributions in read:
        made = [event for _, event in told(find(doc, attributions, tables, lexicon), tables)]
        first = next((e for e in made if e.main), made[0] if made else None)
        found[doc.report.id] = first.type.acled if first else None
    return found


def f1(gold: Codes, predicted: Codes, code: str) -> float:
    """F1 of one sub-event."""
    right = sum(gold[key] == predicted[key] == code for key in gold)
    total = sum((gold[key] == code) + (predicted[key] == code) for key in gold)
    return 2 * right / total if total else 0.0


def compare(read: Sequence[Read], gold: Codes) -> Iterator[tuple[str, int, float, float, float]]:
    """Sub-event, its snippets, and its three F1."""
    whole = codes(read, triggers.load(), ())
    with tempfile.TemporaryDirectory() as folder:
        for number, (code, definition) in enumerate(definitions().items()):
            table = Path(folder) / f"{number}.toml"
            above = min(frames(code).values(), default="ASSAULT")
            entry = {"id": "unseen", "definition": definition, "plover": above, "acled": code}
            lines = [f"{key} = {json.dumps(value)}\n" for key, value in entry.items()]
            table.write_text("[[type]]\n" + "".join(lines), encoding="utf-8")
            lexicon = hidden(code)
            yield (
                code,
                sum(label == code for label in gold.values()),
                f1(gold, whole, code),
                f1(gold, codes(read, lexicon, ()), code),
                f1(gold, codes(read, lexicon, (table,)), code),
            )


def snippets(rows: Iterable[Mapping[str, str]]) -> list[Read]:
    """Annotate snippets."""
    annotator = Annotator()
    docs = [annotator.annotate(Report(row["id"], row["text"], language="en")) for row in rows]
    return [(doc, extract.attributions(doc)) for doc in docs]


def main() -> None:
    """Print a line for each sub-event, and the means weighted by their snippets."""
    rows = [row for row in records(Path(sys.argv[1])) if row["label"] in LABELS]
    gold = {row["id"]: LABELS[row["label"]] for row in rows}
    found = list(compare(snippets(rows), gold))
    for code, count, *three in found:
        print(f"{code:<40}{count:>4}" + "".join(f"{value:>7.3f}" for value in three))
    total = sum(count for _, count, *_ in found)
    means = [sum(count * three[at] for _, count, *three in found) / total for at in range(3)]
    print(f"{'all':<40}{total:>4}" + "".join(f"{value:>7.3f}" for value in means))


if __name__ == "__main__":
    main()
