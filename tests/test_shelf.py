from __future__ import annotations

from pathlib import Path

import pytest

from headwater import shelf
from headwater.model import Credit
from headwater.shelf import Arranged, ById, Shelf


def credits_(count: int) -> list[Credit]:
    return [Credit(f"Agency {number} ✓", (number, number + 3)) for number in range(count)]


@pytest.mark.parametrize("coding", ["json", "msgpack"])
@pytest.mark.parametrize("in_memory", [1, 100, 1 << 20])
def test_what_was_put_comes_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_memory: int, coding: str
) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", in_memory)
    held = Shelf(Credit, kept=2, folder=tmp_path, text=coding == "json")
    assert [held.put(one) for one in credits_(9)] == list(range(9))
    assert list(held) == credits_(9)
    assert [held[8], held[0], held[-2]] == [credits_(9)[8], credits_(9)[0], credits_(9)[7]]
    assert list(held[2:5]) == credits_(9)[2:5]
    assert not list(tmp_path.iterdir()), "a killed process must leave nothing behind"
    with pytest.raises(IndexError):
        held[9]


def test_decoded_objects_at_hand_are_few() -> None:
    held = Shelf(Credit, kept=2)
    for one in credits_(5):
        held.put(one)
    first = held[0]
    assert held[0] is first
    _ = held[1], held[2]
    assert held[0] is not first


def test_another_order_and_by_id() -> None:
    held = Shelf(Credit)
    for one in credits_(4):
        held.put(one)
    arranged = Arranged(held, [3, 1])
    assert list(arranged) == [credits_(4)[3], credits_(4)[1]]
    assert len(arranged) == 2
    assert arranged[-1] == credits_(4)[1]
    assert list(arranged[:1]) == [credits_(4)[3]]
    by_id = ById(held, {"x": 2})
    assert dict(by_id) == {"x": credits_(4)[2]}
    assert by_id.get("y") is None
