"""Makes figures/optimizer-steps.safetensors: six steps of Keras' optimizers on two small tensors with random gradients.

`table` stands for an embedding table: in every step only some of its rows have a gradient. Tensors: `initial/<tensor>`,
`gradient/<step>/<tensor>`, and for every case `<case>/<step>/<tensor>` after the step and `<case>/<slot>/<tensor>` after
the last one. Metadata: `cases`, JSON, the specification of each by its name; `learningRates`, JSON, the rate of every step
in the cases that change it.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from network import Tensors, keras, metadata, versions
from optimizers import make_optimizer

OUTPUT = Path(__file__).parent / "figures" / "optimizer-steps.safetensors"
STEPS = 6
SHAPES = {"table": (9, 5), "bias": (7,)}
LEARNING_RATES = [0.01, 0.02, 0.04, 0.03, 0.02, 0.01]

ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}
RMSPROP = {"rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": False}
CASES: dict[str, dict] = {
    "adam": {"type": "adam", "learningRate": 0.01, **ADAM},
    "adam-scheduled": {"type": "adam", "learningRate": 0.01, **ADAM, "scheduled": True},
    "adam-clipped": {"type": "adam", "learningRate": 0.01, **ADAM, "globalClipNorm": 7.0},
    "adamw": {"type": "adamw", "learningRate": 0.02, **ADAM, "weightDecay": 0.3},
    "adamw-scheduled": {"type": "adamw", "learningRate": 0.02, **ADAM, "weightDecay": 0.3, "scheduled": True},
    "sgd": {"type": "sgd", "learningRate": 0.05, "momentum": 0.0, "nesterov": False},
    "sgd-clipped": {"type": "sgd", "learningRate": 0.05, "momentum": 0.0, "nesterov": False, "globalClipNorm": 7.0},
    "sgd-not-clipped": {"type": "sgd", "learningRate": 0.05, "momentum": 0.0, "nesterov": False, "globalClipNorm": 41.0},
    "sgd-momentum": {"type": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": False},
    "sgd-nesterov": {"type": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": True},
    "rmsprop": {"type": "rmsprop", "learningRate": 0.01, **RMSPROP},
    "rmsprop-momentum": {"type": "rmsprop", "learningRate": 0.01, **RMSPROP, "momentum": 0.8},
    "rmsprop-centered": {"type": "rmsprop", "learningRate": 0.01, **RMSPROP, "centered": True},
    "rmsprop-centered-momentum": {"type": "rmsprop", "learningRate": 0.01, **RMSPROP, "momentum": 0.8, "centered": True},
}


def main() -> None:
    random = np.random.default_rng(41)
    initial = {name: random.uniform(-1, 1, shape).astype(np.float32) for name, shape in SHAPES.items()}
    gradients = [random_gradients(random) for _ in range(STEPS)]
    tensors: Tensors = {f"initial/{name}": value for name, value in initial.items()}
    for step, gradient in enumerate(gradients):
        tensors |= {f"gradient/{step}/{name}": value for name, value in gradient.items()}
    for case, spec in CASES.items():
        tensors |= {f"{case}/{name}": value for name, value in run_case(spec, initial, gradients).items()}
    save_file(
        tensors,
        OUTPUT,
        metadata(
            madeBy="reference/keras/make_optimizer_figures.py",
            cases=CASES,
            learningRates=LEARNING_RATES,
            versions=versions(),
        ),
    )
    print(f"{OUTPUT.name}: {OUTPUT.stat().st_size} bytes, {len(CASES)} cases")


def random_gradients(random: np.random.Generator) -> Tensors:
    """Of different sizes, since most optimizers hide the size of a constant gradient."""
    gradients = {name: random.normal(0, random.uniform(0.1, 2), shape).astype(np.float32) for name, shape in SHAPES.items()}
    gradients["table"][random.permutation(SHAPES["table"][0])[:5]] = 0
    gradients["table"][0] = 0
    return gradients


def run_case(spec: dict, initial: Tensors, gradients: list[Tensors]) -> Tensors:
    variables = {name: keras.Variable(value, name=name) for name, value in initial.items()}
    optimizer = make_optimizer(spec)
    optimizer.build(list(variables.values()))
    tensors: Tensors = {}
    for step, gradient in enumerate(gradients):
        if spec.get("scheduled"):
            optimizer.learning_rate = LEARNING_RATES[step]
        optimizer.apply([gradient[name] for name in variables])
        tensors |= {f"{step}/{name}": np.array(variable.value) for name, variable in variables.items()}
    for variable in optimizer.variables:
        # `<tensor>_<slot>`, beside `iteration` and `learning_rate`.
        name, _, slot = variable.name.partition("_")
        if name in variables:
            tensors[f"{slot}/{name}"] = np.array(variable.value)
    return tensors


if __name__ == "__main__":
    main()
