"""The model card, for the program (TOML) and for people (Markdown)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def toml(card: Mapping[str, Any]) -> str:
    """Write a card of plain values, tables and tables of tables."""
    top = [
        f"{key} = {json.dumps(value)}" for key, value in card.items() if not isinstance(value, dict)
    ]
    return "\n".join([*top, *_tables("", card)]) + "\n"


def _tables(prefix: str, card: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in card.items():
        if not isinstance(value, dict):
            continue
        name = f"{prefix}{json.dumps(key)}"
        plain = [
            f"{json.dumps(k)} = {json.dumps(v)}"
            for k, v in value.items()
            if not isinstance(v, dict)
        ]
        if plain:
            lines += ["", f"[{name}]", *plain]
        lines += _tables(f"{name}.", value)
    return lines


def words(card: Mapping[str, Any]) -> str:
    """Write the card as a page."""
    columns = ("source", "cue", "content", "relation_content", "relation_full", "source_accuracy")
    table = [
        "| text | " + " | ".join(columns) + " |",
        "|---|" + "---|" * len(columns),
        *(
            f"| {name} | " + " | ".join(f"{row[c]:.3f}" if c in row else "" for c in columns) + " |"
            for name, row in card["scores"].items()
        ),
    ]
    return TEMPLATE.format(
        version=card["version"],
        base=card["base"],
        licence=card["licence"],
        seed=card["training"]["seed"],
        epochs=card["training"]["epochs"],
        history=card["training"].get("history", "one run"),
        table="\n".join(table),
        data="\n".join(f"- `polnear/{name}`: `{value}`" for name, value in card["data"].items()),
        files="\n".join(f"- `{name}`: `{value}`" for name, value in card["files"].items()),
    )


TEMPLATE = """# Attribution encoder {version}

Reads who says what in English news: for every attribution its source, its cue and its content.

- **Made by** `make train-attribution DATA=<corpora folder>` (see `training/README.md`): seed
  {seed}, {epochs} epochs ({history}), on a CPU.
- **Weights before training**: {base}.
- **Licence** of the weights: {licence}. They hold no text of the corpora.
- **Reads** windows of word pieces, each by itself and without padding, as int8 ONNX. What is found
  in one report never depends on another report.
- **Trained on** PolNeAR (Newell et al. 2018: US politics, 2015-16, seven publishers), in part
  changed to look like other text: upper case, stripped punctuation, one paragraph, other names,
  headlines, attributions put inside attributions.
- **Limits**: PolNeAR marks no attribution within another one's content, so nested ones rest on
  synthetic examples and are kept only when the model is sure. Mental states ("thinks", "wants")
  count as attributions there. Other languages and genres are untested. A score is an ordering, not
  a probability.

## Scores

F1 on PolNeAR dev, whole reports, by the official scorer: spans after trimming by role, relations;
and the share of right sources. The rows below int8 change the text of dev. The last row is exact
spans on the sentences on which CofeNet was tuned, which are those of dev. Nested attributions are
counted as wrong here; the first row leaves them out. The decoder's limits were tuned on dev.

{table}

## Data (SHA-256)

{data}

## Files (SHA-256)

{files}
"""
