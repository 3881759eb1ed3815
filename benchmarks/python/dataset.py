"""Datasets as `write-dataset.ts` leaves them: raw little-endian arrays, and a manifest that says what they are."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Dataset:
    """Rows of ids, right-padded with 0, and the weights that every contestant starts from."""

    batch_size: int
    ids: np.ndarray
    """`[rows, time]`, int32."""
    lengths: np.ndarray
    """`[rows]`, int32."""
    targets: np.ndarray
    """`[rows]`, float32: 0 or 1."""
    weights: dict[str, np.ndarray]
    """float32, in Keras' layouts, by Wordloom's names."""

    @property
    def batches(self) -> int:
        """Whole batches."""
        return len(self.ids) // self.batch_size


def read_dataset(folder: str) -> Dataset:
    path = Path(folder)
    manifest = json.loads((path / "dataset.json").read_text(encoding="utf-8"))
    rows, time = manifest["rows"], manifest["time"]
    values = np.fromfile(path / "weights.f32", dtype="<f4")
    weights, start = {}, 0
    for entry in manifest["weights"]:
        size = int(np.prod(entry["shape"]))
        weights[entry["name"]] = values[start : start + size].reshape(entry["shape"])
        start += size
    return Dataset(
        batch_size=manifest["batchSize"],
        ids=np.fromfile(path / "ids.i32", dtype="<i4").reshape(rows, time),
        lengths=np.fromfile(path / "lengths.i32", dtype="<i4"),
        targets=np.fromfile(path / "targets.i32", dtype="<i4").astype(np.float32),
        weights=weights,
    )
