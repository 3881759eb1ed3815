"""Makes figures/demo-accuracy.json: the test accuracy of the demo's network when Keras trains it.

Input: a safetensors file with, for each seed and for the parts train, validation and test, `seed/<seed>/<part>/ids` (I32
`[rows, time]`, padded with 0 on the right) and `seed/<seed>/<part>/targets` (I32 `[rows]`), and for each seed
`seed/<seed>/initial/<weight>` (F32). Its metadata has `config`, JSON: `epochs`, and if they differ from the defaults below
`batchSize`, `learningRate`, `patience` (null: never stop early), `trainEmbedding`.
"""

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np

from network import Tensors, below, build_network, keras, read_tensors, versions

OUTPUT = Path(__file__).parent / "figures" / "demo-accuracy.json"
DEFAULTS = {"batchSize": 32, "learningRate": 0.001, "patience": 2, "trainEmbedding": True}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path, nargs="?", default=OUTPUT)
    options = parser.parse_args()

    inputs, metadata = read_tensors(options.input)
    config = DEFAULTS | json.loads(metadata["config"])
    seeds = sorted({int(name.split("/")[1]) for name in inputs if name.startswith("seed/")})
    if not seeds:
        parser.error("the input has no seed/<seed>/initial/<weight>")
    runs = []
    for seed in seeds:
        runs.append(train(inputs, seed, config))
        print(json.dumps({key: value for key, value in runs[-1].items() if key != "history"}), flush=True)

    figures = {
        "madeBy": "reference/keras/make_demo_accuracy.py",
        "versions": versions(),
        "cores": os.cpu_count(),
        "config": config,
        "meanTestAccuracy": float(np.mean([run["testAccuracy"] for run in runs])),
        "runs": runs,
    }
    options.output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"{options.output.name}: mean test accuracy {figures['meanTestAccuracy']:.4f}")


def train(inputs: Tensors, seed: int, config: dict) -> dict:
    keras.utils.set_random_seed(seed)
    part = {
        name: (inputs[f"seed/{seed}/{name}/ids"], inputs[f"seed/{seed}/{name}/targets"])
        for name in ("train", "validation", "test")
    }
    network = build_network(
        below(inputs, f"seed/{seed}/initial/"),
        train_embedding=config["trainEmbedding"],
        learning_rate=config["learningRate"],
    )
    stopping = keras.callbacks.EarlyStopping(
        monitor="val_loss",
        patience=config["epochs"] if config["patience"] is None else config["patience"],
        restore_best_weights=True,
    )
    started = time.perf_counter()
    history = network.fit(
        *part["train"],
        validation_data=part["validation"],
        batch_size=config["batchSize"],
        epochs=config["epochs"],
        callbacks=[stopping],
        verbose=0,
    ).history
    seconds = time.perf_counter() - started
    test = network.evaluate(*part["test"], batch_size=256, verbose=0, return_dict=True)
    return {
        "seed": seed,
        "testAccuracy": test["accuracy"],
        "testLoss": test["loss"],
        "epochs": len(history["loss"]),
        "bestEpoch": int(np.argmin(history["val_loss"])) + 1,
        "rows": {name: len(targets) for name, (_, targets) in part.items()},
        "seconds": round(seconds, 1),
        "history": history,
    }


if __name__ == "__main__":
    main()
