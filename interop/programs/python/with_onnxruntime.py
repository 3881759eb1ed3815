"""Classifies with onnxruntime. A model takes ids (numpy: int32), tokens or texts (object)."""

import onnxruntime

import cases


def load(path: str) -> cases.Classify:
    options = onnxruntime.SessionOptions()
    # More threads are no faster for a network of this size.
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda values: session.run(["probabilities"], {name: values})[0]


cases.run(onnxruntime.__version__, load)
