"""Writes figures.json: what gensim answers about the vectors of @wordloom/glove-mini. See README.md."""

import json
import sys
import tempfile
from pathlib import Path

import gensim
import numpy
from gensim.models import KeyedVectors
from safetensors.numpy import load_file

here = Path(__file__).parent
data = here.parent.parent / "packages" / "glove-mini" / "data"

WORDS = """king queen man woman paris london dog cat car road music river doctor school bank money game water fire
computer happy sad quickly running large small war peace king's the of 1999 , . germany japan football president
minister oil""".split()
ANALOGIES = [
    (["king", "woman"], ["man"]),
    (["paris", "germany"], ["france"]),
    (["walking", "swam"], ["walked"]),
    (["bigger", "cold"], ["big"]),
    (["dollar", "japan"], ["america"]),
]
ODD = [
    "breakfast cereal dinner lunch",
    "paris london berlin dog",
    "red green blue loud",
    "monday tuesday january friday",
    "swim run walk table zzzunknown",
]
LISTS = [
    (["sushi", "shop"], ["japanese", "restaurant"]),
    (["dog", "cat", "horse"], ["animal"]),
    (["stock", "market", "zzzunknown"], ["bank", "money"]),
]
DOCUMENTS = [
    ("obama speaks to the media in illinois", "the president greets the press in chicago"),
    ("the cat sat on the mat", "a dog lay on the rug"),
    ("stocks fell sharply on tuesday", "shares dropped sharply on tuesday"),
    ("the the the end", "the end"),
    ("rain rain go away", "sun come back again another day please"),
]
PAIRS = """dog cat 9.0
car road 6.5
king queen 8.5
paris france 8.0
music river 1.5
doctor hospital 8.8
bank money 9.1
water fire 4.2
computer apple 4.0
happy sad 5.0
war peace 4.4
oil ocean 3.0
Football GAME 8.1
zzzunknown dog 3.3
president minister 7.0
small large 6.0"""
QUESTIONS = """: capitals
paris france london england
paris france tokyo japan
paris france berlin germany
london england rome italy
rome italy madrid spain
tokyo japan beijing china
: family
man woman king queen
man woman boy girl
king queen prince princess
brother sister son daughter
father mother uncle aunt
: forms
good better bad worse
big bigger small smaller
walk walked play played
go went see saw
car cars dog dogs
zzzunknown a b c
Dog Dogs Cat Cats
: none
zzz1 zzz2 zzz3 zzz4"""


def keyed_vectors():
    words = (data / "vocabulary.txt").read_text(encoding="utf-8").split("\n")[:-1]
    vectors = load_file(data / "vectors.safetensors")["embeddings"].astype(numpy.float32)
    keyed = KeyedVectors(vectors.shape[1])
    keyed.add_vectors(words, vectors)
    return keyed


def written(text):
    file = tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8")
    with file:
        file.write(text + "\n")
    return file.name


def neighbors(answers):
    return [[word, float(score)] for word, score in answers]


def correlation(result):
    return {"statistic": float(result[0]), "pValue": float(result[1])}


def pairs_evaluation(keyed, **options):
    pearson, spearman, unknown = keyed.evaluate_word_pairs(
        written("\n".join("\t".join(line.split()) for line in PAIRS.split("\n"))), **options
    )
    return {"pearson": correlation(pearson), "spearman": correlation(spearman), "outOfVocabulary": unknown}


def analogies_evaluation(keyed, **options):
    _, sections = keyed.evaluate_word_analogies(written(QUESTIONS), **options)
    return [[section["section"], len(section["correct"]), len(section["incorrect"])] for section in sections]


def main():
    keyed = keyed_vectors()
    words = [word for word in WORDS if word in keyed]
    figures = {
        "versions": {"python": sys.version.split()[0], "gensim": gensim.__version__, "numpy": numpy.__version__},
        "mostSimilar": [{"word": word, "answers": neighbors(keyed.most_similar(word))} for word in words],
        "restricted": neighbors(keyed.most_similar("king", topn=5, restrict_vocab=2000)),
        "weighted": neighbors(keyed.most_similar(positive=[("king", 0.7), "woman"], negative=[("man", -1.3)])),
        "analogies": [
            {
                "positive": positive,
                "negative": negative,
                "answers": neighbors(keyed.most_similar(positive=positive, negative=negative)),
                "cosmul": neighbors(keyed.most_similar_cosmul(positive=positive, negative=negative)),
            }
            for positive, negative in ANALOGIES
        ],
        "doesntMatch": [{"words": text.split(), "answer": str(keyed.doesnt_match(text.split()))} for text in ODD],
        "similarity": [[a, b, float(keyed.similarity(a, b))] for a, b in zip(words, words[1:])],
        "nSimilarity": [
            [
                a,
                b,
                float(keyed.n_similarity([word for word in a if word in keyed], [word for word in b if word in keyed])),
            ]
            for a, b in LISTS
        ],
        "wordMoversDistance": [
            [a.split(), b.split(), keyed.wmdistance(a.split(), b.split()), keyed.wmdistance(a.split(), b.split(), norm=False)]
            for a, b in DOCUMENTS
        ],
        "pairs": PAIRS,
        "wordPairs": {
            "plain": pairs_evaluation(keyed),
            "dummy": pairs_evaluation(keyed, dummy4unknown=True),
            "caseSensitive": pairs_evaluation(keyed, case_insensitive=False),
            "restricted": pairs_evaluation(keyed, restrict_vocab=1500),
        },
        "questions": QUESTIONS,
        "wordAnalogies": {
            "plain": analogies_evaluation(keyed),
            "dummy": analogies_evaluation(keyed, dummy4unknown=True),
            "caseSensitive": analogies_evaluation(keyed, case_insensitive=False),
            "restricted": analogies_evaluation(keyed, restrict_vocab=5000),
        },
    }
    (here / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main()
