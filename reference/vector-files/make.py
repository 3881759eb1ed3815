"""Writes small vector files with the programs that the formats come from, and what these say about words."""

import json
import os
import tempfile

import fasttext
import numpy as np
from gensim.models import KeyedVectors
from numpy.lib import format as npy
from safetensors import safe_open
from safetensors.numpy import save_file

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../../packages/glove-loader/test/fixtures/formats")

# Words that readers stumble over: not ASCII, an astral one, one of digits, and names that objects have.
WORDS = ["the", "Straße", "日本語", "😀", "naïve", "42", "__proto__", "</s>", "e\u0301", "don't"]
DIMENSION = 5

figures = {}


def path(name):
    return os.path.join(TARGET, name)


def bits(vector):
    """Float32 values as hexadecimal digits of their bits, most significant first."""
    return [f"{value:08x}" for value in np.asarray(vector, np.float32).view(np.uint32).tolist()]


def note(name, words, vectors, **more):
    figures[name] = {"words": [[word, bits(vector)] for word, vector in zip(words, vectors)], **more}


def matrix():
    values = np.random.default_rng(7).normal(0, 1, (len(WORDS), DIMENSION)).astype(np.float32)
    limits = np.finfo(np.float32)
    # Least subnormal, largest subnormal, least normal, largest, and minus zero.
    values[1] = [limits.smallest_subnormal, 1.1754942e-38, limits.tiny, limits.max, -0.0]
    values[2] = [0.1, 1 / 3, 16777216.0, -1e-10, 123456.789]
    return values


def word2vec():
    vectors = KeyedVectors(DIMENSION)
    vectors.add_vectors(WORDS, matrix())
    vectors.save_word2vec_format(path("gensim.txt"), binary=False)
    vectors.save_word2vec_format(path("gensim.bin"), binary=True)
    # As word2vec's own program writes it: a line feed after each vector.
    with open(path("word2vec-line-feeds.bin"), "wb") as file:
        file.write(f"{len(WORDS)} {DIMENSION}\n".encode())
        for word, row in zip(WORDS, matrix()):
            file.write(word.encode() + b" " + row.astype("<f4").tobytes() + b"\n")
    # As some other programs do: without.
    with open(path("word2vec-no-line-feeds.bin"), "wb") as file:
        file.write(f"{len(WORDS)} {DIMENSION}\n".encode())
        for word, row in zip(WORDS, matrix()):
            file.write(word.encode() + b" " + row.astype("<f4").tobytes())
    for name, binary in [
        ("gensim.txt", False),
        ("gensim.bin", True),
        ("word2vec-line-feeds.bin", True),
        ("word2vec-no-line-feeds.bin", True),
    ]:
        read = KeyedVectors.load_word2vec_format(path(name), binary=binary)
        assert read.index_to_key == WORDS
        note(name, read.index_to_key, read.vectors)


CORPUS = """the cat sat on the mat and the dog sat on the log
die Straße ist naïve und die 日本語 ist schön 😀 the cat
don't stop the naïve cat on the Straße 日本語 の cat dog
"""
LABELLED = """__label__animal the cat sat on the mat
__label__animal the dog sat on the log
__label__place die Straße ist schön
__label__place 日本語 on the Straße
"""
UNKNOWN = ["cats", "Straßen", "日本", "😀😀", "x", "ö", "unbekanntes Wort", "e\u0301e", "Ελλάδα", "don"]


