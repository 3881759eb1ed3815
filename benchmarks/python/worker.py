"""A peer as a process: answers one request a line on standard input with one line on standard output, both JSON.

    python worker.py keras|pytorch|onnxruntime

Requests are `{"id", "method", "params"}`, answers `{"id", "result"}` or `{"id", "error"}`. The process ends with its input.
"""

import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from dataset import Dataset, read_dataset
from process_memory import peak_bytes


class Network(Protocol):
    """What a framework brings. Everything runs to its end before it returns: nothing is left in a queue."""

    versions: dict[str, str]

    def warm_up(self, job: str, steps: int) -> None: ...
    def train_step(self, rows: slice) -> float: ...
    def predict_step(self, rows: slice) -> np.ndarray: ...
    def train_epoch(self) -> float: ...


def main(framework: str) -> None:
    modules = {"keras": "keras_network", "pytorch": "torch_network", "onnxruntime": "onnxruntime_network"}
    module = importlib.import_module(modules[framework])
    serve(handlers(module.create_network))


def handlers(create_network: Callable[[Dataset, dict[str, Any]], Network]) -> dict[str, Callable[[dict[str, Any]], Any]]:
    network: Network
    dataset: Dataset
    job = ""
    done = 0

    def next_batch() -> slice:
        nonlocal done
        start = done % dataset.batches * dataset.batch_size
        done += 1
        return slice(start, start + dataset.batch_size)

    def open_job(params: dict[str, Any]) -> dict[str, Any]:
        nonlocal network, dataset, job
        dataset, job = read_dataset(params["data"]), params["job"]
        network = create_network(dataset, params)
        answer: dict[str, Any] = {"versions": network.versions}
        if params["check"]:
            answer["firstLoss"] = first_loss(network, dataset)
        network.warm_up(job, params["warmUpSteps"])
        return answer

    def run_round(params: dict[str, Any]) -> dict[str, Any]:
        loss = None
        started = time.perf_counter()
        if job == "epoch":
            loss = network.train_epoch()
        else:
            for _ in range(params["steps"]):
                if job == "train":
                    loss = network.train_step(next_batch())
                else:
                    network.predict_step(next_batch())
        return {"milliseconds": (time.perf_counter() - started) * 1000, "loss": loss}

    return {"open": open_job, "round": run_round, "peak-memory": lambda _: {"bytes": peak_bytes()}}


def first_loss(network: Network, dataset: Dataset) -> float:
    """Binary cross-entropy of the first batch before any training: the same network gives the same in every framework."""
    rows = slice(0, dataset.batch_size)
    probabilities = np.clip(network.predict_step(rows).reshape(-1).astype(np.float64), 1e-7, 1 - 1e-7)
    targets = dataset.targets[rows]
    return float(-np.mean(np.where(targets == 1, np.log(probabilities), np.log1p(-probabilities))))


def serve(methods: dict[str, Callable[[dict[str, Any]], Any]]) -> None:
    # Frameworks print where they like; what they print must not end up among the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"id": request["id"], "result": methods[request["method"]](request["params"])}
        except Exception as error:
            traceback.print_exc()
            answer = {"id": request["id"], "error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
