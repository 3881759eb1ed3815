"""Makes figures/traces-*.safetensors: eight optimizer steps of small networks with random weights, as Keras does them."""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from network import Tensors, build_network, metadata, read_weights, run_steps, versions

FIGURES = Path(__file__).parent / "figures"
STEPS = 8


def random_weights(random: np.random.Generator, vocabulary_size: int, dimension: int, units: int, hidden_units: int,
                   outputs: int) -> Tensors:
    """Larger than Keras' own initial weights and with biases, so that no term of the network is too small to be tested."""
    shapes: dict[str, tuple[int, ...]] = {"embedding/embeddings": (vocabulary_size, dimension)}
    for direction in ("forward", "backward"):
        shapes[f"encoder/0/{direction}/kernel"] = (dimension, 3 * units)
        shapes[f"encoder/0/{direction}/recurrent_kernel"] = (units, 3 * units)
        shapes[f"encoder/0/{direction}/bias"] = (2, 3 * units)
    shapes["hidden/kernel"] = (2 * units, hidden_units)
    shapes["hidden/bias"] = (hidden_units,)
    shapes["output/kernel"] = (hidden_units, outputs)
    shapes["output/bias"] = (outputs,)
    return {name: random.uniform(-0.7, 0.7, shape).astype(np.float32) for name, shape in shapes.items()}


def random_batches(random: np.random.Generator, vocabulary_size: int, batch_size: int, time: int,
                   labels: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Rows of different lengths, padded on the right.

    Step 0 has a full row, step 1 a row without a token, step 2 a column that is padding in every row, step 3 full rows
    only, step 4 rows of one token only. Ids come from half of the vocabulary, so some rows of the table never occur.
    """
    batches = []
    for step in range(STEPS):
        lengths = random.integers(1, time + 1, batch_size)
        if step == 0:
            lengths[0] = time
        if step == 1:
            lengths[batch_size // 2] = 0
        if step == 2:
            lengths = np.minimum(lengths, time - 1)
        if step == 3:
            lengths[:] = time
        if step == 4:
            lengths[:] = 1
        ids = random.integers(1, vocabulary_size // 2, (batch_size, time), dtype=np.int32)
        ids[np.arange(time) >= lengths[:, None]] = 0
        batches.append((ids, random.integers(0, labels, batch_size, dtype=np.int32)))
    return batches


def make_trace(name: str, *, seed: int, vocabulary_size: int, dimension: int, units: int, hidden_units: int, outputs: int,
               batch_size: int, time: int, train_embedding: bool = True) -> None:
    random = np.random.default_rng(seed)
    initial = random_weights(random, vocabulary_size, dimension, units, hidden_units, outputs)
    batches = random_batches(random, vocabulary_size, batch_size, time, max(outputs, 2))

    network = build_network(initial, train_embedding=train_embedding)
    losses, probabilities = run_steps(network, batches)

    tensors = {f"initial/{key}": value for key, value in initial.items()}
    tensors |= {f"final/{key}": value for key, value in read_weights(network).items()}
    tensors |= {f"probabilities/{i}": value for i, value in enumerate(probabilities)}
    for i, (ids, targets) in enumerate(batches):
        tensors |= {f"batch/{i}/ids": ids, f"batch/{i}/targets": targets}
    tensors["loss"] = losses
    config = {
        "task": "binary" if outputs == 1 else "multi-class",
        "steps": STEPS,
        "trainEmbedding": train_embedding,
        "optimizer": {"type": "adam", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7},
        "seed": seed,
    }
    FIGURES.mkdir(exist_ok=True)
    path = FIGURES / f"traces-{name}.safetensors"
    save_file(tensors, path, metadata(madeBy="reference/keras/make_layer_traces.py", config=config, versions=versions()))
    print(f"{path.name}: {path.stat().st_size} bytes, loss {losses[0]:.6f} to {losses[-1]:.6f}")


if __name__ == "__main__":
    BINARY = {"vocabulary_size": 50, "dimension": 8, "units": 6, "hidden_units": 5, "outputs": 1, "batch_size": 7, "time": 12}
    make_trace("binary", seed=1, **BINARY)
    make_trace("binary-frozen-embedding", seed=2, train_embedding=False, **BINARY)
    make_trace("multi-class", seed=3, vocabulary_size=40, dimension=5, units=3, hidden_units=6, outputs=4, batch_size=5, time=9)
