"""Makes figures/training.json: learning rates, plateaus and losses as Keras computes them.

The tests of `@wordloom/training` compare with them.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np

FIGURES = Path(__file__).parent / "figures"


def cosine(learning_rate: float, decay_steps: int, minimum: float, warmup_steps: int, steps: int) -> dict:
    """Keras computes these in float32."""
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0 if warmup_steps else learning_rate,
        decay_steps=decay_steps,
        alpha=minimum / learning_rate,
        warmup_target=learning_rate if warmup_steps else None,
        warmup_steps=warmup_steps,
    )
    return {
        "learningRate": learning_rate,
        "decaySteps": decay_steps,
        "minimum": minimum,
        "warmupSteps": warmup_steps,
        "rates": [float(schedule(step)) for step in range(steps)],
    }


def plateau(losses: list[float], learning_rate: float, factor: float, patience: int, minimum_change: float, cooldown: int,
            minimum: float) -> dict:
    """`rates[i]` is the rate of the epoch behind the one with `losses[i]`."""
    callback = keras.callbacks.ReduceLROnPlateau(
        monitor="loss", factor=factor, patience=patience, min_delta=minimum_change, cooldown=cooldown, min_lr=minimum,
        mode="min")
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"loss": loss})
        rates.append(float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))
    options = {"factor": factor, "patience": patience, "minimumChange": minimum_change, "cooldown": cooldown,
               "minimum": minimum}
    return {"losses": losses, "learningRate": learning_rate, "options": options, "rates": rates}


def scores(task: str, smoothing: float, weighted: bool, rows: int = 24, outputs: int = 4) -> dict:
    """Loss and accuracy of probabilities, by `model.evaluate` of a network that passes them through."""
    random = np.random.default_rng(len(task) + int(100 * smoothing) + int(weighted))
    outputs = 1 if task == "binary" else outputs
    probabilities = random.uniform(0.02, 0.98, (rows, outputs)).astype(np.float32)
    if task == "multi-class":
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        targets = random.integers(0, outputs, rows)
        truth = np.eye(outputs, dtype=np.float32)[targets]
        loss = keras.losses.CategoricalCrossentropy(label_smoothing=smoothing)
        metric = "categorical_accuracy"
    else:
        targets = random.integers(0, 2, (rows, outputs))
        truth = targets.astype(np.float32)
        loss = keras.losses.BinaryCrossentropy(label_smoothing=smoothing)
        metric = "binary_accuracy"
    weights = random.uniform(0, 3, rows).astype(np.float32) if weighted else None
    model = keras.Sequential([keras.Input((outputs,)), keras.layers.Identity()])
    model.compile(loss=loss, metrics=[metric])
    figures = model.evaluate(probabilities, truth, sample_weight=weights, batch_size=10, verbose=0, return_dict=True)
    result = {
        "task": task,
        "outputs": outputs,
        "labelSmoothing": smoothing,
        "probabilities": probabilities.ravel().tolist(),
        "targets": targets.ravel().tolist(),
        "loss": figures["loss"],
        "accuracy": figures[metric],
    }
    return result if weights is None else {**result, "weights": weights.tolist()}


LOSSES = [1.0, 0.8, 0.7999, 0.79985, 0.6, 0.61, 0.59995, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4, 0.45, 0.45, 0.45, 0.45, 0.45,
          0.45, 0.3, 0.3, 0.3, 0.3]

figures = {
    "madeBy": "reference/keras/make_training_figures.py",
    "versions": {"keras": keras.__version__, "numpy": np.__version__},
    "cosine": [
        cosine(0.001, 40, 0.0, 0, 50),
        cosine(0.02, 33, 0.002, 0, 40),
        cosine(0.01, 30, 0.0005, 7, 45),
    ],
    "plateaus": [
        plateau(LOSSES, 0.1, 0.1, 1, 0.0001, 0, 0.0),
        plateau(LOSSES, 0.1, 0.5, 2, 0.0001, 0, 0.0),
        plateau(LOSSES, 0.1, 0.5, 2, 0.0001, 2, 0.02),
        plateau(LOSSES, 0.1, 0.25, 1, 0.15, 3, 0.0),
    ],
    "scores": [
        scores(task, smoothing, weighted)
        for task in ("binary", "multi-class", "multi-label")
        for smoothing in (0.0, 0.2)
        for weighted in (False, True)
    ],
}
(FIGURES / "training.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
