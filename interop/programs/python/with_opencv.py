"""Classifies with the dnn module of OpenCV 5."""

import cv2

import cases


def load(path: str) -> cases.Classify:
    network = cv2.dnn.readNetFromONNX(path)

    def classify(ids):
        network.setInput(ids, "ids")
        return network.forward("probabilities")

    return classify


cases.run(cv2.__version__, load)
