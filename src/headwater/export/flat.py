"""headwater's own flat formats: csv, geojson and parquet, one row an incident or a claim."""

from __future__ import annotations

import json
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.export.columns import columns
from headwater.export.csvtext import write_csv
from headwater.export.jsontext import Json, Record
from headwater.export.options import ExportOptions
from headwater.export.rows import Cell, Row, rows
from headwater.export.view import CaseView

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
_BATCH = 10_000


def write_plain_csv(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """CSV, one row an incident or a claim; columns: ``export.columns``."""
    write_csv(columns(options.level), rows(case, options.level), out)


def write_geojson(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """GeoJSON (RFC 7946): one feature a row; its geometry is null without coordinates."""
    out.write(b'{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for row in rows(case, options.level):
        line = json.dumps(_feature(row, options), ensure_ascii=False, allow_nan=False)
        out.write(f"{separator}{line}".encode("utf-8", "replace"))
        separator = ",\n"
    out.write(b"\n]}\n")


def write_parquet(case: CaseView, out: BinaryIO, options: ExportOptions) -> None:
    """Parquet with the columns of the CSV, typed; unknown is null."""
    chosen = columns(options.level)
    schema = pa.schema([pa.field(column.name, _ARROW[column.type]) for column in chosen])
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        batch: list[list[Cell]] = []
        for row in rows(case, options.level):
            batch.append([_clean(column.value(row)) for column in chosen])
            if len(batch) == _BATCH:
                writer.write_table(_table(batch, schema))
                batch = []
        if batch:
            writer.write_table(_table(batch, schema))


def _feature(row: Row, options: ExportOptions) -> Record:
    place = row.place
    geometry: Json = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        geometry = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    properties: Record = {
        column.name: column.value(row)
        for column in columns(options.level)
        if column.name not in {"latitude", "longitude"}
    }
    return {"type": "Feature", "id": row.id, "geometry": geometry, "properties": properties}


def _table(batch: list[list[Cell]], schema: pa.Schema) -> pa.Table:
    arrays = [
        pa.array(values, type=field.type)
        for values, field in zip(zip(*batch, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _clean(value: Cell) -> Cell:
    """Parquet text is UTF-8, which has no half surrogates."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
