"""Makes figures/losses.safetensors: Keras' losses of random logits, with weights of rows and smoothed targets.

Tensors of every case: `<case>/logits` `[rows, columns]`, `<case>/targets` (I32: `[rows]`, for `multi-label` `[rows,
columns]`), `<case>/weights` `[rows]` where there are any, `<case>/loss` `[1]` and `<case>/gradient` `[rows, columns]` of
the loss by the logits. Metadata: `cases`, JSON, by name: `task` and `labelSmoothing`.
"""

from pathlib import Path

import jax
import numpy as np
from safetensors.numpy import save_file

from network import Tensors, keras, metadata, versions

OUTPUT = Path(__file__).parent / "figures" / "losses.safetensors"
ROWS = 6
COLUMNS = {"binary": 1, "multi-class": 4, "multi-label": 3}


def main() -> None:
    random = np.random.default_rng(43)
    tensors: Tensors = {}
    cases = {}
    for task in COLUMNS:
        for smoothing in (0.0, 0.2):
            for weighted in (False, True):
                name = f"{task}{'-smooth' if smoothing else ''}{'-weighted' if weighted else ''}"
                cases[name] = {"task": task, "labelSmoothing": smoothing}
                made = make_case(random, task, smoothing, weighted)
                tensors |= {f"{name}/{key}": value for key, value in made.items()}
    save_file(
        tensors, OUTPUT, metadata(madeBy="reference/keras/make_loss_figures.py", cases=cases, versions=versions())
    )
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes, {len(cases)} cases")


def make_case(random: np.random.Generator, task: str, smoothing: float, weighted: bool) -> Tensors:
    columns = COLUMNS[task]
    logits = random.normal(0, 3, (ROWS, columns)).astype(np.float32)
    if task == "multi-class":
        targets = random.integers(0, columns, ROWS, dtype=np.int32)
        expected = np.eye(columns, dtype=np.float32)[targets]
        loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    else:
        targets = random.integers(0, 2, ROWS if task == "binary" else (ROWS, columns), dtype=np.int32)
        expected = targets.reshape(ROWS, columns).astype(np.float32)
        loss = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    weights = random.uniform(0, 2, ROWS).astype(np.float32) if weighted else None
    if weights is not None:
        weights[2] = 0
    value, gradient = jax.value_and_grad(lambda x: loss(expected, x, sample_weight=weights))(logits)
    made = {
        "logits": logits,
        "targets": targets,
        "loss": np.array([value], dtype=np.float32),
        "gradient": np.array(gradient),
    }
    return made | ({} if weights is None else {"weights": weights})


if __name__ == "__main__":
    main()
