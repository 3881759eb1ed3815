"""Keras' optimizers from Wordloom's specifications of them."""

from network import keras


def make_optimizer(spec: dict) -> keras.optimizers.Optimizer:
    """What an `OptimizerSpec` of @wordloom/core means in Keras; every number of its type must be there."""
    common = {"learning_rate": spec["learningRate"], "global_clipnorm": spec.get("globalClipNorm")}
    match spec["type"]:
        case "adam":
            return keras.optimizers.Adam(beta_1=spec["beta1"], beta_2=spec["beta2"], epsilon=spec["epsilon"], **common)
        case "adamw":
            return keras.optimizers.AdamW(
                beta_1=spec["beta1"], beta_2=spec["beta2"], epsilon=spec["epsilon"], weight_decay=spec["weightDecay"], **common
            )
        case "sgd":
            return keras.optimizers.SGD(momentum=spec["momentum"], nesterov=spec["nesterov"], **common)
        case "rmsprop":
            return keras.optimizers.RMSprop(
                rho=spec["rho"], momentum=spec["momentum"], epsilon=spec["epsilon"], centered=spec["centered"], **common
            )
    raise ValueError(spec["type"])
