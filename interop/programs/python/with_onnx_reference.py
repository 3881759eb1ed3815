"""Classifies with the reference evaluator of onnx: slow, made to show what operators mean."""

import onnx
from onnx.reference import ReferenceEvaluator

import cases


def load(path: str) -> cases.Classify:
    evaluator = ReferenceEvaluator(path)
    (name,) = evaluator.input_names
    return lambda values: evaluator.run(["probabilities"], {name: values})[0]


cases.run(onnx.__version__, load)
