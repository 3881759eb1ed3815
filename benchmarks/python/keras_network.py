"""The reference network in Keras 3, on the backend that `KERAS_BACKEND` names.

The embedding masks its padding. Steps are `train_on_batch` and `predict_on_batch`, an epoch is `fit`, compiled by XLA
(`jit_compile`): of Keras' own ways these were measured to be the fastest on both backends.
"""

import os
from typing import Any

threads = int(os.environ["OMP_NUM_THREADS"])
if os.environ["KERAS_BACKEND"] == "tensorflow":
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(threads)

import keras
import numpy as np

from dataset import Dataset

# Rows of these lengths are padded to them and no further, when rows are bucketed by hand: each is one more compilation.
BUCKETS = (25, 50, 75, 100, 125, 150, 175, 200)


def create_network(dataset: Dataset, params: dict[str, Any]) -> "KerasNetwork":
    return KerasNetwork(dataset, bucketed=params.get("variant") == "bucketed", jit=params.get("variant") != "no-jit")


class KerasNetwork:
    def __init__(self, dataset: Dataset, *, bucketed: bool, jit: bool) -> None:
        self._dataset = dataset
        self._random = np.random.default_rng(1)
        self._buckets = bucket_rows(dataset.lengths) if bucketed else None
        self._model = build_model(dataset, jit)
        self.versions = {"keras": keras.__version__, keras.backend.backend(): backend_version()}

    def warm_up(self, job: str, steps: int) -> None:
        size = self._dataset.batch_size
        if job == "epoch":
            # A compilation for each shape that the epoch has, the smaller batches at the end included.
            for rows, time in self._epoch_batches() if self._buckets else self._shapes_of_fit():
                self._train(rows, time)
            return
        for step in range(steps):
            rows = slice(step % self._dataset.batches * size, (step % self._dataset.batches + 1) * size)
            if job == "train":
                self.train_step(rows)
            else:
                self.predict_step(rows)

    def train_step(self, rows: slice) -> float:
        return self._train(rows, self._dataset.ids.shape[1])

    def predict_step(self, rows: slice) -> np.ndarray:
        return np.asarray(self._model.predict_on_batch(self._dataset.ids[rows]))

    def train_epoch(self) -> float:
        if self._buckets is None:
            history = self._model.fit(
                self._dataset.ids, self._dataset.targets[:, None], batch_size=self._dataset.batch_size, verbose=0
            )
            return float(history.history["loss"][0])
        batches = self._epoch_batches()
        return float(np.mean([self._train(rows, time) for rows, time in batches]))

    def _train(self, rows: slice | np.ndarray, time: int) -> float:
        return float(self._model.train_on_batch(self._dataset.ids[rows, :time], self._dataset.targets[rows, None]))

    def _shapes_of_fit(self) -> list[tuple[slice, int]]:
        size, rest, time = self._dataset.batch_size, len(self._dataset.ids) % self._dataset.batch_size, self._dataset.ids.shape[1]
        return [(slice(0, count), time) for count in (size, rest) if count > 0]

    def _epoch_batches(self) -> list[tuple[np.ndarray, int]]:
        """Row numbers and padded length of each batch, rows shuffled within their bucket, and the batches shuffled."""
        batches = []
        size = self._dataset.batch_size
        for time, members in self._buckets.items():
            order = self._random.permutation(members)
            batches += [(order[start : start + size], time) for start in range(0, len(order), size)]
        self._random.shuffle(batches)
        return batches


def build_model(dataset: Dataset, jit: bool) -> keras.Model:
    weights = dataset.weights
    vocabulary_size, dimension = weights["embedding/embeddings"].shape
    units = weights["encoder/0/forward/recurrent_kernel"].shape[0]
    embedding = keras.layers.Embedding(vocabulary_size, dimension, mask_zero=True)
    encoder = keras.layers.Bidirectional(keras.layers.GRU(units, reset_after=True))
    hidden = keras.layers.Dense(weights["hidden/bias"].shape[0], activation="relu")
    output = keras.layers.Dense(1, activation="sigmoid")
    model = keras.Sequential([keras.Input((None,), dtype="int32"), embedding, encoder, hidden, output])
    embedding.embeddings.assign(weights["embedding/embeddings"])
    for direction, layer in (("forward", encoder.forward_layer), ("backward", encoder.backward_layer)):
        layer.cell.kernel.assign(weights[f"encoder/0/{direction}/kernel"])
        layer.cell.recurrent_kernel.assign(weights[f"encoder/0/{direction}/recurrent_kernel"])
        layer.cell.bias.assign(weights[f"encoder/0/{direction}/bias"])
    for name, dense in (("hidden", hidden), ("output", output)):
        dense.kernel.assign(weights[f"{name}/kernel"])
        dense.bias.assign(weights[f"{name}/bias"])
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="binary_crossentropy", jit_compile=jit)
    return model


def bucket_rows(lengths: np.ndarray) -> dict[int, np.ndarray]:
    """Row numbers by the length that they are padded to."""
    bucket = np.searchsorted(BUCKETS, lengths)
    return {time: np.flatnonzero(bucket == index) for index, time in enumerate(BUCKETS) if np.any(bucket == index)}


def backend_version() -> str:
    if keras.backend.backend() == "tensorflow":
        return tensorflow.__version__
    import jax

    return jax.__version__