def fast_text():
    plain = {"dim": 6, "minCount": 1, "bucket": 50, "thread": 1, "epoch": 3, "verbose": 0}
    with tempfile.TemporaryDirectory() as folder:
        corpus, labelled = os.path.join(folder, "corpus.txt"), os.path.join(folder, "labelled.txt")
        for file, text in [(corpus, CORPUS), (labelled, LABELLED)]:
            with open(file, "w", encoding="utf-8") as opened:
                opened.write(text)
        models = {
            "fasttext-skipgram.bin": fasttext.train_unsupervised(corpus, model="skipgram", minn=2, maxn=4, **plain),
            "fasttext-cbow-one.bin": fasttext.train_unsupervised(corpus, model="cbow", minn=1, maxn=3, **plain),
            "fasttext-no-subwords.bin": fasttext.train_unsupervised(corpus, model="skipgram", minn=0, maxn=0, **plain),
            "fasttext-supervised.bin": fasttext.train_supervised(labelled, minn=0, maxn=0, **plain),
            "fasttext-supervised-subwords.bin": fasttext.train_supervised(labelled, minn=2, maxn=3, **plain),
        }
    for name, model in models.items():
        model.save_model(path(name))
        words = model.get_words()
        vectors = [model.get_word_vector(word) for word in words]
        # Without subwords fastText gives zeros for unknown words, where we have a policy.
        known_by_parts = model.f.getArgs().maxn > 0
        unknown = [[word, bits(model.get_word_vector(word))] for word in UNKNOWN] if known_by_parts else []
        note(name, words, vectors, unknown=unknown)
    # What its program writes beside the model: five digits, and a space after each number.
    model = models["fasttext-skipgram.bin"]
    words = model.get_words()
    rows = [[f"{value:.5g}" for value in model.get_word_vector(word).tolist()] for word in words]
    with open(path("fasttext.vec"), "w", encoding="utf-8", newline="") as file:
        file.write(f"{len(words)} 6\n")
        for word, row in zip(words, rows):
            file.write(f"{word} {' '.join(row)} \n")
    note("fasttext.vec", words, [[np.float32(float(number)) for number in row] for row in rows])


def numpy_files():
    small = matrix()
    small[1], small[2] = [2.0**-24, 6.1e-5, 65504, -0.0, 1], [0.1, 1 / 3, 2048, -1e-4, 1000.5]
    wide = matrix().astype(np.float64)
    # Half of the way between two float32 values, to the even one; and below the least one.
    wide[2] = [1 + 2.0**-24, 1 + 3 * 2.0**-24, 0.1, 1e-46, -1e-46]
    arrays = {
        "float32.npy": (matrix(), None),
        "float32-version-2.npy": (matrix(), (2, 0)),
        "float32-version-3.npy": (matrix(), (3, 0)),
        "float32-big-endian.npy": (matrix().astype(">f4"), None),
        "float32-fortran.npy": (np.asfortranarray(matrix()), None),
        "float16.npy": (small.astype(np.float16), None),
        "float16-big-endian.npy": (small.astype(">f2"), None),
        "float64.npy": (wide, None),
        "float64-big-endian-fortran.npy": (np.asfortranarray(wide.astype(">f8")), None),
    }
    for name, (array, version) in arrays.items():
        with open(path(name), "wb") as file:
            npy.write_array(file, array, version=version)
        note(name, WORDS, np.load(path(name)).astype(np.float32))
    with open(path("vocabulary.txt"), "w", encoding="utf-8", newline="") as file:
        file.writelines(f"{word}\n" for word in WORDS)


def safetensors_files():
    words = {"words": json.dumps(WORDS)}
    values = matrix()
    save_file({"embeddings": values}, path("float32.safetensors"), metadata=words)
    half = np.clip(values, -65504, 65504).astype(np.float16)
    save_file({"embeddings": half}, path("float16.safetensors"), metadata=words)
    note("float32.safetensors", WORDS, values)
    note("float16.safetensors", WORDS, half.astype(np.float32))
    wide = values.astype(np.float64) * (1 - 1e-12)
    save_file({"embeddings": wide, "bias": np.zeros(3, np.float32)}, path("float64.safetensors"), metadata=words)
    note("float64.safetensors", WORDS, wide.astype(np.float32))
    upper = (values.view(np.uint32) >> 16).astype("<u2")
    # numpy has no such type, so that the library cannot be asked; the header is what it writes for others.
    entry = {"dtype": "BF16", "shape": list(upper.shape), "data_offsets": [0, upper.nbytes]}
    header = json.dumps({"__metadata__": words, "embeddings": entry}).encode()
    header += b" " * (-len(header) % 8)
    with open(path("bfloat16.safetensors"), "wb") as file:
        file.write(len(header).to_bytes(8, "little") + header + upper.tobytes())
    with safe_open(path("bfloat16.safetensors"), "numpy") as opened:
        assert opened.get_slice("embeddings").get_dtype() == "BF16"
    note("bfloat16.safetensors", WORDS, (upper.astype(np.uint32) << 16).view(np.float32))
    save_file({"input": values, "output": values + 1}, path("two.safetensors"))
    note("two.safetensors", WORDS, values + 1)


if __name__ == "__main__":
    os.makedirs(TARGET, exist_ok=True)
    word2vec()
    fast_text()
    numpy_files()
    safetensors_files()
    with open(path("figures.json"), "w", encoding="utf-8") as file:
        lines = [f"  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in figures.items()]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
