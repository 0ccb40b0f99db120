"""Writes tests/Relumine.Kernels.Tests/Oracles/activations.csv: every activation, with its customary parameters, at
numbers that float can hold, with value, slope from the left and slope from the right, computed from the textbook
definitions at 60 digits and rounded to double.

    python3 tools/oracles/activations.py
"""
import os
import random
import struct
from mpmath import mp, mpf, exp, log, tanh, erf, erfc, sqrt, pi, nstr, e

mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "..", "tests", "Relumine.Kernels.Tests", "Oracles", "activations.csv")


def single(v):
    return mpf(struct.unpack("f", struct.pack("f", float(v)))[0])


def sigmoid(x):
    return 1 / (1 + exp(-x))


def smooth(f, d):
    return f, d, d


def pieces(knots, values, slopes):
    """A function with values[i] and slopes[i] between knots[i − 1] and knots[i]; at a knot the value is from the left."""
    def piece(x, right):
        return sum(1 for k in knots if (x >= k if right else x > k))
    return (lambda x: values[piece(x, False)](x), lambda x: slopes[piece(x, False)](x), lambda x: slopes[piece(x, True)](x))


def constant(c):
    return lambda x: mpf(c)


identity = lambda x: x
SELU_ALPHA = -sqrt(2 / pi) / (erfc(1 / sqrt(mpf(2))) * exp(mpf(1) / 2) - 1)
q = erfc(1 / sqrt(mpf(2)))
SELU_SCALE = (1 - q * sqrt(e)) * sqrt(2 * pi) / sqrt(
    2 * erfc(sqrt(mpf(2))) * e ** 2 + pi * q ** 2 * e - 2 * (2 + pi) * q * sqrt(e) + pi + 2)
TANH_GELU = sqrt(2 / pi)
cdf = lambda x: erfc(-x / sqrt(mpf(2))) / 2
pdf = lambda x: exp(-x * x / 2) / sqrt(2 * pi)
inner = lambda x: TANH_GELU * (x + mpf("0.044715") * x ** 3)
inner_slope = lambda x: TANH_GELU * (1 + 3 * mpf("0.044715") * x ** 2)
softplus = lambda x: log(1 + exp(x)) if x > -20 else mp.log1p(exp(x))
sech2 = lambda u: 4 / (exp(u) + exp(-u)) ** 2
half_tanh = lambda u: 1 / (1 + exp(-2 * u))        # (1 + tanh u)/2

ACTIVATIONS = {
    "Relu": pieces([0], [constant(0), identity], [constant(0), constant(1)]),
    "LeakyRelu": pieces([0], [lambda x: x / 100, identity], [constant(mpf(1) / 100), constant(1)]),
    "ThresholdedRelu": pieces([1], [constant(0), identity], [constant(0), constant(1)]),
    "Relu6": pieces([0, 6], [constant(0), identity, constant(6)], [constant(0), constant(1), constant(0)]),
    "ClippedRelu": pieces([0, 20], [constant(0), identity, constant(20)], [constant(0), constant(1), constant(0)]),
    "HardTanh": pieces([-1, 1], [constant(-1), identity, constant(1)], [constant(0), constant(1), constant(0)]),
    "HardSigmoid": pieces([mpf(-5) / 2, mpf(5) / 2], [constant(0), lambda x: x / 5 + mpf(1) / 2, constant(1)],
                          [constant(0), constant(mpf(1) / 5), constant(0)]),
    "HardSwish": pieces([-3, 3], [constant(0), lambda x: x * (x + 3) / 6, identity], [constant(0), lambda x: (2 * x + 3) / 6, constant(1)]),
    "SquaredRelu": pieces([0], [constant(0), lambda x: x * x], [constant(0), lambda x: 2 * x]),
    "Elu": pieces([0], [mp.expm1, identity], [exp, constant(1)]),
    "Celu": pieces([0], [mp.expm1, identity], [exp, constant(1)]),
    "Selu": pieces([0], [lambda x: SELU_SCALE * SELU_ALPHA * mp.expm1(x), lambda x: SELU_SCALE * x],
                   [lambda x: SELU_SCALE * SELU_ALPHA * exp(x), constant(SELU_SCALE)]),
    "Softplus": smooth(softplus, sigmoid),
    "Softsign": smooth(lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2),
    "Sigmoid": smooth(sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "Tanh": smooth(tanh, sech2),
    "Silu": smooth(lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * sigmoid(-x))),
    "Mish": smooth(lambda x: x * tanh(softplus(x)), lambda x: tanh(softplus(x)) + x * sech2(softplus(x)) * sigmoid(x)),
    "Gelu": smooth(lambda x: x * cdf(x), lambda x: cdf(x) + x * pdf(x)),
    "GeluTanh": smooth(lambda x: x * half_tanh(inner(x)), lambda x: half_tanh(inner(x)) + x * sech2(inner(x)) / 2 * inner_slope(x)),
}


def points():
    random.seed(20)
    magnitudes = [mpf(10) ** p for p in (-30, -20, -10, -7, -5, -4, -3, -2, -1)] + [mpf("0.3"), mpf("0.7"), 40, 60, 80, 95, 1000, mpf(10) ** 10]
    magnitudes += [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 25, 30]
    magnitudes += [10 ** random.uniform(-2, 1.2) for _ in range(24)]
    return sorted({single(s * m) for m in magnitudes for s in (-1, 1)} | {mpf(0)})


def main():
    os.makedirs(os.path.dirname(TABLE), exist_ok=True)
    with open(TABLE, "w", newline="\n") as table:
        table.write("# by tools/oracles/activations.py: activation, x, f(x), slope from the left, slope from the right\n")
        for name in sorted(ACTIVATIONS):
            for x in points():
                if name == "HardSigmoid" and abs(x) == 2.5:
                    continue  # 0.2, rounded, moves its kinks away from there
                numbers = [repr(float(v)) for v in (x, *(f(x) for f in ACTIVATIONS[name]))]
                table.write(",".join([name] + [n[:-2] if n.endswith(".0") else n for n in numbers]) + "\n")


if __name__ == "__main__":
    main()
