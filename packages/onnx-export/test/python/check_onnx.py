"""Checks model.onnx in the folder given, with the tools of ONNX itself, against the answers in cases.json.

Prints one JSON object: what the checker says, what the file declares, and the largest difference of each case in Python's
onnxruntime and in ONNX' reference implementation.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx.reference import ReferenceEvaluator


def largest_difference(received: np.ndarray, expected: list[list[float]]) -> float:
    difference = np.abs(received.astype(np.float64) - np.array(expected))
    return float("inf") if np.isnan(difference).any() else float(difference.max())


def main(folder: Path) -> None:
    path = folder / "model.onnx"
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(str(path))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    reference = ReferenceEvaluator(model)
    cases = {}
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        ids = np.array(case["ids"], dtype=np.int32).reshape(case["rows"], -1)
        cases[case["name"]] = {
            "onnxruntime": largest_difference(session.run(["probabilities"], {"ids": ids})[0], case["expected"]),
            "reference": largest_difference(reference.run(["probabilities"], {"ids": ids})[0], case["expected"]),
        }
    print(
        json.dumps(
            {
                "sameBytes": model.SerializeToString(deterministic=True) == path.read_bytes(),
                "irVersion": model.ir_version,
                "opset": {entry.domain: entry.version for entry in model.opset_import},
                "metadata": session.get_modelmeta().custom_metadata_map,
                "inputs": [[value.name, value.type, value.shape] for value in session.get_inputs()],
                "outputs": [[value.name, value.type, value.shape] for value in session.get_outputs()],
                "cases": cases,
            }
        )
    )


main(Path(sys.argv[1]))
