"""The reference network in Keras, with its weights under Wordloom's names."""

import json
import os
import platform
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import keras
import numpy as np
from safetensors import safe_open

if keras.backend.backend() != "jax":
    raise ImportError("Import network before keras: it chooses the backend.")

Tensors = dict[str, np.ndarray]


def build_network(
    weights: Tensors,
    *,
    train_embedding: bool = True,
    learning_rate: float = 0.001,
    task: str | None = None,
    pooling: str = "last",
    reset_after: bool = True,
    label_smoothing: float = 0.0,
    optimizer: keras.optimizers.Optimizer | None = None,
) -> keras.Model:
    """Embedding -> Bidirectional(GRU) -> Dense(relu) -> Dense(sigmoid or softmax), compiled.

    The sizes and the number of encoder layers are those of the weights, by the names of `named_variables`. Without a task,
    one output makes it a binary task and more a multi-class one; without an optimizer it is Adam.
    """
    vocabulary_size, dimension = weights["embedding/embeddings"].shape
    units = weights["encoder/0/forward/recurrent_kernel"].shape[0]
    hidden_units, outputs = weights["output/kernel"].shape
    task = task or ("binary" if outputs == 1 else "multi-class")
    layers = sum(name.endswith("/forward/kernel") for name in weights)
    network = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(vocabulary_size, dimension, mask_zero=True, trainable=train_embedding),
            *encoder_layers(layers, units, pooling, reset_after),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dense(outputs, activation="softmax" if task == "multi-class" else "sigmoid"),
        ]
    )
    variables = named_variables(network)
    if variables.keys() != weights.keys():
        raise ValueError(f"the network has not the weights {sorted(variables.keys() ^ weights.keys())}")
    for name, variable in variables.items():
        variable.assign(weights[name])
    network.compile(
        optimizer=optimizer or keras.optimizers.Adam(learning_rate),
        loss=make_loss(task, label_smoothing),
        metrics=["accuracy"],
    )
    return network


def encoder_layers(layers: int, units: int, pooling: str, reset_after: bool) -> list[keras.layers.Layer]:
    stack: list[keras.layers.Layer] = [
        keras.layers.Bidirectional(
            keras.layers.GRU(units, reset_after=reset_after, return_sequences=pooling != "last" or layer < layers - 1)
        )
        for layer in range(layers)
    ]
    return stack if pooling == "last" else [*stack, MaskedPooling(pooling)]


class MaskedPooling(keras.layers.Layer):
    """The largest or the mean state of a row's tokens, `[batch, time, columns]` to `[batch, columns]`.

    Keras' GlobalMaxPooling1D knows no mask, and GlobalAveragePooling1D divides by zero where a row has no token. Here such
    a row gives zeros.
    """

    def __init__(self, pooling: str) -> None:
        super().__init__()
        if pooling not in ("max", "mean"):
            raise ValueError(pooling)
        self.pooling = pooling
        self.supports_masking = True

    def call(self, inputs, mask=None):
        if mask is None:
            raise ValueError("pooling needs the embedding's mask")
        is_token = keras.ops.expand_dims(mask, 2)
        if self.pooling == "mean":
            count = keras.ops.sum(keras.ops.cast(is_token, inputs.dtype), axis=1)
            return keras.ops.sum(keras.ops.where(is_token, inputs, 0), axis=1) / keras.ops.maximum(count, 1)
        # States of a GRU lie between -1 and 1.
        largest = keras.ops.max(keras.ops.where(is_token, inputs, -2), axis=1)
        return keras.ops.where(keras.ops.any(is_token, axis=1), largest, 0)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[2])

    def compute_mask(self, inputs, mask=None):
        return None


def make_loss(task: str, label_smoothing: float) -> keras.losses.Loss | str:
    """Keras smooths no labels that are given by their index: `run_steps` gives this loss one column a class."""
    if task == "multi-class":
        if label_smoothing == 0:
            return "sparse_categorical_crossentropy"
        return keras.losses.CategoricalCrossentropy(label_smoothing=label_smoothing)
    return keras.losses.BinaryCrossentropy(label_smoothing=label_smoothing) if label_smoothing else "binary_crossentropy"


def named_variables(network: keras.Model) -> dict[str, keras.Variable]:
    """The weights of a network by the names of `weightShapes` in @wordloom/core. Keras' layouts are Wordloom's."""
    embedding, *encoder, hidden, output = network.layers
    names = {"embedding/embeddings": embedding.embeddings}
    bidirectional = [layer for layer in encoder if isinstance(layer, keras.layers.Bidirectional)]
    for i, layer in enumerate(bidirectional):
        for direction, gru in (("forward", layer.forward_layer), ("backward", layer.backward_layer)):
            names[f"encoder/{i}/{direction}/kernel"] = gru.cell.kernel
            names[f"encoder/{i}/{direction}/recurrent_kernel"] = gru.cell.recurrent_kernel
            names[f"encoder/{i}/{direction}/bias"] = gru.cell.bias
    for name, dense in (("hidden", hidden), ("output", output)):
        names[f"{name}/kernel"] = dense.kernel
        names[f"{name}/bias"] = dense.bias
    return names


def read_weights(network: keras.Model) -> Tensors:
    return {name: np.array(variable, dtype=np.float32) for name, variable in named_variables(network).items()}


def run_steps(
    network: keras.Model,
    batches: list[tuple[np.ndarray, np.ndarray]],
    *,
    row_weights: list[np.ndarray] | None = None,
    learning_rates: list[float] | None = None,
) -> tuple[np.ndarray, list[np.ndarray]]:
    """One optimizer step a batch. Gives each step's loss `[steps]` and probabilities `[batch, outputs]` before the update."""
    losses, probabilities = [], []
    for step, (ids, targets) in enumerate(batches):
        probabilities.append(np.asarray(network.predict_on_batch(ids), dtype=np.float32))
        if isinstance(network.loss, keras.losses.CategoricalCrossentropy):
            targets = keras.utils.to_categorical(targets, network.output_shape[-1])
        if learning_rates is not None:
            network.optimizer.learning_rate = learning_rates[step]
        # Without it train_on_batch gives the mean over all batches so far.
        network.reset_metrics()
        weights = None if row_weights is None else row_weights[step]
        logs = network.train_on_batch(ids, targets, sample_weight=weights, return_dict=True)
        losses.append(logs["loss"])
    return np.array(losses, dtype=np.float32), probabilities


def read_tensors(path: Path) -> tuple[Tensors, dict[str, str]]:
    """The tensors and the metadata of a safetensors file."""
    with safe_open(path, framework="numpy") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}


def below(tensors: Tensors, prefix: str) -> Tensors:
    """The tensors whose names start with a prefix, by the rest of their names."""
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def read_batches(tensors: Tensors) -> list[tuple[np.ndarray, np.ndarray]]:
    """`batch/<i>/ids` and `batch/<i>/targets` in the order of i."""
    steps = sum(name.startswith("batch/") and name.endswith("/ids") for name in tensors)
    return [(tensors[f"batch/{i}/ids"], tensors[f"batch/{i}/targets"]) for i in range(steps)]


def versions() -> dict[str, str]:
    """What made a figure."""
    return {
        "python": platform.python_version(),
        "keras": keras.__version__,
        "backend": f"{keras.backend.backend()} {jax.__version__}",
        "numpy": np.__version__,
    }


def metadata(**fields: object) -> dict[str, str]:
    """Metadata of a figure: values that are no text are written as JSON."""
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
