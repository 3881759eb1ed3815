"""Reads a vector file and prints its words and the bits of its float32 values as JSON: FORMAT FILE [VOCABULARY]."""

import json
import sys

import numpy as np


def read(kind, file, vocabulary):
    if kind.startswith("word2vec"):
        from gensim.models import KeyedVectors

        vectors = KeyedVectors.load_word2vec_format(file, binary=kind == "word2vec-binary")
        return vectors.index_to_key, vectors.vectors
    if kind == "glove":
        from gensim.models import KeyedVectors

        vectors = KeyedVectors.load_word2vec_format(file, binary=False, no_header=True)
        return vectors.index_to_key, vectors.vectors
    if kind == "safetensors":
        from safetensors import safe_open

        with safe_open(file, "numpy") as opened:
            return json.loads(opened.metadata()["words"]), opened.get_tensor("embeddings")
    with open(vocabulary, encoding="utf-8", newline="\n") as lines:
        return lines.read().split("\n")[:-1], np.load(file)


if __name__ == "__main__":
    words, matrix = read(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "")
    values = np.asarray(matrix, np.float32).view(np.uint32)
    json.dump({"words": list(words), "bits": values.tolist(), "dtype": str(matrix.dtype)}, sys.stdout)
