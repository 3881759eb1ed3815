"""Classifies with onnxruntime."""

import onnxruntime

import cases


def load(path: str) -> cases.Classify:
    options = onnxruntime.SessionOptions()
    # More threads are no faster for a network of this size.
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda ids: session.run(["probabilities"], {"ids": ids})[0]


cases.run(onnxruntime.__version__, load)
