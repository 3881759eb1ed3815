"""Checks a model with onnx.checker and compares Python's onnxruntime with expected probabilities; prints the figures as JSON.

The expectations are a safetensors file with pairs of `ids` (I32 `[batch, time]`) and `probabilities` (F32
`[batch, outputs]`); each pair may stand under a prefix of its own, such as `empty/ids` and `empty/probabilities`.
A broken model ends it with exit code 1 and the checker's words. How large a difference is too large is the caller's to say.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("expected", type=Path, nargs="?")
    options = parser.parse_args()

    onnx.checker.check_model(str(options.model), full_check=True)
    model = onnx.load(options.model)
    session = onnxruntime.InferenceSession(str(options.model), providers=["CPUExecutionProvider"])
    cases = {} if options.expected is None else compare(session, load_file(options.expected))
    print(
        json.dumps(
            {
                "irVersion": model.ir_version,
                "opsets": {opset.domain or "ai.onnx": opset.version for opset in model.opset_import},
                "operators": sorted({node.op_type for node in model.graph.node}),
                "inputs": [describe(value) for value in session.get_inputs()],
                "outputs": [describe(value) for value in session.get_outputs()],
                "metadata": {entry.key: entry.value for entry in model.metadata_props},
                "cases": cases,
                "rows": sum(case["rows"] for case in cases.values()),
                "largestDifference": max((case["largestDifference"] for case in cases.values()), default=None),
                "versions": {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__},
            }
        )
    )


def compare(session: onnxruntime.InferenceSession, expected: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    input_name, output_name = session.get_inputs()[0].name, session.get_outputs()[0].name
    cases = {}
    for name in sorted(name for name in expected if name.split("/")[-1] == "ids"):
        prefix = name[: -len("ids")]
        wanted = expected[f"{prefix}probabilities"]
        (found,) = session.run([output_name], {input_name: expected[name]})
        if found.shape != wanted.shape:
            raise SystemExit(f"{name}: expected probabilities {wanted.shape}, onnxruntime gave {found.shape}")
        difference = np.abs(found.astype(np.float64) - wanted)
        if not np.isfinite(difference).all():
            raise SystemExit(f"{name}: a probability is not finite")
        cases[prefix.rstrip("/") or "all"] = {
            "rows": len(wanted),
            "largestDifference": float(difference.max(initial=0)),
        }
    if not cases:
        raise SystemExit("The file of expectations has no ids")
    return cases


def describe(value: onnxruntime.NodeArg) -> dict[str, object]:
    return {"name": value.name, "type": value.type, "shape": value.shape}


if __name__ == "__main__":
    main()
