"""Fit the weights of the concept score to the labels of `concepts/`; write `link/data/weights.json`.

    python benchmarks/concepts_fit.py            each file measured with weights fitted to the others, then all fitted
    python benchmarks/concepts_fit.py --write    and written

Notes in another language than English are only measured: word classes, which many features tell of, are known for English alone.
Logistic regression with a Gaussian prior, by Newton's method; nothing but Python.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path  # noqa: TC003 (benchmarks are read, not type-checked)

from concepts_labels import FOLDER, Labels, key, labelled

from notes2anki.link.concepts import Finder
from notes2anki.link.lists import DATA
from notes2anki.link.tongue import language_of

PRIOR = 1.0
"""One over the variance of a weight."""
EXPECTED = {"question": 1.0, "item": 0.8, "asked-elsewhere": 0.8}
"""What a larger study found for features that few of these notes tell apart; the prior lies around these values."""
CERTAIN = 10.0
"""One over the variance of these weights."""
ACCEPTABLE = 0.6
"""Weight of a row whose concept is acceptable, where an expected one and a wrong one have 1."""
Row = tuple[dict[str, float], float, float]
"""Features, 1 for a right concept or 0, weight."""


def rows(file: Path) -> tuple[list[list[Row]], list[Labels]]:
    """The candidates of each note of a file, with whether they are right."""
    document, labels = labelled(file)
    finder = Finder()
    finder.read(document)
    result = []
    for label, candidates in zip(labels, finder.candidates(), strict=True):
        expected = frozenset().union(*label.expected)
        note = []
        for forms, features in candidates:
            keys = {key(form) for form in forms}
            right = bool(keys & label.right)
            note.append((features, float(right), 1.0 if keys & expected or not right else ACCEPTABLE))
        result.append(note)
    return result, labels


def fit(data: list[Row]) -> dict[str, float]:
    """The weights under which the labels are most likely."""
    names = sorted({name for features, _, _ in data for name in features})
    matrix = [[1.0, *(float(features.get(name, 0.0)) for name in names)] for features, _, _ in data]
    expected = [0.0, *(EXPECTED.get(name, 0.0) for name in names)]
    prior = [0.0, *(CERTAIN if name in EXPECTED else PRIOR for name in names)]
    weights = [0.0] * (len(names) + 1)
    for _ in range(12):
        gradient = [sure * (mean - weight) for sure, mean, weight in zip(prior, expected, weights, strict=True)]
        hessian = [[0.0] * len(weights) for _ in weights]
        for index in range(1, len(weights)):
            hessian[index][index] = prior[index]
        for row, (_, right, importance) in zip(matrix, data, strict=True):
            guess = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, row, strict=True))))
            slope = importance * guess * (1 - guess)
            seen = [(index, value) for index, value in enumerate(row) if value]
            for index, value in seen:
                gradient[index] += importance * (right - guess) * value
                for other, also in seen:
                    hessian[index][other] += slope * value * also
        weights = [weight + step for weight, step in zip(weights, solved(hessian, gradient), strict=True)]
    return {"threshold": weights[0], **dict(zip(names, weights[1:], strict=True))}


def solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a system of linear equations."""
    size = len(vector)
    table = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(column + 1, size):
            factor = table[row][column] / table[column][column]
            if factor:
                for place in range(column, size + 1):
                    table[row][place] -= factor * table[column][place]
    result = [0.0] * size
    for row in reversed(range(size)):
        known = sum(table[row][place] * result[place] for place in range(row + 1, size))
        result[row] = (table[row][size] - known) / table[row][row]
    return result


def value(weights: dict[str, float], features: dict[str, float]) -> float:
    return weights["threshold"] + sum(weights.get(name, 0.0) * feature for name, feature in features.items())


def f1(weights: dict[str, float], notes: list[list[Row]], labels: list[Labels], shift: float) -> float:
    """F1 over notes and concepts, as `shift` moves the threshold; found counts rows, since forms are merged there."""
    right = wrong = hit = 0
    for note, label in zip(notes, labels, strict=True):
        chosen = [row for row in note if value(weights, row[0]) > shift]
        right += sum(row[1] > 0 for row in chosen)
        wrong += sum(row[1] == 0 for row in chosen)
        hit += min(len(label.expected), sum(row[1] > 0 and row[2] == 1 for row in chosen))
    total = sum(len(label.expected) for label in labels)
    precision, recall = right / max(1, right + wrong), hit / max(1, total)
    return 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    everything = {file: rows(file) for file in sorted(FOLDER.glob("*.txt"))}
    files = {file.stem: found for file, found in everything.items() if language_of(labelled(file)[0]).code == "en"}
    shifts = [step / 10 - 1.5 for step in range(31)]
    held: dict[float, float] = dict.fromkeys(shifts, 0.0)
    for name, (notes, labels) in files.items():
        weights = fit([row for other, (rest, _) in files.items() if other != name for note in rest for row in note])
        scores = {shift: f1(weights, notes, labels, shift) for shift in shifts}
        best = max(shifts, key=lambda shift: scores[shift])
        print(f"{name:12} held out: F1 {scores[0.0]:.3f} at 0, {scores[best]:.3f} at {best:+.1f}")
        for shift in shifts:
            held[shift] += scores[shift] / len(files)
    best = max(shifts, key=lambda shift: held[shift])
    print(f"{'mean':12} held out: F1 {held[0.0]:.3f} at 0, {held[best]:.3f} at {best:+.1f}")
    weights = fit([row for notes, _ in files.values() for note in notes for row in note])
    weights["threshold"] -= best
    for name in sorted(weights, key=lambda name: -weights[name]):
        print(f"  {weights[name]:+.2f} {name}")
    for file, (notes, labels) in everything.items():
        if file.stem not in files:
            scores = {shift: f1(weights, notes, labels, shift) for shift in shifts}
            best = max(shifts, key=lambda shift: scores[shift])
            print(f"{file.stem:12} another language: F1 {scores[0.0]:.3f} at 0, {scores[best]:.3f} at {best:+.1f}")
    if "--write" in sys.argv:
        (DATA / "weights.json").write_text(
            json.dumps({name: round(weights[name], 3) for name in sorted(weights)}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
