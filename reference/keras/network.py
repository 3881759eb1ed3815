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


def build_network(weights: Tensors, *, train_embedding: bool = True, learning_rate: float = 0.001) -> keras.Model:
    """Embedding -> Bidirectional(GRU) -> Dense(relu) -> Dense(sigmoid or softmax), compiled with Adam.

    The sizes are those of the weights, by the names of `named_variables`. One output makes it a binary task.
    """
    vocabulary_size, dimension = weights["embedding/embeddings"].shape
    units = weights["encoder/0/forward/recurrent_kernel"].shape[0]
    hidden_units, outputs = weights["output/kernel"].shape
    network = keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(vocabulary_size, dimension, mask_zero=True, trainable=train_embedding),
            keras.layers.Bidirectional(keras.layers.GRU(units, reset_after=True)),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dense(outputs, activation="sigmoid" if outputs == 1 else "softmax"),
        ]
    )
    for name, variable in named_variables(network).items():
        variable.assign(weights[name])
    network.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss="binary_crossentropy" if outputs == 1 else "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return network


def named_variables(network: keras.Model) -> dict[str, keras.Variable]:
    """The weights of a network by the names of `weightShapes` in @wordloom/core. Keras' layouts are Wordloom's."""
    embedding, encoder, hidden, output = network.layers
    names = {"embedding/embeddings": embedding.embeddings}
    for direction, layer in (("forward", encoder.forward_layer), ("backward", encoder.backward_layer)):
        names[f"encoder/0/{direction}/kernel"] = layer.cell.kernel
        names[f"encoder/0/{direction}/recurrent_kernel"] = layer.cell.recurrent_kernel
        names[f"encoder/0/{direction}/bias"] = layer.cell.bias
    for name, layer in (("hidden", hidden), ("output", output)):
        names[f"{name}/kernel"] = layer.kernel
        names[f"{name}/bias"] = layer.bias
    return names


def read_weights(network: keras.Model) -> Tensors:
    return {name: np.array(variable, dtype=np.float32) for name, variable in named_variables(network).items()}


def run_steps(network: keras.Model, batches: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, list[np.ndarray]]:
    """One optimizer step a batch. Gives each step's loss `[steps]` and probabilities `[batch, outputs]` before the update."""
    losses, probabilities = [], []
    for ids, targets in batches:
        probabilities.append(np.asarray(network.predict_on_batch(ids), dtype=np.float32))
        # Without it train_on_batch gives the mean over all batches so far.
        network.reset_metrics()
        logs = network.train_on_batch(ids, targets, return_dict=True)
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
