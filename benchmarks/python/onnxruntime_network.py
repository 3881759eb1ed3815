"""The exported file in onnxruntime. It predicts and does not train."""

import pathlib
from typing import Any

import numpy as np
import onnxruntime

from dataset import Dataset


def create_network(dataset: Dataset, params: dict[str, Any]) -> "OnnxNetwork":
    return OnnxNetwork(dataset, pathlib.Path(params["data"]) / "model.onnx")


class OnnxNetwork:
    def __init__(self, dataset: Dataset, path: pathlib.Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.dataset = dataset
        self.versions = {"onnxruntime-python": onnxruntime.__version__}

    def warm_up(self, job: str, steps: int) -> None:
        for step in range(steps):
            start = step % self.dataset.batches * self.dataset.batch_size
            self.predict_step(slice(start, start + self.dataset.batch_size))

    def predict_step(self, rows: slice) -> np.ndarray:
        return self.session.run(["probabilities"], {"ids": self.dataset.ids[rows]})[0]
