"""Writes docs/measurements/README.md from the JSON files beside it, so that no number is copied by hand."""
import glob
import json
import os
import sys

folder = sys.argv[1]
lines = [
    "# Measurements",
    "",
    "Written by `bench/peers/run.sh` from the JSON files in this folder. Both sides of a row are resident processes that",
    "ran the same work in turn on the same core; a ratio is the median over the pairs, with its quartiles, and above 1",
    "Relucent is faster. Machines are shared: trust ratios more than absolute numbers, and look at the load.",
    "",
]
for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
    with open(path) as file:
        data = json.load(file)
    load = ", ".join(str(value) for value in data["loadAverage"])
    lines += [
        f"## {data['measurement']}",
        "",
        f"{data['results'][0]['pairs']} pairs of {data['secondsPerBlock']} s; load average at the end {load}.",
        "",
        "| work | Relucent | peer | | unit | ratio | quartiles |",
        "|---|---:|---:|---|---|---:|---|",
    ]
    for row in data["results"]:
        low, high = row["ratioQuartiles"]
        lines.append(
            f"| {row['name']} | {row['relucent']:,.4g} | {row['peerValue']:,.4g} | {row['peer']} | {row['unit']} "
            f"| {row['ratio']:.3f} | {low:.3f} to {high:.3f} |"
        )
    lines.append("")

target = os.path.join(folder, "README.md")
with open(target + ".new", "w") as file:
    file.write("\n".join(lines))
os.replace(target + ".new", target)
