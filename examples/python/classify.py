"""Classifies the texts of the command line, or a few of its own."""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

folder = Path(__file__).parent / "model"
labels = json.loads((folder / "model.labels.json").read_text(encoding="utf-8"))["labels"]
session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])

texts = sys.argv[1:] or ["My invoice is too high", "The courier never brought my parcel", "I cannot remember my password"]
[probabilities] = session.run(["probabilities"], {"text": np.array(texts, dtype=object)})
for text, row in zip(texts, probabilities):
    print(f"{labels[row.argmax()]} ({row.max():.0%}): {text}")
