"""Reads the cases that every runtime is asked, and prints how its answers differ from those that were expected."""

import json
import sys
import time
from pathlib import Path
from typing import Callable

import numpy as np

Classify = Callable[[np.ndarray], np.ndarray]


def run(version: str, load: Callable[[str], Classify]) -> None:
    """Loads the model of the folder named on the command line, and classifies every case of that folder."""
    folder = Path(sys.argv[1])
    start = time.perf_counter()
    classify = load(str(folder / "model.onnx"))
    print(json.dumps({"version": version, "load_ms": round((time.perf_counter() - start) * 1000, 2)}))
    for name, values, expected in read_cases(folder):
        probabilities = np.asarray(classify(values))
        if probabilities.shape != expected.shape:
            raise ValueError(f"{name}: probabilities {probabilities.shape} instead of {expected.shape}")
        # np.max gives NaN when there is one.
        largest = float(np.max(np.abs(probabilities - expected)))
        print(json.dumps({"case": name, "largest_difference": largest}), flush=True)


def read_cases(folder: Path):
    """
    Yields the name of a case, its ids as int32[batch, time] or its strings as object[batch, time] or object[batch], and the
    expected probabilities as float32[batch, outputs].
    """
    values = read_strings(folder / "strings.txt") if (folder / "strings.txt").exists() else np.fromfile(folder / "ids.bin", "<i4")
    expected = np.fromfile(folder / "expected.bin", "<f4")
    for line in (folder / "cases.tsv").read_text("utf-8").splitlines()[1:]:
        name, sizes, outputs = line.split("\t")
        shape = [int(size) for size in sizes.split("x")]
        count, answers = int(np.prod(shape)), shape[0] * int(outputs)
        yield name, values[:count].reshape(shape), expected[:answers].reshape(shape[0], int(outputs))
        values, expected = values[count:], expected[answers:]


def read_strings(path: Path) -> np.ndarray:
    return np.array(path.read_bytes().decode("utf-8").split("\0")[:-1], dtype=object)
