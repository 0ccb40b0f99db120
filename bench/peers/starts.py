"""Starts of the native tool beside those of the portable program, in turn, from nothing to the end of the command.

Usage: starts.py TOOL PORTABLE.dll SHARED [--json FOLDER]
TOOL is `relumine` of a package for linux-x64, PORTABLE.dll that of the package for any platform (tests/packages.sh makes both), SHARED a folder
laid out like ../shared. A start is asked for on whatever core is free, as users do.
"""
import json
import os
import statistics
import subprocess
import sys
import time

PAIRS = 21


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def race(name, tool, portable, arguments):
    seconds(tool + arguments), seconds(portable + arguments)
    rows = []
    for pair in range(PAIRS):
        first, second = (tool, portable) if pair % 2 else (portable, tool)
        one, other = seconds(first + arguments), seconds(second + arguments)
        rows.append((one, other) if pair % 2 else (other, one))
    ratios = sorted(theirs / mine for mine, theirs in rows)
    mine, theirs = [m for m, _ in rows], [t for _, t in rows]
    print(f"{name}: {statistics.median(mine) * 1e3:.1f} ms, portable {statistics.median(theirs) * 1e3:.1f} ms")
    return {
        "name": name,
        "peer": "portable",
        "unit": "starts/s",
        "pairs": PAIRS,
        "relumine": 1 / statistics.median(mine),
        "peerValue": 1 / statistics.median(theirs),
        "ratio": statistics.median(ratios),
        "ratioQuartiles": [ratios[PAIRS // 4], ratios[PAIRS * 3 // 4]],
        "ratioOfLeast": min(theirs) / min(mine),
        "relumineBest": 1 / min(mine),
        "peerBest": 1 / min(theirs),
        "milliseconds": statistics.median(mine) * 1e3,
        "peerMilliseconds": statistics.median(theirs) * 1e3,
    }


def main():
    tool, portable, shared = [sys.argv[1]], ["dotnet", sys.argv[2]], sys.argv[3]
    digits = os.path.join(shared, "data/mnist/t10k-images-idx3-ubyte.gz")
    audit = ["audit", os.path.join(shared, "models/mnist-net_256x2/model.onnx"), "--data", digits, "--divide", "255", "-q"]
    results = [race(*case[:1], tool, portable, case[1]) for case in (("explain relu", ["explain", "relu"]), ("demo", ["demo", "-q"]), ("MNIST audit", audit))]
    if "--json" in sys.argv:
        path = os.path.join(sys.argv[sys.argv.index("--json") + 1], "starts.json")
        document = {"measurement": "starts", "secondsPerBlock": 0, "loadAverage": list(os.getloadavg()), "results": results}
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(document, file)
        os.replace(path + ".new", path)


if __name__ == "__main__":
    main()
