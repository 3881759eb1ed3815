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
    hamming_loss,
    log_loss,
    multilabel_confusion_matrix,
    precision_recall_fscore_support,
    roc_auc_score,
)


def averages(truth, predicted, indices, kinds):
    result = {}
    for kind in kinds:
        means = precision_recall_fscore_support(truth, predicted, labels=indices, zero_division=0, average=kind)
        result[kind] = dict(zip(("precision", "recall", "f1"), map(float, means[:3])))
    return result


def per_label(scores):
    return [{"precision": float(p), "recall": float(r), "f1": float(f), "rows": int(n)} for p, r, f, n in zip(*scores)]


def figures(name, labels, truth, probabilities):
    """truth: [rows] indices; probabilities: [rows, labels]."""
    predicted = probabilities.argmax(axis=1)
    indices = list(range(len(labels)))
    scores = precision_recall_fscore_support(truth, predicted, labels=indices, zero_division=0)
    result = {
        "name": name,
        "labels": labels,
        "truth": [labels[index] for index in truth],
        "probabilities": probabilities.tolist(),
        "accuracy": accuracy_score(truth, predicted),
        "logLoss": log_loss(truth, probabilities, labels=indices),
        **averages(truth, predicted, indices, ("macro", "micro", "weighted")),
        "perLabel": per_label(scores),
        "confusion": confusion_matrix(truth, predicted, labels=indices).tolist(),
    }
    if len(labels) == 2 and len(set(truth.tolist())) == 2:
        result["rocAuc"] = roc_auc_score(truth, probabilities[:, 1])
    return result


def multi_label_figures(name, labels, truth, probabilities, threshold=0.5):
    """truth: [rows, labels] of 0 and 1; probabilities: [rows, labels]."""
    predicted = (probabilities >= threshold).astype(int)
    indices = list(range(len(labels)))
    scores = precision_recall_fscore_support(truth, predicted, labels=indices, zero_division=0)
    clipped = np.clip(probabilities, 1e-7, 1 - 1e-7)
    both = [index for index in indices if 0 < truth[:, index].sum() < len(truth)]
    result = {
        "name": name,
        "labels": labels,
        "threshold": threshold,
        "truth": [[labels[index] for index in indices if row[index]] for row in truth],
        "probabilities": probabilities.tolist(),
        "subsetAccuracy": accuracy_score(truth, predicted),
        "accuracy": 1 - hamming_loss(truth, predicted),
        "logLoss": float(np.mean([log_loss(truth[:, index], clipped[:, index], labels=[0, 1]) for index in indices])),
        **averages(truth, predicted, indices, ("macro", "micro", "weighted", "samples")),
        "perLabel": per_label(scores),
        # [[true negatives, false positives], [false negatives, true positives]]
        "confusion": multilabel_confusion_matrix(truth, predicted, labels=indices).tolist(),
        "rocAucPerLabel": {labels[index]: roc_auc_score(truth[:, index], probabilities[:, index]) for index in both},
    }
    if len(both) == len(labels):
        for kind in ("macro", "micro"):
            result[f"{kind}RocAuc"] = roc_auc_score(truth, probabilities, average=kind)
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

several_true = (random.uniform(0, 1, (70, 5)) < [0.5, 0.3, 0.2, 0.1, 0.4]).astype(int)
independent = np.clip(0.3 + 0.35 * several_true + random.normal(0, 0.2, (70, 5)), 0.001, 0.999)
never = several_true[:30, :3].copy()
never[:, 1] = 0
always = np.ones((9, 2), dtype=int)
always[:, 1] = [0, 1, 0, 1, 1, 0, 0, 1, 0]

multi_label_cases = [
    multi_label_figures("five labels", list("abcde"), several_true, independent),
    multi_label_figures("a higher threshold", list("abcde"), several_true, independent, 0.7),
    multi_label_figures("a label that never holds", ["x", "y", "z"], never, independent[:30, :3]),
    multi_label_figures("a label that always holds", ["x", "y"], always, independent[:9, :2]),
]

target = pathlib.Path(__file__).parent / "figures" / "metrics.json"
target.parent.mkdir(exist_ok=True)
versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
target.write_text(json.dumps({"versions": versions, "cases": cases, "multiLabelCases": multi_label_cases}, separators=(",", ":")) + "\n")
