"""Writes figures/metrics.json: what scikit-learn says about a few small sets of predictions.

    python -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/python make_metrics.py
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    log_loss,
    precision_recall_fscore_support,
    roc_auc_score,
)


def figures(name, labels, truth, probabilities):
    """truth: [rows] indices; probabilities: [rows, labels]."""
    predicted = probabilities.argmax(axis=1)
    indices = list(range(len(labels)))
    scores = precision_recall_fscore_support(truth, predicted, labels=indices, zero_division=0)
    macro = precision_recall_fscore_support(truth, predicted, labels=indices, zero_division=0, average="macro")
    result = {
        "name": name,
        "labels": labels,
        "truth": [labels[index] for index in truth],
        "probabilities": probabilities.tolist(),
        "accuracy": accuracy_score(truth, predicted),
        "logLoss": log_loss(truth, probabilities, labels=indices),
        "macro": dict(zip(("precision", "recall", "f1"), map(float, macro[:3]))),
        "perLabel": [
            {"precision": float(p), "recall": float(r), "f1": float(f), "rows": int(n)}
            for p, r, f, n in zip(*scores)
        ],
        "confusion": confusion_matrix(truth, predicted, labels=indices).tolist(),
    }
    if len(labels) == 2 and len(set(truth.tolist())) == 2:
        result["rocAuc"] = roc_auc_score(truth, probabilities[:, 1])
    return result


def binary(positive):
    return np.stack([1 - positive, positive], axis=1)


random = np.random.default_rng(7)
truth = random.integers(0, 2, 60)
noisy = np.clip(0.25 + 0.5 * truth + random.normal(0, 0.3, 60), 0.01, 0.99)
ties = np.round(noisy * 8) / 8 * 0.9 + 0.04
several = random.integers(0, 4, 80)
softmax = np.exp(random.normal(0, 1, (80, 4)) + 1.5 * np.eye(4)[several])
softmax /= softmax.sum(axis=1, keepdims=True)
absent = random.integers(0, 2, 20)

cases = [
    figures("binary", ["ham", "spam"], truth, binary(noisy)),
    figures("binary with ties", ["ham", "spam"], truth, binary(ties)),
    figures("binary, one label occurs", ["no", "yes"], np.ones(12, dtype=int), binary(noisy[:12])),
    figures("four labels", ["a", "b", "c", "d"], several, softmax),
    figures("a label that neither occurs nor is predicted", ["x", "y", "z"], absent,
            np.stack([1 - ties[:20], ties[:20] * 0.99, ties[:20] * 0.01], axis=1)),
]

target = pathlib.Path(__file__).parent / "figures" / "metrics.json"
target.parent.mkdir(exist_ok=True)
versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
target.write_text(json.dumps({"versions": versions, "cases": cases}, separators=(",", ":")) + "\n")
