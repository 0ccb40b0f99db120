"""Derives the polynomial coefficients of src/Relumine.Kernels/Lanes/{SinglePrecision,DoublePrecision,SingleNormalTail,DoubleNormalTail,SixteenFloats}.cs.

Each polynomial minimises the largest weighted error on an interval (Remez exchange at 60 digits). The
coefficients are then rounded to the element type; what that costs is printed.

    python3 tools/oracles/minimax.py
"""
import struct
from mpmath import mp, mpf, exp, expm1, log, log1p, erf, erfc, tanh, sqrt, matrix, lu_solve, cos, pi, taylor

mp.dps = 60
SAMPLES = 1500


def as_single(v):
    return mpf(struct.unpack("f", struct.pack("f", float(v)))[0])


def as_double(v):
    return mpf(float(v))


def remez(f, weight, low, high, powers):
    """The p with powers `powers` that minimises max |weight·(f − p)| on [low, high], and that maximum."""
    n = len(powers)
    middle, half = (low + high) / 2, (high - low) / 2
    points = [middle - half * cos(pi * (2 * i + 1) / (2 * (n + 1))) for i in range(n + 1)]
    grid = [middle - half * cos(pi * i / SAMPLES) for i in range(SAMPLES + 1)]
    target = [(x, f(x), weight(x)) for x in grid]
    coefficients, peak = None, None
    for _ in range(25):
        a, b = matrix(n + 1, n + 1), matrix(n + 1, 1)
        for i, x in enumerate(points):
            for j, p in enumerate(powers):
                a[i, j] = weight(x) * x ** p
            a[i, n] = (-1) ** i
            b[i] = weight(x) * f(x)
        s = lu_solve(a, b)
        coefficients = [s[j] for j in range(n)]
        errors = [w * (y - sum(c * x ** p for c, p in zip(coefficients, powers))) for x, y, w in target]
        # the extremum of every run of one sign
        extrema, start = [], 0
        for i in range(1, len(errors) + 1):
            if i == len(errors) or (errors[i] > 0) != (errors[start] > 0):
                k = max(range(start, i), key=lambda j: abs(errors[j]))
                extrema.append(k)
                start = i
        while len(extrema) > n + 1:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        peak = max(abs(e) for e in errors)
        if len(extrema) < n + 1:
            break
        points = [grid[k] for k in extrema]
        if peak - min(abs(errors[k]) for k in extrema) < peak / 1000:
            break
    return coefficients, peak


def fit(name, f, weight, low, high, degree, rounded):
    best, peak = remez(f, weight, low, high, list(range(degree + 1)))
    known = [rounded(c) for c in best]
    grid = [low + (high - low) * i / SAMPLES for i in range(SAMPLES + 1)]
    final = max(abs(weight(x) * (f(x) - sum(c * x ** i for i, c in enumerate(known)))) for x in grid)
    print(f"\n{name}: degree {degree} on [{mp.nstr(low, 6)}, {mp.nstr(high, 6)}], "
          f"weighted error 2^{mp.nstr(log(peak, 2), 5)}, after rounding 2^{mp.nstr(log(final, 2), 5)}")
    for i, c in enumerate(known):
        print(f"    c{i} = {mp.nstr(c, 9 if rounded is as_single else 17)}")
    return known


def series(f, x, terms=24):
    """f near a removable singularity at 0, from its Taylor coefficients."""
    return sum(c * x ** i for i, c in enumerate(f[:terms]))


EXP = [mpf(1) / mp.factorial(k + 2) for k in range(40)]
LOG = [mpf(-1) ** (k + 1) / (k + 2) for k in range(400)]


def exp_rest(r):
    return (expm1(r) - r) / r ** 2 if abs(r) > 1e-3 else series(EXP, r)


def log_rest(f):
    return (log1p(f) - f) / f ** 2 if abs(f) > 1e-3 else series(LOG, f, 30)


def atanh_rest(z):
    """(ln((1+s)/(1−s)) − 2s)/s³ over z = s²."""
    return sum(mpf(2) / (2 * k + 3) * z ** k for k in range(60))


def erf_rest(z):
    """erf(x)/x − 1 over z = x²."""
    if z < 1e-6:
        return 2 / sqrt(pi) * (1 - z / 3 + z ** 2 / 10 - z ** 3 / 42 + z ** 4 / 216 - z ** 5 / 1320 + z ** 6 / 9360) - 1
    return erf(sqrt(z)) / sqrt(z) - 1


def normal_tail(k):
    """(a + k)·e^(a²/2)·(1 − Φ(a)) over t = (a − k)/(a + k)."""
    def f(t):
        a = k * (1 + t) / (1 - t)
        return (a + k) * exp(a * a / 2) * erfc(a / sqrt(mpf(2))) / 2
    return f


def half_exp_rest(s):
    """(e^(−s/2) − 1)/s."""
    return expm1(-s / 2) / s if abs(s) > 1e-9 else -mpf(1) / 2 + s / 8 - s * s / 48


def less(v, bits):
    """The float v with something subtracted from its bits."""
    return struct.unpack("f", struct.pack("i", struct.unpack("i", struct.pack("f", float(v)))[0] - bits))[0]


