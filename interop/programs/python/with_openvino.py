"""Classifies with OpenVINO."""

import openvino

import cases


def load(path: str) -> cases.Classify:
    # On some processors OpenVINO would otherwise compute in bfloat16, which keeps two or three digits.
    settings = {"INFERENCE_PRECISION_HINT": "f32"}
    model = openvino.Core().compile_model(path, "CPU", settings)
    return lambda ids: model(ids)["probabilities"]


cases.run(openvino.__version__.split("-")[0], load)
