"""MUC-4 training messages: what is read from each, and labels by its gold templates."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.annotate.annotator import Annotator
from headwater.extract.events import told
from headwater.extract.fillers import ROLES, Group, groups, normal
from headwater.extract.findings import Findings, find
from headwater.extract.muc import items
from headwater.extract.scoring import Item
from headwater.model import Doc, Report

Template = dict[str, Any]


@dataclass
class Message:
    """A message with what is read from it and its gold templates.

    Attributes:
        findings: triggers and happenings.
        items: happenings that may be incidents.
        labels: 1 for each item that tells a template.
        sentences: where each item is told.
        groups: entities that may fill slots.
        wordings: normal wordings of each entity.
        fills: whether each entity fills each role in some template, (entities, roles).
        templates: the gold.
    """

    findings: Findings
    items: list[Item]
    labels: list[int]
    sentences: list[set[int]]
    groups: tuple[Group, ...]
    wordings: list[list[str]]
    fills: NDArray[np.bool_]
    templates: list[Template]


def read(doc: Doc, templates: list[Template]) -> Message:
    """Read a message; label its happenings and entities by the templates."""
    found = find(doc, ())
    possible = list(items(found, told(found, ())))
    sentences = [{c.segment.sentence for c in item.happening.clusters} for item in possible]
    entities = groups(found)
    text = doc.report.text
    wordings = [list(dict.fromkeys(normal(text[a:b]) for a, b in g.spans)) for g in entities]
    gold = [strings(templates, role) for role in ROLES[1:]]
    fills = np.array([[bool(set(words) & role) for role in gold] for words in wordings])
    return Message(
        found,
        possible,
        align(doc, possible, sentences, templates),
        sentences,
        entities,
        wordings,
        fills.reshape(-1, len(gold)),
        templates,
    )


def strings(templates: Sequence[Template], role: str) -> set[str]:
    """All wordings of a role's fillers."""
    return {normal(m) for t in templates for entity in t[role] for m in entity}


def types(template: Template) -> list[str]:
    """The incident types that a template allows."""
    return [part.strip() for part in template["incident_type"].split("/")]


def align(
    doc: Doc,
    possible: Sequence[Item],
    sentences: Sequence[set[int]],
    templates: Sequence[Template],
) -> list[int]:
    """1 for each item that tells a template: of its type, with most of its fillers, earliest."""
    pairs = []
    for index, template in enumerate(templates):
        wanted = {word for role in ROLES[1:] for word in strings([template], role)}
        for number, item in enumerate(possible):
            if item.kind in types(template):
                words = " ".join(sentence_text(doc, s) for s in sorted(sentences[number]))
                pairs.append((-sum(w in words for w in wanted), number, index))
    labels, used = [0] * len(possible), set()
    for _, number, index in sorted(pairs):
        if not labels[number] and index not in used:
            labels[number] = 1
            used.add(index)
    return labels


def sentence_text(doc: Doc, sentence: int) -> str:
    """Normal wording of a sentence."""
    first, end = doc.sentences[sentence]
    return normal(doc.report.text[doc.tokens[first].start : doc.tokens[end - 1].end])


def token_roles(doc: Doc, templates: Sequence[Template]) -> NDArray[np.float32]:
    """1 where a token stands in a wording of a role's filler, (tokens, roles)."""
    words, places = [], []
    for place, token in enumerate(doc.tokens):
        for word in normal(token.text).split():
            words.append(word)
            places.append(place)
    labels = np.zeros((len(doc.tokens), len(ROLES) - 1), dtype=np.float32)
    at: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        at.setdefault(word, []).append(number)
    for role, name in enumerate(ROLES[1:]):
        for wording in sorted(strings(templates, name) - {""}):
            wanted = wording.split()
            for start in at.get(wanted[0], ()):
                if words[start : start + len(wanted)] == wanted:
                    labels[places[start] : places[start + len(wanted) - 1] + 1, role] = 1
    return labels


def annotated(path: Path, cache: Path | None) -> tuple[list[Doc], list[list[Template]]]:
    """The messages, annotated; ``cache`` keeps them between runs."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    templates = [row["templates"] for row in rows]
    if cache is not None and cache.exists():
        return pickle.loads(cache.read_bytes()), templates  # noqa: S301 (our own file)
    annotate = Annotator().annotate
    docs = [annotate(Report(str(row["id"]), row["text"], language="en")) for row in rows]
    if cache is not None:
        cache.write_bytes(pickle.dumps(docs))
    return docs, templates