def literal(v):
    """The shortest text of a float; of none, −0, to which adding 0 keeps its sign."""
    if v is None:
        return "-0f"
    v = float(as_single(v))
    return next(t for t in ("%.*g" % (d, v) for d in range(1, 12)) if as_single(mpf(t)) == v).replace("e-0", "e-") + "f"


def pieces(name, f, scale):
    """
    Polynomials of degree 5 over the distance from the centres of sixteen pieces, which begin where a + 17/16 is 1, 1¼, 1½, 1¾, 2, 2½, … 14. The error
    is relative to `scale`. Tables begin with piece 4 and end with piece 3, as PiecewisePolynomial wants them.
    """
    edges = [mpf(0)] + [mpf(2) ** e * (1 + mpf(j) / 4) - mpf("1.0625") for e in range(4) for j in range(4)][1:] + [mpf("14.4375")]
    print(f"\n{name}")
    rows = []
    for low, high in zip(edges, edges[1:]):
        centre = as_single((low + high) / 2) if low else mpf(0)
        if low or f(mpf(0)):
            c, peak = remez(lambda t: f(centre + t), lambda t: 1 / scale(centre + t), low - centre, high - centre, list(range(6)))
        else:
            # Where f is 0 at 0 the polynomial is, too, and the error relative: of f(t)/t.
            ratio = lambda t: f(t) / t if t else taylor(f, 0, 1)[1]
            c, peak = remez(ratio, lambda t: 1 / ratio(t), low, high, list(range(5)))
            c = [None] + c
        rows.append([centre] + c[::-1])
        print(f"    from {mp.nstr(low, 6)}: error 2^{mp.nstr(log(peak, 2), 5)}")
    for column, label in zip(zip(*(rows[4:] + rows[:4])), ("Centres", "C5", "C4", "C3", "C2", "C1", "C0")):
        print(f"    {label} = " + ", ".join(literal(v) for v in column))


def tanh_rest(z):
    """(tanh(x)/x − 1)/x² over z = x²."""
    if z < 1e-8:
        return -mpf(1) / 3 + mpf(2) / 15 * z - mpf(17) / 315 * z * z
    return (tanh(sqrt(z)) / sqrt(z) - 1) / z


def main():
    half = log(2) / 2 * mpf("1.0001")
    low, high = sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1
    s2 = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf("1.001")
    exp_weight = lambda r: r ** 2 / abs(expm1(r)) if r else mpf(0)
    log_weight = lambda f: f ** 2 / abs(log1p(f)) if f else mpf(0)
    for rounded, n, d in ((as_single, "single", 4), (as_double, "double", 10)):
        fit(f"{n} ExpRest: (e^r - 1 - r)/r^2", exp_rest, exp_weight, -half, half, d, rounded)
    fit("single Log1pReduced: (ln(1+f) - f)/f^2", log_rest, log_weight, low, high, 8, as_single)
    fit("double Log1pReduced: (ln((1+s)/(1-s)) - 2s)/s^3 over s^2", atanh_rest, lambda z: z / 2, mpf(0), s2, 6, as_double)
    tanh_weight = lambda z: z * sqrt(z) / tanh(sqrt(z)) if z else mpf(0)
    for rounded, n, d in ((as_single, "single", 4), (as_double, "double", 10)):
        fit(f"{n} TanhRest: (tanh(x)/x - 1)/x^2 over x^2", tanh_rest, tanh_weight, mpf(0), mpf("0.55") ** 2, d, rounded)
    for rounded, n, t, top, small, large in ((as_single, "single", mpf("0.8"), 4, 5, 6), (as_double, "double", mpf(1), 6, 12, 17)):
        fit(f"{n} Erf, small: erf(x)/x - 1 over x^2", erf_rest, lambda z: 1 / (erf_rest(z) + 1), mpf(0), t * t, small, rounded)
        fit(f"{n} Erf, large: ln(erfc(x))", lambda x: log(erfc(x)), lambda x: erfc(x) / erf(x), t, mpf(top), large, rounded)
    f = normal_tail(mpf(4))
    fit("double normal tail: (a + 4)·e^(a²/2)·(1 − Φ(a)) over (a − 4)/(a + 4)", f, lambda t: 1 / f(t),
        mpf(-1), (mpf(39) - 4) / (mpf(39) + 4), 22, as_double)
    step = log(2) / 16 * mpf("1.001")
    fit("single e^(-s/2): (e^(-s/2) - 1)/s", half_exp_rest, lambda s: abs(s) * exp(s / 2), -step, step, 2, as_single)
    print("2·ln 2/16 and the rest of it:", mp.nstr(as_single(2 * log(2) / 16), 17), mp.nstr(as_single(2 * log(2) / 16 - as_single(2 * log(2) / 16)), 11))
    print("2^(k/16) less k·2^19 in its bits:", ", ".join(literal(less(mpf(2) ** (mpf(k) / 16), k << 19)) for k in range(16)))
    tail = lambda a: exp(a * a / 2) * erfc(a / sqrt(mpf(2))) / 2
    product, slope = lambda a: a * tail(a), lambda a: tail(a) - a / sqrt(2 * pi)
    pieces("single normal tail: −a·e^(a²/2)·(1 − Φ(a)), in pieces", lambda a: -product(a), product)
    pieces("single normal tail: e^(a²/2)·(1 − Φ(a)) − a/√(2π), in pieces", slope, lambda a: max(abs(slope(a)), tail(a)))


if __name__ == "__main__":
    main()
