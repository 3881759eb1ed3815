"""Repeats the layer traces without Keras: numpy in float64, gradients by central differences, Adam by its formula.

A mask is not modelled at all: each row is cut to its tokens. Prints the largest differences as JSON, and fails where one
is larger than float32 explains.
"""

import json
import sys
from pathlib import Path

import numpy as np
from safetensors import safe_open

Weights = dict[str, np.ndarray]
FIGURES = Path(__file__).parent / "figures"
EPSILON = 1e-7
DIFFERENCE = 1e-6
LARGEST_LOSS_DIFFERENCE = 2e-6
LARGEST_PROBABILITY_DIFFERENCE = 2e-6
LARGEST_WEIGHT_DIFFERENCE = 2e-5


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def last_state(x: np.ndarray, weights: Weights, direction: str) -> np.ndarray:
    """The GRU's state after the last row of x `[time, dimension]`, gates in the order z, r, h, reset after the product."""
    kernel, recurrent_kernel, bias = (
        weights[f"encoder/0/{direction}/{name}"] for name in ("kernel", "recurrent_kernel", "bias")
    )
    h = np.zeros(recurrent_kernel.shape[0])
    for x_t in x:
        x_z, x_r, x_h = np.split(x_t @ kernel + bias[0], 3)
        h_z, h_r, h_h = np.split(h @ recurrent_kernel + bias[1], 3)
        z, r = sigmoid(x_z + h_z), sigmoid(x_r + h_r)
        h = z * h + (1 - z) * np.tanh(x_h + r * h_h)
    return h


def predict(weights: Weights, ids: np.ndarray) -> np.ndarray:
    rows = []
    for row in ids:
        x = weights["embedding/embeddings"][row[: np.count_nonzero(row)]]
        features = np.concatenate([last_state(x, weights, "forward"), last_state(x[::-1], weights, "backward")])
        hidden = np.maximum(features @ weights["hidden/kernel"] + weights["hidden/bias"], 0)
        rows.append(hidden @ weights["output/kernel"] + weights["output/bias"])
    logits = np.array(rows)
    if logits.shape[1] == 1:
        return sigmoid(logits)
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def mean_loss(probabilities: np.ndarray, targets: np.ndarray) -> float:
    """Cross-entropy of clipped probabilities."""
    if probabilities.shape[1] == 1:
        probabilities = np.concatenate([1 - probabilities, probabilities], axis=1)
    chosen = probabilities[np.arange(len(targets)), targets]
    return float(-np.log(np.clip(chosen, EPSILON, 1 - EPSILON)).mean())


def gradients(weights: Weights, ids: np.ndarray, targets: np.ndarray, names: list[str]) -> Weights:
    used_rows = set(np.unique(ids[ids > 0]))
    result = {}
    for name in names:
        weight, gradient = weights[name], np.zeros_like(weights[name])
        for index in np.ndindex(weight.shape):
            if name == "embedding/embeddings" and index[0] not in used_rows:
                continue
            value = weight[index]
            weight[index] = value + DIFFERENCE
            above = mean_loss(predict(weights, ids), targets)
            weight[index] = value - DIFFERENCE
            beneath = mean_loss(predict(weights, ids), targets)
            weight[index] = value
            gradient[index] = (above - beneath) / (2 * DIFFERENCE)
        result[name] = gradient
    return result


def verify(path: Path) -> dict[str, float]:
    with safe_open(path, framework="numpy") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        config = json.loads(file.metadata()["config"])
    weights = {
        name.removeprefix("initial/"): tensor.astype(np.float64)
        for name, tensor in tensors.items()
        if name.startswith("initial/")
    }
    names = [name for name in weights if config["trainEmbedding"] or name != "embedding/embeddings"]
    momentum = {name: np.zeros_like(weights[name]) for name in names}
    velocity = {name: np.zeros_like(weights[name]) for name in names}
    adam = config["optimizer"]
    loss_difference = probability_difference = 0.0
    for step in range(config["steps"]):
        ids, targets = tensors[f"batch/{step}/ids"], tensors[f"batch/{step}/targets"]
        assert all((row[: np.count_nonzero(row)] > 0).all() for row in ids), "padding stands on the right only"
        probabilities = predict(weights, ids)
        probability_difference = max(probability_difference, np.abs(probabilities - tensors[f"probabilities/{step}"]).max())
        loss_difference = max(loss_difference, abs(mean_loss(probabilities, targets) - tensors["loss"][step]))
        for name, gradient in gradients(weights, ids, targets, names).items():
            momentum[name] += (gradient - momentum[name]) * (1 - adam["beta1"])
            velocity[name] += (gradient**2 - velocity[name]) * (1 - adam["beta2"])
            rate = adam["learningRate"] * np.sqrt(1 - adam["beta2"] ** (step + 1)) / (1 - adam["beta1"] ** (step + 1))
            weights[name] -= rate * momentum[name] / (np.sqrt(velocity[name]) + adam["epsilon"])
    weight_differences = {name: np.abs(weights[name] - tensors[f"final/{name}"]).max() for name in weights}
    return {
        "loss": float(loss_difference),
        "probabilities": float(probability_difference),
        "weights": float(max(weight_differences.values())),
        "largestMove": float(max(np.abs(tensors[f"final/{name}"] - tensors[f"initial/{name}"]).max() for name in weights)),
    }


if __name__ == "__main__":
    differences = {path.name: verify(path) for path in sorted(FIGURES.glob("traces-*.safetensors"))}
    print(json.dumps(differences, indent=2))
    sys.exit(
        0
        if differences
        and all(
            found["loss"] <= LARGEST_LOSS_DIFFERENCE
            and found["probabilities"] <= LARGEST_PROBABILITY_DIFFERENCE
            and found["weights"] <= LARGEST_WEIGHT_DIFFERENCE
            for found in differences.values()
        )
        else 1
    )
