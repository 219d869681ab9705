"""The decoder on scores made by hand: no model file but the tokenizer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer

from headwater.annotate.decode import Floats, Limits
from headwater.annotate.encoder import TOKENIZER, WEIGHTS
from headwater.annotate.relations import Shape, read_relations
from headwater.annotate.windows import Ints, Splitter
from headwater.model import Relation

TEXT = "Radio Nahrin said a guard confirmed the bridge fell"
Role = Sequence[tuple[int, int]]


class ByHand:
    """Scores whole words (one piece each here) as told, by the first piece of the cue."""

    def __init__(self, flat: Role, nested: Role, roles: dict[int, tuple[Role, Role]]) -> None:
        self.flat, self.nested, self.roles = flat, nested, roles

    def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats, Floats | None]:
        assert ids.shape == marks.shape
        scores = np.concatenate(
            [drawn(self.flat, len(ids)), drawn([*self.flat, *self.nested], len(ids))], axis=1
        )
        lower = np.arange(2 * len(ids), dtype=np.float32).reshape(-1, 2)
        return np.zeros((len(ids), 4), dtype=np.float32), scores, lower

    def relate(self, memory: Floats, weights: Floats, distances: Ints, steps: Ints) -> Floats:
        assert weights.shape == distances.shape == steps.shape
        rows = [self.roles[int(np.flatnonzero(row)[0]) - 1] for row in weights]
        return np.stack(
            [np.concatenate([drawn(r, len(memory)) for r in row], axis=1) for row in rows]
        )


def drawn(spans: Role, length: int) -> Floats:
    scores = np.full((length, 3), -8, dtype=np.float32)
    for a, b in spans:
        scores[a + 1 : b + 1, 0] = 8  # the special piece comes first
        scores[a + 1, 1] = scores[b, 2] = 8
    return scores


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter(Tokenizer.from_file(str(WEIGHTS / TOKENIZER)))


def words(text: str, relation: Relation) -> list[list[str]]:
    return [
        [text[a:b] for a, b in spans] for spans in (relation.source, relation.cue, relation.content)
    ]


def pieces(splitter: Splitter) -> list[str]:
    found = splitter.pieces(TEXT, (0, len(TEXT)))
    return [TEXT[a:b] for a, b in zip(found.starts, found.ends, strict=True)]


def test_a_nested_attribution_is_bridged(splitter: Splitter) -> None:
    at = {piece: i for i, piece in enumerate(pieces(splitter))}
    said, guard, confirmed, end = at["said"], at["a"], at["confirmed"], len(at)
    network = ByHand(
        [(said, said + 1)],
        [(confirmed, confirmed + 1)],
        {
            # The outer content leaves the nested source and cue out, as in a flat corpus.
            said: ([(0, said)], [(said + 1, guard + 1), (confirmed + 1, end)]),
            confirmed: ([(guard + 1, confirmed)], [(confirmed + 1, end)]),
        },
    )
    found = read_relations(network, splitter, Shape(), Limits(), TEXT, ())
    assert [words(TEXT, r) for r in found] == [
        [["Radio Nahrin"], ["said"], ["a guard confirmed the bridge fell"]],
        [["guard"], ["confirmed"], ["the bridge fell"]],
    ]


def test_a_cue_in_nobodys_content_has_to_be_flat(splitter: Splitter) -> None:
    at = {piece: i for i, piece in enumerate(pieces(splitter))}
    confirmed, end = at["confirmed"], len(at)
    network = ByHand([], [(confirmed, confirmed + 1)], {confirmed: ([], [(confirmed + 1, end)])})
    assert read_relations(network, splitter, Shape(), Limits(), TEXT, ()) == ()


def test_one_source_at_most_and_no_content_no_relation(splitter: Splitter) -> None:
    at = {piece: i for i, piece in enumerate(pieces(splitter))}
    said, confirmed, end = at["said"], at["confirmed"], len(at)
    both = [(said, said + 1), (confirmed, confirmed + 1)]
    roles: dict[int, tuple[Role, Role]] = {
        said: ([(0, said), (end - 1, end)], [(said + 1, confirmed)]),
        confirmed: ([(0, said)], []),
    }
    (found,) = read_relations(ByHand(both, [], roles), splitter, Shape(), Limits(), TEXT, ())
    assert words(TEXT, found) == [["Radio Nahrin"], ["said"], ["a guard"]]


def test_every_stretch_between_breaks_is_read_alone(splitter: Splitter) -> None:
    seen: list[int] = []

    class Counting(ByHand):
        def read(self, ids: Ints, marks: Ints) -> tuple[Floats, Floats, Floats | None]:
            seen.append(len(ids) - 2)
            return super().read(ids, marks)

    start = TEXT.index("confirmed")
    read_relations(Counting([], [], {}), splitter, Shape(), Limits(), TEXT, [(start, start + 9)])
    assert seen == [5, 3] or sum(seen) == len(pieces(splitter)) - 1
