"""Writes docs/measurements/proofs/README.md from the JSON files beside it, so that no number is copied by hand.

Usage: python3 bench/peers/proofs.py docs/measurements/proofs
"""
import json
import os
import sys

HEAD = """# Pieces, verdicts, properties and trimmed models, measured

Written by `python3 bench/peers/proofs.py docs/measurements/proofs` from the JSON files in this folder. The machine has two cores and is shared: look
at the load, and at the time of the processor rather than that of the clock.

| file | how it was made |
|---|---|
| `regions.json` | `dotnet run -c Release --project bench/Relumine.Bench -- regions --json docs/measurements/proofs/regions.json` |
| `verdicts.json` | `dotnet run -c Release --project bench/Relumine.Races -- verdicts ../shared --json docs/measurements/proofs/verdicts.json` |
| `properties.json` | `dotnet run -c Release --project bench/Relumine.Races -- properties ../shared --json docs/measurements/proofs/properties.json` |
| `trim.json` | `dotnet run -c Release --project bench/Relumine.Races -- trim ../shared --json docs/measurements/proofs/trim.json` |

## Pieces
"""

VERDICTS = """
## Verdicts

Dead and always-on units of all data (numbers from 0 to 1 where there are none), over the box, with two threads and a budget of 60 seconds a network.
Then random samples of the box, its corners and all witnesses were run in the engine: a contradiction is a proven unit that did what it cannot. Every
witness was run in ONNX Runtime, too. `load` stands in the file row by row; with `--only` networks are measured one after the other.

| network | box | dead: proven | refuted | open | always on: proven | refuted | open | s | s of the processor | boxes | samples | contradictions | witnesses in ONNX Runtime |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""

PROPERTIES = """
## Properties

The ACAS Xu set of VNN-COMP has 45 networks and 186 instances of 116 seconds each. Five of the networks are at hand, and with them {asked} of the
instances: properties 1 to 4 of each and 5 and 6 of the first (Katz et al. 2017, appendix VI). Of these {settled} are settled, in {seconds:.1f} seconds
({processor:.1f} of the processor) together: {proven} proven and {refuted} refuted, each of these by an input that ONNX Runtime confirms.

| instance | verdict | s | s of the processor | parts of the box | confirmed in ONNX Runtime |
|---|---|---:|---:|---:|---|
"""

TRIM = """
## Trimmed models in ONNX Runtime

Every model, trimmed by half of its samples (numbers from 0 to 1 where there are none), saved, and run in ONNX Runtime beside the original: on the samples
that chose the units, and on as many fresh ones. A sample counts as changed where an output differs by more than 1/10,000 of its largest number. The
last column is what the check on held-back samples promises: a smaller share than that.

| model | samples | units | removed | of them linear | parameters | after | opset | after | changed on the data | changed on fresh ones | promised |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
"""


def read(folder, name):
    with open(os.path.join(folder, name + ".json"), encoding="utf-8") as file:
        return json.load(file)


def regions(data):
    load = ", ".join(f"{float(v):.2f}" for v in data["loadAverage"])
    yield f"One thread, the best of some turns; load average at the end {load}.\n"
    yield "| network, box [−1, 1] or the whole line | pieces | ms | ms of the processor | a second | peak MiB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for r in data["results"]:
        yield (f"| {r['name']} | {r['count']:,} {r['what']} | {r['milliseconds']:.2f} | {r['processorMilliseconds']:.2f} | "
               f"{r['aSecond']:,} | {r['peakMebibytes']} |")


def verdicts(data):
    done = [r for r in data["results"] if "refused" not in r]
    for r in done:
        always = sum(" AlwaysOn," in o for o in r.get("open", []))
        yield (f"| {r['name']} | {r['box']} | {r['provenDead']} | {r['refutedDead']} | {r['openDead']} | {r['provenAlwaysOn']} | {r['refutedAlwaysOn']} | "
               f"{always} | {r['seconds']:.3f} | {r['processorSeconds']:.3f} | {r.get('boxes', 0):,} | {r['samples']:,} | {r['contradictions']} | "
               f"{r['witnessesInOnnxRuntime']} of {r['witnesses']} |")
    acas = [r for r in done if r["name"].startswith("acasxu")]
    dead, proven, refuted = (sum(r[k] for r in acas) for k in ("dead", "provenDead", "refutedDead"))
    yield f"\nOf the {dead} dead units of the acasxu networks {proven + refuted} are settled: {proven} proven, {refuted} refuted."
    for r in done:
        if "margins" in r:
            yield (f"\nMargins of {r['name']}, {r['marginSamples']:,} samples, {r['marginSeconds']:.1f} s ({r['marginProcessorSeconds']:.1f} s of the processor, "
                   f"load {r['load']:.1f}):\n")
            yield from (f"* {m}" for m in r["margins"])
    refused = ", ".join(r["name"] for r in data["results"] if "refused" in r)
    yield f"\nWhat stays open, with the best bound, stands in the file. Refused, with the reason there: {refused}."


def properties(data):
    rows = data["results"]
    count = {v: sum(r["verdict"] == v for r in rows) for v in ("proven", "refuted")}
    yield PROPERTIES.format(
        asked=len(rows), settled=sum(count.values()), seconds=sum(r["seconds"] for r in rows), processor=sum(r["processorSeconds"] for r in rows), **count
    ).rstrip("\n")
    for r in rows:
        confirmed = {True: "yes", False: "no"}.get(r.get("witnessInOnnxRuntime"), "")
        yield f"| {r['name']} | {r['verdict']} | {r['seconds']:.3f} | {r['processorSeconds']:.3f} | {r['boxes']:,} | {confirmed} |"
    yield f"\nLoad average at the end {', '.join(f'{float(v):.2f}' for v in data['loadAverage'])}."


def trim(data):
    rows = [r for r in data["results"] if "refused" not in r]
    for r in rows:
        if r["removed"] > 0:
            promised = f"{r['heldBackBound'] * 100:.2f} %" if "heldBackBound" in r else "too few"
            yield (f"| {r['name']} | {r['samples']:,} | {r['units']} | {r['removed']} | {r['merged']} | {r['parametersBefore']:,} | {r['parametersAfter']:,} | "
                   f"{r['opsetBefore']} | {r['opsetAfter']} | {r['changedOnData']} | {r['changedOnFresh']} of {r['fresh']:,} | {promised} |")
    nothing = ", ".join(r["name"] for r in rows if r["removed"] == 0)
    refused = ", ".join(r["name"] for r in data["results"] if "refused" in r)
    yield f"\nNothing to remove: {nothing}. Not run, with the reason in the file: {refused}."


def main(folder):
    lines = [
        HEAD, *regions(read(folder, "regions")), VERDICTS.rstrip("\n"), *verdicts(read(folder, "verdicts")), *properties(read(folder, "properties")),
        TRIM.rstrip("\n"), *trim(read(folder, "trim")),
    ]
    path = os.path.join(folder, "README.md")
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    os.replace(path + ".new", path)


if __name__ == "__main__":
    main(sys.argv[1])
