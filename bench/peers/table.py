"""Writes docs/measurements/README.md from the JSON files beside it, so that no number is copied by hand."""
import glob
import json
import os
import statistics
import sys

# GFLOP/s of one core in a loop of nothing but fused multiply-adds of 512 bits, measured where the numbers come from.
CEILING = 244


def work(row):
    """The floating-point operations of a sample's products in a step: forward and both gradients, but none of the input."""
    widths = [int(w) for w in row["name"].split()[1].split(",")]
    products = [a * b for a, b in zip(widths, widths[1:])]
    return 2 * (3 * sum(products) - products[0])


def mean(values):
    return statistics.geometric_mean(values)


def note(data):
    """What a reader should know of a measurement."""
    if data["measurement"] == "starts":
        times = (f"{row['name']} {row['milliseconds']:.1f} ms, portable {row['peerMilliseconds']:.1f} ms" for row in data["results"])
        return ["Medians of whole commands, from the start of the process to its end: " + "; ".join(times) + ".", ""]
    if data["measurement"] != "training":
        return []
    rows = [row for row in data["results"] if row["peer"] == "PyTorch"]
    held = [row for row in data["results"] if row["peer"] != "PyTorch"]
    rates = [(row["name"], work(row) * row["relumineBest"] / 1e9) for row in rows]
    bound = mean([CEILING * 1e9 / (work(row) * row["peerBest"]) for row in rows])
    return [
        f"Geometric means of the ratios: {mean([row['ratio'] for row in rows]):.2f} against PyTorch as good as the processor allows, and "
        f"{mean([row['ratio'] for row in held]):.2f} against one whose",
        "OpenBLAS is held to AVX2 (`OPENBLAS_CORETYPE=Haswell`). Of the least times, which other work on the machine disturbs least: "
        f"{mean([row['ratioOfLeast'] for row in rows]):.2f}",
        f"and {mean([row['ratioOfLeast'] for row in held]):.2f}. Dense products at full speed with nothing around them would reach {bound:.2f} against the first.",
        "",
        f"Products of a step at its least time, of the {CEILING} GFLOP/s that one core reaches with fused multiply-adds alone:",
        "",
        *[f"- {name}: {rate:.0f} GFLOP/s, {rate / CEILING:.0%}" for name, rate in rates],
        "",
        "By samples of a profiler, products take about 90 % of a step of the wide networks and the optimizer 5 %. In the narrow one",
        "they take about 70 %, the optimizer 10 %, and transposing, slopes, the loss and some fifty short calls the rest.",
        "",
    ]


def peaks(data):
    """The memory of a process at most, on either side, and what a run of ours allocates once it is warm."""
    rows = data["peaks"]
    return [
        f"## {data['measurement']}",
        "",
        "Peaks of the memory of processes that do nothing else, in MiB, and the bytes that a run or a step allocates once it is warm.",
        "",
        "| work | Relumine | peer | | of the peer's | bytes |",
        "|---|---:|---:|---|---:|---:|",
        *[
            f"| {r['name']} | {r['peakMiB']:,.0f} | {r['peerPeakMiB']:,.0f} | {r['peer']} | {r['peakMiB'] / r['peerPeakMiB']:.2f} | {r['allocatedBytesPerRun']} |"
            for r in rows
        ],
        "",
        f"Geometric mean of what Relumine takes of the peer's: {mean([r['peakMiB'] / r['peerPeakMiB'] for r in rows]):.2f}.",
        "",
    ]


folder = sys.argv[1]
lines = [
    "# Measurements",
    "",
    "Written by `bench/peers/run.sh` from the JSON files in this folder. Both sides of a row are resident processes that",
    "ran the same work in turn on the same core; a ratio is the median over the pairs, with its quartiles, and above 1",
    "Relumine is faster. Machines are shared: trust ratios more than absolute numbers, and look at the load.",
    "What holds back the rows that are not ahead is told in [Where speed ends](../speed.md).",
    "",
]
for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
    with open(path) as file:
        data = json.load(file)
    if "peaks" in data:
        lines += peaks(data)
    if "results" not in data:
        continue  # not a race
    load = ", ".join(str(value) for value in data["loadAverage"])
    lines += [
        f"## {data['measurement']}",
        "",
        f"{data['results'][0]['pairs']} pairs of {data['secondsPerBlock']} s; load average at the end {load}.",
        "",
        "| work | Relumine | peer | | unit | ratio | quartiles |",
        "|---|---:|---:|---|---|---:|---|",
    ]
    for row in data["results"]:
        low, high = row["ratioQuartiles"]
        lines.append(
            f"| {row['name']} | {row['relumine']:,.4g} | {row['peerValue']:,.4g} | {row['peer']} | {row['unit']} "
            f"| {row['ratio']:.3f} | {low:.3f} to {high:.3f} |"
        )
    lines += ["", *note(data)]

target = os.path.join(folder, "README.md")
with open(target + ".new", "w") as file:
    file.write("\n".join(lines))
os.replace(target + ".new", target)
