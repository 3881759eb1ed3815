"""Opens a safetensors file with Python's safetensors and prints its metadata and the shape and sum of each tensor as JSON."""

import argparse
import json
from pathlib import Path

import numpy as np
from safetensors import safe_open


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    path = parser.parse_args().file
    with safe_open(path, framework="numpy") as file:
        tensors = {name: describe(file.get_tensor(name)) for name in sorted(file.keys())}
        print(json.dumps({"metadata": file.metadata() or {}, "tensors": tensors}))


def describe(tensor: np.ndarray) -> dict[str, object]:
    """The sum is taken in float64."""
    return {"dtype": str(tensor.dtype), "shape": list(tensor.shape), "sum": float(tensor.sum(dtype=np.float64))}


if __name__ == "__main__":
    main()
