"""Writes tests/Relumine.Kernels.Tests/Oracles/{exp,expm1,log1p,tanh,erf}.csv.

Each row: an argument x, f(x) rounded to double, and what the rounding left over, in units of the last place of that
double. Arguments that are floats serve the tests of both element types. They are random over all magnitudes, and
dense around the places where an implementation changes its method or its result leaves the normal numbers.

    python3 tools/oracles/transcendental.py
"""
import math
import pathlib
import random
import struct
import mpmath
from mpmath import mp, mpf

mp.dps = 60
OUT = pathlib.Path(__file__).resolve().parents[2] / "tests/Relumine.Kernels.Tests/Oracles"

FUNCTIONS = {
    # name: (f, hard places, largest magnitude of interest); the last places are where a sweep over all floats
    # (bench/Relumine.Bench -- ulp NAME) found the largest error
    "exp": (mp.exp, [0, 0.34657, -0.34657, 1, 88.72284, -87.33655, -103.97208, 709.782713, -708.3964, -745.13322, -5.859355], 745),
    "expm1": (mp.expm1, [0, 0.34657, -0.34657, 0.5, -1, 1.03972, 88.72284, -16.63554, -17.32868, -37.42995, 709.782713, 0.39344886], 710),
    "log1p": (mp.log1p, [0, math.sqrt(2) - 1, math.sqrt(0.5) - 1, 1, -0.5, -0.9999, -0.99999994, 16777216.0, 1e38, 1e300, 0.4162191, 0.4146758], 1e300),
    "tanh": (mp.tanh, [0, 0.34657, 0.17329, 0.55, 1, 5, 8.66434, 9.0109, 18.71497, 19.0615, 0.5540137], 20),
    "erf": (mp.erf, [0, 0.5, 0.8, 1, 2, 3, 3.83, 3.92, 5, 5.86, 5.92, 0.80405277], 6),
}


def single(x):
    try:
        return struct.unpack("f", struct.pack("f", x))[0]
    except OverflowError:
        return math.inf


def arguments(name, places, top, rng):
    lowest = -1.0 if name == "log1p" else -top
    xs = []
    for p in places:
        xs += [single(p), p]
        for _ in range(12):
            x = p + rng.uniform(-1, 1) * 10 ** rng.uniform(-7, -1) * max(1, abs(p))
            xs += [single(x), x]
    for _ in range(60):
        magnitude = 10 ** rng.uniform(-45, math.log10(top))
        xs += [single(s * magnitude) for s in (1, -1)]
        magnitude = 10 ** rng.uniform(-320, math.log10(top))
        xs += [s * magnitude for s in (1, -1)]
        x = rng.uniform(max(lowest, -12), min(top, 12))
        xs += [single(x), x]
    return sorted({x for x in xs if lowest < x <= top and x != 0 and math.isfinite(x)})


def row(f, x):
    exact = f(mpf(x))
    y = float(exact)
    if math.isinf(y):
        return f"{x!r},{y!r},0"
    ulp = math.ulp(y)
    return f"{x!r},{y!r},{float((exact - mpf(y)) / mpf(ulp)):.3f}"


def main():
    for name, (f, places, top) in FUNCTIONS.items():
        rng = random.Random(name)
        rows = [row(f, x) for x in arguments(name, places, top, rng)]
        origin = f"# x,{name}(x) as double,rest in ulp; tools/oracles/transcendental.py, mpmath {mpmath.__version__}, {mp.dps} digits"
        (OUT / f"{name}.csv").write_text("\n".join([origin, *rows]) + "\n")
        print(name, len(rows))


if __name__ == "__main__":
    main()
