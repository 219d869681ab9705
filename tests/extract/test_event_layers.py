from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from headwater.annotate import Annotator
from headwater.errors import ModelError
from headwater.extract import events, layers, linear, scoring, token_features
from headwater.extract.events import told
from headwater.extract.fillers import ROLES, groups
from headwater.extract.findings import Findings, find
from headwater.extract.heads import Heads, Told
from headwater.extract.heads import load as load_heads
from headwater.extract.layers import MOST, Read, stretches
from headwater.extract.muc import filled, items
from headwater.model import Doc, Entity, Event, EventType, Report

# All sentences are made up.
KIDNAP = (
    "BOGOTA, 4 MAY 90 -- MEMBERS OF THE RED DAWN FRONT KIDNAPPED PEDRO ALMAR, THE MAYOR OF OLMEN, "
    "YESTERDAY, THE POLICE REPORTED. THE KIDNAPPERS DEMANDED A RANSOM FOR ALMAR."
)


@pytest.fixture(scope="module")
def kidnapping(annotator: Annotator) -> Doc:
    return annotator.annotate(Report("r", KIDNAP, language="en"))


@pytest.fixture(scope="module")
def findings(kidnapping: Doc) -> Findings:
    return find(kidnapping, ())


def said(findings: Findings) -> scoring.ByStates:
    possible = list(items(findings, told(findings, ())))
    return scoring.by_states(findings, possible, groups(findings))


def test_the_layers_tell_type_and_roles(findings: Findings) -> None:
    found = said(findings)
    assert found.kinds.argmax() == 2  # kidnapping
    names = [group.name for group in groups(findings)]
    victim = found.roles[:, ROLES.index("Victim") - 1]
    assert "almar" in names[int(victim.argmax())]
    organisation = found.roles[:, ROLES.index("PerpOrg") - 1]
    assert "front" in names[int(organisation.argmax())]


def test_an_incident_has_its_slots(kidnapping: Doc) -> None:
    found = [event for event in events(kidnapping, ()) if event.type.muc == "kidnapping"]
    assert found
    assert [entity.name for entity in found[0].recipients] == ["PEDRO ALMAR"]
    assert "RED DAWN FRONT" in [entity.name for entity in found[0].actors]


def test_the_same_report_gives_the_same_scores(findings: Findings) -> None:
    one, other = said(findings), said(findings)
    assert np.array_equal(one.roles, other.roles)
    assert np.array_equal(one.incidents, other.incidents)


def test_without_states_the_linear_models_decide_alone(
    kidnapping: Doc, read_doc: Callable[..., Doc]
) -> None:
    bare = read_doc(KIDNAP)
    assert kidnapping.states
    assert not bare.states
    assert with_type(events(bare, ()))
    possible = list(items(find(bare, ()), told(find(bare, ()), ())))
    scores = scoring.score(find(bare, ()), possible, groups(find(bare, ())))
    assert scores.bars == linear.bars("alone")
    assert np.array_equal(scores.roles, scoring.by_features(possible, groups(find(bare, ())))[1])


def with_type(found: tuple[Event, ...]) -> list[Event]:
    return [event for event in found if event.type.muc is not None]


def test_both_are_averaged(findings: Findings) -> None:
    possible, entities = list(items(findings, told(findings, ()))), groups(findings)
    scores = scoring.score(findings, possible, entities)
    share = linear.card()["shares"]["roles"]
    plain = scoring.by_features(possible, entities)[1]
    assert np.allclose(scores.roles, (1 - share) * plain + share * said(findings).roles)
    assert scores.bars == linear.bars("blended")


def test_token_features_name_frames_and_governors(findings: Findings) -> None:
    known = token_features.load()
    numbers, marks = token_features.token_features(findings, known)
    words = [token.text for token in findings.marked.syntax.doc.tokens]
    trigger = next(m for m in findings.mentions if m.frame == "kidnap")
    assert numbers.shape == (len(words), 7)
    assert numbers[trigger.token, 3] == known.frames["kidnap"] > 0
    below = next(
        n for n, t in enumerate(findings.marked.syntax.doc.tokens) if t.head == trigger.token
    )
    assert numbers[below, 4] == known.frames["kidnap"]
    assert marks[words.index("POLICE"), known.classes["state"]] == 1
    assert marks[words.index("RANSOM"), known.classes["state"]] == 0


