"""Makes figures/traces-*.safetensors: the first optimizer steps of small networks with random weights, as Keras does them.

Tensors: `initial/<weight>`, `final/<weight>`; `batch/<i>/ids`, `batch/<i>/targets` and, where rows have weights,
`batch/<i>/weights`; `probabilities/<i>` before each update; `loss` `[steps]`. Metadata: `config`, JSON, in the words of
ModelSpec and OptimizerSpec of @wordloom/core. Arguments: names of the traces to make, otherwise all.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from network import Tensors, build_network, metadata, read_weights, run_steps, versions
from optimizers import make_optimizer

FIGURES = Path(__file__).parent / "figures"

ADAM = {"type": "adam", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}
ADAMW = {**ADAM, "type": "adamw", "learningRate": 0.01, "weightDecay": 0.1}
SGD = {"type": "sgd", "learningRate": 0.1, "momentum": 0.0, "nesterov": False}
RMSPROP = {"type": "rmsprop", "learningRate": 0.005, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": False}


@dataclass(frozen=True)
class Sizes:
    vocabulary_size: int = 20
    dimension: int = 4
    units: int = 3
    hidden_units: int = 4
    batch_size: int = 5
    time: int = 6
    steps: int = 6


@dataclass(frozen=True)
class Trace:
    """What a trace differs in from one layer, `last`, resetAfter, a binary task and Adam."""

    seed: int
    sizes: Sizes = field(default_factory=Sizes)
    task: str = "binary"
    # Ignored by a binary task.
    labels: int = 2
    layers: int = 1
    pooling: str = "last"
    reset_after: bool = True
    train_embedding: bool = True
    optimizer: dict = field(default_factory=lambda: {**ADAM, "learningRate": 0.01})
    label_smoothing: float = 0.0
    row_weights: bool = False
    learning_rates: list[float] | None = None

    @property
    def outputs(self) -> int:
        return 1 if self.task == "binary" else self.labels


def random_weights(random: np.random.Generator, trace: Trace) -> Tensors:
    """Larger than Keras' own initial weights and with biases, so that no term of the network is too small to be tested."""
    sizes = trace.sizes
    units, gates = sizes.units, 3 * sizes.units
    shapes: dict[str, tuple[int, ...]] = {"embedding/embeddings": (sizes.vocabulary_size, sizes.dimension)}
    for layer in range(trace.layers):
        for direction in ("forward", "backward"):
            shapes[f"encoder/{layer}/{direction}/kernel"] = (sizes.dimension if layer == 0 else 2 * units, gates)
            shapes[f"encoder/{layer}/{direction}/recurrent_kernel"] = (units, gates)
            shapes[f"encoder/{layer}/{direction}/bias"] = (2, gates) if trace.reset_after else (gates,)
    shapes["hidden/kernel"] = (2 * units, sizes.hidden_units)
    shapes["hidden/bias"] = (sizes.hidden_units,)
    shapes["output/kernel"] = (sizes.hidden_units, trace.outputs)
    shapes["output/bias"] = (trace.outputs,)
    return {name: random.uniform(-0.7, 0.7, shape).astype(np.float32) for name, shape in shapes.items()}


