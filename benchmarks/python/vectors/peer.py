"""One job of one library a run: `peer.py LIBRARY JOB FILE [MORE]`. Prints one line of JSON."""

import json
import resource
import sys
import time

library, job, path = sys.argv[1:4]
more = sys.argv[4] if len(sys.argv) > 4 else ""


def finish(**facts):
    facts["peakBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(facts), flush=True)


def first_of(vector):
    return [float(value) for value in vector[:3]]


def gensim_vectors():
    from gensim.models import KeyedVectors

    if job in ("text", "gzip"):
        return KeyedVectors.load_word2vec_format(path, no_header=True)
    if job == "prepare":
        keyed = KeyedVectors.load_word2vec_format(path, no_header=True)
        keyed.save(more)
        return keyed
    return KeyedVectors.load(more, mmap="r")


def milliseconds(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def median(values):
    return sorted(values)[len(values) // 2]


def run_gensim():
    keyed = gensim_vectors()
    if job == "nearest":
        words = keyed.index_to_key[5000:6000]
        first = milliseconds(lambda: keyed.most_similar("king"))
        each = median([milliseconds(lambda: keyed.most_similar(word)) for word in words[:30]])
        finish(answer=[word for word, _ in keyed.most_similar("king", topn=3)], first=first, float32=each)
    elif job == "analogies":
        questions = sys.argv[5]
        start = time.perf_counter()
        _, sections = keyed.evaluate_word_analogies(questions, restrict_vocab=len(keyed))
        seconds = time.perf_counter() - start
        correct, wrong = len(sections[-1]["correct"]), len(sections[-1]["incorrect"])
        finish(seconds=seconds, correct=correct, asked=correct + wrong)
    else:
        finish(first=first_of(keyed["king"]))


def run_questions():
    import gensim.test.utils

    print(json.dumps({"path": gensim.test.utils.datapath("questions-words.txt")}))


def run_numpy():
    import numpy

    if job == "prepare":
        matrix = numpy.loadtxt(path, dtype=numpy.float32, comments=None, quotechar=None, usecols=range(1, 51), encoding="utf-8")
        numpy.save(more + ".npy", matrix)
        with open(path, encoding="utf-8") as lines, open(more + ".txt", "w", encoding="utf-8") as words:
            words.writelines(line.split(" ", 1)[0] + "\n" for line in lines)
        finish(first=first_of(matrix[0]))
        return
    matrix = numpy.load(more + ".npy", mmap_mode="r" if job == "cache" else None)
    with open(more + ".txt", encoding="utf-8", newline="\n") as words:
        index = {word.rstrip("\n"): row for row, word in enumerate(words)}
    if job == "cache":
        finish(first=first_of(matrix[index["king"]]))
        return
    unit = matrix / numpy.linalg.norm(matrix, axis=1, keepdims=True)

    def batch():
        for start in range(5000, 6000, 100):
            scores = unit @ unit[start : start + 100].T
            best = numpy.argpartition(-scores, 11, axis=0)[:11]
            numpy.take_along_axis(scores, best, axis=0)

    finish(many=milliseconds(batch) / 1000)


def run_faiss():
    import faiss
    import numpy

    matrix = numpy.load(more + ".npy")
    with open(more + ".txt", encoding="utf-8", newline="\n") as words:
        index = {word.rstrip("\n"): row for row, word in enumerate(words)}
    faiss.omp_set_num_threads(2)
    unit = numpy.ascontiguousarray(matrix / numpy.linalg.norm(matrix, axis=1, keepdims=True))
    flat = faiss.IndexFlatIP(unit.shape[1])
    flat.add(unit)
    king = unit[index["king"]][None]
    flat.search(king, 11)
    each = median([milliseconds(lambda: flat.search(unit[row][None], 11)) for row in range(5000, 5030)])
    many = milliseconds(lambda: flat.search(unit[5000:6000], 11)) / 1000
    finish(float32=each, many=many)


def run_pandas():
    import csv

    import pandas

    table = pandas.read_csv(path, sep=" ", header=None, index_col=0, quoting=csv.QUOTE_NONE, na_filter=False, dtype={c: "float32" for c in range(1, 51)})
    finish(first=first_of(table.loc["king"].to_numpy()))


def run_polars():
    import polars

    schema = {"word": polars.String, **{f"c{column}": polars.Float32 for column in range(50)}}
    options = dict(separator=" ", has_header=False, quote_char=None, schema=schema)
    if job == "filtered":
        with open(more, encoding="utf-8") as lines:
            wanted = [line.rstrip("\n") for line in lines]
        table = polars.scan_csv(path, **options).filter(polars.col("word").is_in(wanted)).collect()
    else:
        table = polars.read_csv(path, **options)
    index = {word: row for row, word in enumerate(table["word"])}
    matrix = table.drop("word").to_numpy()
    finish(first=first_of(matrix[index["king"]]))


def run_reach():
    from reach import Reach

    if job == "filtered":
        with open(more, encoding="utf-8") as lines:
            wanted = [line.rstrip("\n") for line in lines]
        vectors = Reach.load(path, wordlist=wanted)
    else:
        vectors = Reach.load(path)
    finish(first=first_of(vectors["king"]))


def run_finalfusion():
    import finalfusion

    # It brings rows to length 1 when it loads them.
    vectors = finalfusion.load_text(path)
    finish(first=first_of(vectors["king"] * vectors.embedding_with_norm("king")[1]))


def run_tutorial():
    import numpy

    index = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, numbers = line.split(maxsplit=1)
            index[word] = numpy.fromstring(numbers, "f", sep=" ")
    finish(first=first_of(index["king"]))


globals()["run_" + library]()
