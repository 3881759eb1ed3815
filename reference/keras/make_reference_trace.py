"""Makes figures/reference-30-steps.safetensors: the steps of the reference network on batches made by Wordloom.

Input: a safetensors file with `initial/<weight>` (F32) and `batch/<i>/ids`, `batch/<i>/targets` (I32). Its metadata may
have `optimizer`, JSON with `learningRate`.
Output: `loss` `[steps]`, `probabilities/<i>` `[batch, outputs]` before each update, `final/<weight>`, and the input's metadata.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from network import below, build_network, metadata, read_batches, read_tensors, read_weights, run_steps, versions

OUTPUT = Path(__file__).parent / "figures" / "reference-30-steps.safetensors"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path, nargs="?", default=OUTPUT)
    parser.add_argument(
        "--embedding-rows",
        type=int,
        help="keep only this many rows of the final embedding table, half of them rows that occur in the batches; their "
        "ids are written as embedding-rows (I32)",
    )
    parser.add_argument("--complete", action="store_true", help="copy the input's tensors too, as in the layer traces")
    options = parser.parse_args()

    inputs, input_metadata = read_tensors(options.input)
    batches = read_batches(inputs)
    optimizer = json.loads(input_metadata.get("optimizer", "{}"))
    network = build_network(below(inputs, "initial/"), learning_rate=optimizer.get("learningRate", 0.001))
    started = time.perf_counter()
    losses, probabilities = run_steps(network, batches)
    seconds = time.perf_counter() - started

    final = read_weights(network)
    tensors = (inputs if options.complete else {}) | {"loss": losses} | {f"probabilities/{i}": value for i, value in enumerate(probabilities)}
    if options.embedding_rows is not None:
        rows = sample_rows([ids for ids, _ in batches], len(final["embedding/embeddings"]), options.embedding_rows)
        tensors["embedding-rows"] = rows
        final["embedding/embeddings"] = final["embedding/embeddings"][rows]
    tensors |= {f"final/{name}": value for name, value in final.items()}
    made_by = metadata(madeBy="reference/keras/make_reference_trace.py", versions=versions(), steps=len(batches))
    save_file(tensors, options.output, input_metadata | made_by)
    print(f"{options.output.name}: {len(batches)} steps in {seconds:.1f} s, loss {losses[0]:.6f} to {losses[-1]:.6f}")


def sample_rows(ids: list[np.ndarray], vocabulary_size: int, count: int) -> np.ndarray:
    """Evenly spaced ids, half of those that occur and half of the others, sorted."""
    used = np.unique(np.concatenate([batch.ravel() for batch in ids]))
    unused = np.setdiff1d(np.arange(vocabulary_size), used)
    chosen = [
        some[np.linspace(0, len(some) - 1, min(share, len(some))).astype(int)]
        for some, share in ((used, count - count // 2), (unused, count // 2))
        if len(some) > 0
    ]
    return np.unique(np.concatenate(chosen)).astype(np.int32)


if __name__ == "__main__":
    main()