def random_batches(random: np.random.Generator, trace: Trace) -> list[tuple[np.ndarray, np.ndarray]]:
    """Rows of different lengths, padded on the right.

    Step 0 has a full row, step 1 a row without a token, step 2 a column that is padding in every row, step 3 full rows
    only, step 4 rows of one token only. Ids come from half of the vocabulary, so some rows of the table never occur.
    """
    time, batch_size = trace.sizes.time, trace.sizes.batch_size
    batches = []
    for step in range(trace.sizes.steps):
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
        ids = random.integers(1, trace.sizes.vocabulary_size // 2, (batch_size, time), dtype=np.int32)
        ids[np.arange(time) >= lengths[:, None]] = 0
        if trace.task == "multi-label":
            targets = random.integers(0, 2, (batch_size, trace.labels), dtype=np.int32)
        else:
            targets = random.integers(0, trace.labels, batch_size, dtype=np.int32)
        batches.append((ids, targets))
    return batches


def random_row_weights(random: np.random.Generator, trace: Trace) -> list[np.ndarray]:
    """Between 0 and 3, and in step 3 the first row does not count at all."""
    weights = [random.uniform(0, 3, trace.sizes.batch_size).astype(np.float32) for _ in range(trace.sizes.steps)]
    weights[3][0] = 0
    return weights


def make_trace(name: str, trace: Trace) -> None:
    random = np.random.default_rng(trace.seed)
    initial = random_weights(random, trace)
    batches = random_batches(random, trace)
    row_weights = random_row_weights(random, trace) if trace.row_weights else None

    network = build_network(
        initial,
        train_embedding=trace.train_embedding,
        task=trace.task,
        pooling=trace.pooling,
        reset_after=trace.reset_after,
        label_smoothing=trace.label_smoothing,
        optimizer=make_optimizer(trace.optimizer),
    )
    losses, probabilities = run_steps(network, batches, row_weights=row_weights, learning_rates=trace.learning_rates)

    tensors = {f"initial/{key}": value for key, value in initial.items()}
    tensors |= {f"final/{key}": value for key, value in read_weights(network).items()}
    tensors |= {f"probabilities/{i}": value for i, value in enumerate(probabilities)}
    for i, (ids, targets) in enumerate(batches):
        tensors |= {f"batch/{i}/ids": ids, f"batch/{i}/targets": targets}
    for i, weights in enumerate(row_weights or []):
        tensors[f"batch/{i}/weights"] = weights
    tensors["loss"] = losses
    FIGURES.mkdir(exist_ok=True)
    path = FIGURES / f"traces-{name}.safetensors"
    made_by = metadata(madeBy="reference/keras/make_layer_traces.py", config=config_of(trace), versions=versions())
    save_file(tensors, path, made_by)
    print(f"{path.name}: {path.stat().st_size} bytes, loss {losses[0]:.6f} to {losses[-1]:.6f}")


def config_of(trace: Trace) -> dict:
    """Only what is not the default, beside what every trace says."""
    config: dict = {
        "task": trace.task,
        "steps": trace.sizes.steps,
        "trainEmbedding": trace.train_embedding,
        "optimizer": trace.optimizer,
        "seed": trace.seed,
    }
    encoder: dict = {}
    if trace.layers > 1:
        encoder["layers"] = trace.layers
    if trace.pooling != "last":
        encoder["pooling"] = trace.pooling
    if not trace.reset_after:
        encoder["resetAfter"] = False
    if encoder:
        config["encoder"] = encoder
    if trace.label_smoothing:
        config["labelSmoothing"] = trace.label_smoothing
    if trace.learning_rates is not None:
        config["learningRates"] = trace.learning_rates
    return config


FIRST = {
    "sizes": Sizes(vocabulary_size=50, dimension=8, units=6, hidden_units=5, batch_size=7, time=12, steps=8),
    "optimizer": ADAM,
}
RATES = [0.002, 0.004, 0.008, 0.006, 0.003, 0.001]

TRACES = {
    "binary": Trace(seed=1, **FIRST),
    "binary-frozen-embedding": Trace(seed=2, train_embedding=False, **FIRST),
    "multi-class": Trace(
        seed=3,
        task="multi-class",
        labels=4,
        sizes=Sizes(vocabulary_size=40, dimension=5, units=3, hidden_units=6, batch_size=5, time=9, steps=8),
        optimizer=ADAM,
    ),
    "multi-label": Trace(seed=4, task="multi-label", labels=3),
    "two-classes": Trace(seed=5, task="multi-class", labels=2),
    "adam-other-numbers": Trace(seed=11, optimizer={**ADAM, "learningRate": 0.02, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4}),
    "adamw": Trace(seed=12, optimizer=ADAMW),
    "sgd": Trace(seed=13, optimizer=SGD),
    "sgd-momentum": Trace(seed=14, optimizer={**SGD, "momentum": 0.9}),
    "sgd-nesterov": Trace(seed=15, optimizer={**SGD, "momentum": 0.9, "nesterov": True}),
    "rmsprop": Trace(seed=16, optimizer=RMSPROP),
    "rmsprop-momentum": Trace(seed=17, optimizer={**RMSPROP, "momentum": 0.7}),
    "rmsprop-centered-momentum": Trace(seed=18, optimizer={**RMSPROP, "momentum": 0.7, "centered": True}),
    # Adam and RMSprop hide the size of a gradient, SGD does not.
    "clipped-sgd": Trace(seed=21, optimizer={**SGD, "learningRate": 0.5, "globalClipNorm": 0.1}),
    "clipped-adam": Trace(seed=22, optimizer={**ADAM, "learningRate": 0.01, "globalClipNorm": 0.2}),
    "clipped-frozen-embedding": Trace(seed=23, train_embedding=False, optimizer={**SGD, "learningRate": 0.5, "globalClipNorm": 0.1}),
    "smoothed-binary": Trace(seed=31, label_smoothing=0.1),
    "smoothed-multi-class": Trace(seed=32, task="multi-class", labels=3, label_smoothing=0.1),
    "smoothed-multi-label": Trace(seed=33, task="multi-label", labels=3, label_smoothing=0.1),
    "weighted-binary": Trace(seed=41, row_weights=True, optimizer=SGD),
    "weighted-multi-class": Trace(seed=42, task="multi-class", labels=3, row_weights=True, optimizer=SGD),
    "weighted-multi-label": Trace(seed=43, task="multi-label", labels=3, row_weights=True, optimizer=SGD),
    "two-layers": Trace(seed=51, layers=2),
    "three-layers": Trace(seed=52, layers=3),
    "pooling-max": Trace(seed=53, pooling="max"),
    "pooling-mean": Trace(seed=54, pooling="mean"),
    "reset-before": Trace(seed=55, reset_after=False),
    "two-layers-max": Trace(seed=56, layers=2, pooling="max"),
    "two-layers-reset-before": Trace(seed=57, layers=2, reset_after=False),
    "learning-rates": Trace(seed=61, learning_rates=RATES),
    "learning-rates-adamw": Trace(seed=62, optimizer=ADAMW, learning_rates=RATES),
    "learning-rates-momentum": Trace(seed=63, optimizer={**SGD, "momentum": 0.9}, learning_rates=[20 * rate for rate in RATES]),
    "all-mean": Trace(
        seed=71,
        layers=2,
        pooling="mean",
        optimizer={**ADAMW, "globalClipNorm": 0.2},
        label_smoothing=0.1,
        row_weights=True,
    ),
    "all-max": Trace(
        seed=72,
        task="multi-label",
        labels=3,
        layers=3,
        pooling="max",
        reset_after=False,
        optimizer={**RMSPROP, "momentum": 0.7, "centered": True, "globalClipNorm": 0.2},
        label_smoothing=0.2,
        row_weights=True,
        learning_rates=RATES,
    ),
    "all-last": Trace(
        seed=73,
        task="multi-class",
        labels=3,
        layers=2,
        reset_after=False,
        train_embedding=False,
        optimizer={**SGD, "momentum": 0.9, "nesterov": True, "globalClipNorm": 0.3},
        label_smoothing=0.1,
        row_weights=True,
    ),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or TRACES:
        make_trace(name, TRACES[name])