def test_words_that_training_never_met_are_number_0(findings: Findings) -> None:
    empty: dict[str, int] = {}
    known = token_features.Vocabulary(empty, empty, empty, empty, empty)
    numbers, marks = token_features.token_features(findings, known)
    assert not numbers[:, :6].any()
    assert marks.shape == (len(numbers), 0)


def test_long_reports_are_cut_between_sentences() -> None:
    sentences = [(0, 500), (500, MOST - 10), (MOST - 10, MOST + 50), (MOST + 50, MOST + 60)]
    cuts = list(stretches(MOST + 60, sentences))
    assert [(cut.start, cut.stop) for cut in cuts] == [(0, MOST - 10), (MOST - 10, MOST + 60)]
    whole = list(stretches(2 * MOST + 1, [(0, 2 * MOST + 1)]))
    assert [cut.stop - cut.start for cut in whole] == [MOST, MOST, 1]


def test_a_long_report_is_read_in_parts(kidnapping: Doc, findings: Findings) -> None:
    lower = np.frombuffer(kidnapping.states, dtype="<f2").astype(np.float32)
    lower = lower.reshape(len(kidnapping.tokens), -1)
    numbers, marks = token_features.token_features(findings, token_features.load())
    count = MOST // len(lower) + 1
    tiled = [np.concatenate([rows] * count) for rows in (lower, numbers, marks)]
    size = len(tiled[0])
    read = layers.load().read(tiled[0], tiled[1], tiled[2], [(n, n + 1) for n in range(size)])
    assert read.states.shape == (size, lower.shape[1])
    assert read.roles.shape == (size, len(ROLES) - 1)
    first = layers.load().read(tiled[0][:MOST], tiled[1][:MOST], tiled[2][:MOST], [(0, MOST)])
    assert np.array_equal(read.states[:MOST], first.states)


def test_an_entity_without_tokens_is_scored_too() -> None:
    heads = load_heads()
    width = heads.weights["happening_in"].shape[1] - 48
    states = np.ones((4, width // 3), dtype=np.float32)
    read = Read(
        states, np.zeros((4, 5), dtype=np.float32), states[0], np.zeros(6, dtype=np.float32)
    )
    found = heads.entities(read, [[], [0, 1]])
    assert found.shape == (2, 5)
    assert np.isfinite(found).all()
    assert heads.entities(read, []).shape == (0, 5)
    assert np.isfinite(heads.happenings(read, [Told([0], [], "arson", 9)])).all()


def test_heads_pool_by_mean_and_maximum() -> None:
    weights = {
        "entity_in": np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
        "entity_in_bias": np.zeros(4),
        "entity_out": np.array([[1, 10, 100, 1000]]),
        "entity_out_bias": np.zeros(1),
    }
    heads = Heads({name: part.astype(np.float32) for name, part in weights.items()})
    states = np.array([[20.0], [40.0], [900.0]], dtype=np.float32)
    roles = np.array([[20.0], [80.0], [900.0]], dtype=np.float32)
    read = Read(states, roles, states[0], np.zeros(6, dtype=np.float32))
    # Mean and maximum of the states, then of the roles; units this large pass unchanged.
    assert heads.entities(read, [[0, 1]])[0, 0] == pytest.approx(30 + 400 + 5000 + 80000)


def entity(name: str) -> Entity:
    return Entity(name, ((0, 1),), "organisation")


@pytest.mark.parametrize(
    ("told", "chosen", "expected"),
    [
        ("Nahrin government", ["rebels", "Red Dawn Front"], ["Nahrin government"]),
        ("army troops", ["the army"], ["the army"]),
        ("gunmen", ["Red Dawn Front"], ["Red Dawn Front"]),
        ("gunmen", [], ["gunmen"]),
        (None, ["Red Dawn Front"], ["Red Dawn Front"]),
    ],
)
def test_a_state_that_the_text_names_is_not_replaced_by_suspects(
    told: str | None, chosen: list[str], expected: list[str]
) -> None:
    actors = () if told is None else (entity(told),)
    event = Event(((0, 1),), ((0, 1),), EventType("ASSAULT"), actors=actors)
    slots = {"actors": [entity(name) for name in chosen]}
    assert [actor.name for actor in filled(event, slots).actors] == expected


def test_damaged_layers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    layers.load.cache_clear()
    monkeypatch.setattr(linear, "card", lambda: {"layers": {"sha256": "0"}})
    with pytest.raises(ModelError, match="not the one"):
        layers.load()
    layers.load.cache_clear()


def test_a_file_that_is_no_graph_is_refused() -> None:
    with pytest.raises(ModelError, match="can't load"):
        layers.Layers(b"nothing")
