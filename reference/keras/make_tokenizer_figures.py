"""Makes figures/text-vectorization.json: the tokens that Keras' TextVectorization with its defaults makes of tricky texts."""

import json
import os
import string
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import keras
import tensorflow as tf

FIGURES = Path(__file__).parent / "figures"

SPACES = {
    "tab": "\t",
    "line feed": "\n",
    "vertical tab": "\v",
    "form feed": "\f",
    "carriage return": "\r",
    "carriage return and line feed": "\r\n",
    "file separator": "\x1c",
    "group separator": "\x1d",
    "record separator": "\x1e",
    "unit separator": "\x1f",
    "next line": "\x85",
    "no-break space": "\xa0",
    "ogham space mark": "\u1680",
    "mongolian vowel separator": "\u180e",
    "en quad": "\u2000",
    "thin space": "\u2009",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "left-to-right mark": "\u200e",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "narrow no-break space": "\u202f",
    "medium mathematical space": "\u205f",
    "word joiner": "\u2060",
    "ideographic space": "\u3000",
    "byte order mark": "\ufeff",
    "backspace": "\b",
    "escape": "\x1b",
    "delete": "\x7f",
    "soft hyphen": "\xad",
}

TEXTS = [
    "",
    " ",
    " \t\n ",
    "...",
    " - -- ! ",
    string.punctuation,
    f"a{string.punctuation}b",
    " ".join(f"x{mark}y" for mark in string.punctuation),
    "The quick brown fox, jumps over the lazy dog.",
    "the THE The",
    "Don't stop: it's John's, isn't it?",
    "don\u2019t \u2018quote\u2019 \u201cquote\u201d",
    "state-of-the-art re-use - minus",
    "en\u2013dash em\u2014dash \u2026 ellipsis\u2026",
    "snake_case CamelCase dot.ted http://example.com/a_b?c=d&e=f#g",
    "someone@example.com <tag> &amp; 50% $5.00 #1 C++ 3.14 1,000 -7 1e-5",
    "\u00c9CLAIR Stra\u00dfe \u0130",
    "\u00e9clair e\u0301clair STRASSE \u1e9e \u0131 I i",
    "\u0391\u0398\u0397\u039d\u0391 \u03a3\u039f\u03a6\u039f\u03a3 \u041c\u041e\u0421\u041a\u0412\u0410 \u0531\u0532\u0533",
    "\u01c5 \uff21\uff22\uff23 \u2167 \U00010400 \u212a \u212b",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002 \u300c\u3053\u3093\u306b\u3061\u306f\u300d \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\u0645\u0631\u062d\u0628\u0627 \u061f \u05e9\u05dc\u05d5\u05dd \u05be",
    "\u00a1Hola! \u00bfQu\u00e9? \u00abd\u00e9j\u00e0\u00bb \u00a35 \u20ac6 \u00a9 \u2122 \u00ac \u00d7",
    "emoji \U0001f600\U0001f44d\U0001f3fd \U0001f469\u200d\U0001f4bb!\U0001f1e9\U0001f1ea :-) <3",
    "\ufb01ne \u00bd \u00b2 \u2460",
    "\ufffd \ufffe private \ue000",
    " leading and trailing ",
    "many    spaces\t\tand\n\nlines",
    "a. b , c ;d",
    "[UNK] [PAD] <unk>",
    "\\n \\t 'single' \"double\" `back` ~tilde~ ^caret^ |pipe| {brace} (paren) [bracket]",
    # numpy drops a null at the end of a token on the way out, so there is only one inside.
    "a\0b",
    *(f"a{space}b" for space in SPACES.values()),
    *(f"{space}A {space} B{space}" for space in SPACES.values()),
]


def tokens_of(text: str) -> list[str]:
    """The tokens in their order: a layer adapted to a text knows each of its tokens."""
    layer = keras.layers.TextVectorization(ragged=True)
    # The second text is there because a layer that saw no token at all cannot be called.
    layer.adapt(tf.constant([text, "word"]))
    vocabulary = layer.get_vocabulary()
    return [vocabulary[token_id] for token_id in layer(tf.constant([text])).to_list()[0]]


if __name__ == "__main__":
    figures = [{"text": text, "tokens": tokens_of(text)} for text in TEXTS]
    FIGURES.mkdir(exist_ok=True)
    made_by = {"script": "reference/keras/make_tokenizer_figures.py", "keras": keras.__version__, "tensorflow": tf.__version__}
    lines = ",\n".join(f"    {json.dumps(figure)}" for figure in figures)
    path = FIGURES / "text-vectorization.json"
    path.write_text(f'{{\n  "madeBy": {json.dumps(made_by)},\n  "figures": [\n{lines}\n  ]\n}}\n', encoding="ascii")
    print(f"{path.name}: {len(figures)} texts")
