"""Runs the same work in Relumine and in a peer, in turn, and prints and writes the ratios.

Usage: race.py MEASUREMENT... [--pairs N] [--seconds S] [--core C] [--fresh P] [--json FOLDER]
Each side is a resident process that does one block of work per line on its standard input, so that both run under
the same noise. A ratio above 1 means that Relumine is faster. run.sh sets RELUMINE_BENCH, the bench program's dll,
and PEERS, the folder with node_modules and models.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.environ["PEERS"]
NETWORKS = [("784,256,256,10", 128), ("784,512,512,10", 128), ("784,1024,1024,1024,10", 256)]


# A forced core type would hold OpenBLAS to older instructions than the processor has.
AMBIENT = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}


class Side:
    """A resident process that answers requests."""

    def __init__(self, name, command, core, environment=None):
        self.name = name
        pinned = ["taskset", "-c", core] + command if core else command
        self.process = subprocess.Popen(
            pinned, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**AMBIENT, **(environment or {})}
        )

    def ask(self, seconds, work):
        self.process.stdin.write(f"{seconds} {work}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 2:
            sys.exit(f"{self.name} did not answer to '{work}': see its message above.")
        return float(answer[0]), float(answer[1])

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def relumine(core):
    return Side("Relumine", ["dotnet", os.environ["RELUMINE_BENCH"], "serve"], core)


def runtime(core):
    return Side(
        "ONNX Runtime",
        ["node", os.path.join(HERE, "onnxruntime_peer.js"), os.path.join(PEERS, "models")],
        core,
        {"NODE_PATH": os.path.join(PEERS, "node_modules")},
    )


def torch(core, environment=None):
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return Side("PyTorch", ["/usr/bin/python3", os.path.join(HERE, "torch_peer.py")], core, {**one, **(environment or {})})


def libtorch(core):
    """LibTorch of today through TorchSharp; run.sh sets LIBTORCH, the program that starts it."""
    return Side("LibTorch", [os.environ["LIBTORCH"]], core)


def median(values):
    return statistics.median(values)


def pairs_of(ours, peer, our_work, peer_work, options):
    """Pairs of blocks in alternating order: what each side took."""
    rows = []
    for pair in range(options.pairs + 1):
        if pair % 2:
            theirs, mine = peer.ask(options.seconds, peer_work), ours.ask(options.seconds, our_work)
        else:
            mine, theirs = ours.ask(options.seconds, our_work), peer.ask(options.seconds, peer_work)
        if pair > 0:  # the first pair warms up
            rows.append((mine, theirs))
    return rows


def race(label, ours, peer, our_work, peer_work, amount, unit, options):
    """One measurement: a ratio of medians and of least times for each pair of blocks."""
    return result_of(label, peer.name, pairs_of(ours, peer, our_work, peer_work, options), amount, unit)


def result_of(label, peer, rows, amount, unit):
    ratios = [theirs[0] / mine[0] for mine, theirs in rows]
    result = {
        "name": label,
        "peer": peer,
        "unit": unit,
        "pairs": len(rows),
        "relumine": amount / median([mine[0] for mine, _ in rows]),
        "peerValue": amount / median([theirs[0] for _, theirs in rows]),
        "ratio": median(ratios),
        "ratioQuartiles": statistics.quantiles(ratios, n=4)[::2],
        "ratioOfLeast": min(theirs[1] for _, theirs in rows) / min(mine[1] for mine, _ in rows),
        "relumineBest": amount / min(mine[1] for mine, _ in rows),
        "peerBest": amount / min(theirs[1] for _, theirs in rows),
    }
    low, high = result["ratioQuartiles"]
    print(
        f"{label:40} {result['relumine']:12,.2f} {result['peerValue']:12,.2f} {unit:10} {peer:16}"
        f" ratio {result['ratio']:.3f} [{low:.3f}, {high:.3f}], of least {result['ratioOfLeast']:.3f}",
        flush=True,
    )
    return result


def measure_gemm(options):
    ours, peer = relumine(options.core), torch(options.core)
    flops = 2 * 1024**3 / 1e9
    for work in ("numpy", "torch"):
        yield race(f"gemm 1024 ({work})", ours, peer, "gemm 1024 1", f"gemm 1024 {work}", flops, "GFLOP/s", options)
    ours.close(), peer.close()


def plan(widths, samples, observe="none", threads=1):
    """A run of the plan over the same ONNX file that the peer runs."""
    return f"model {os.path.join(PEERS, 'models', widths)}.onnx {samples} {observe} {threads}"


def measure_driver(options):
    """The dense driver alone, without graph and plan."""
    ours, peer = relumine(options.core), runtime(options.core)
    for widths, batch in NETWORKS:
        yield race(f"driver {widths}", ours, peer, f"mlp {widths} {batch} none 1", f"mlp {widths} {batch}", batch, "samples/s", options)
    ours.close(), peer.close()


def measure_inference(options):
    ours, peer = relumine(options.core), runtime(options.core)
    for widths, batch in NETWORKS:
        yield race(f"inference {widths}", ours, peer, plan(widths, batch), f"mlp {widths} {batch}", batch, "samples/s", options)
    ours.close(), peer.close()


def measure_probe(options):
    ours, peer = relumine(options.core), relumine(options.core)
    peer.name = "no probe"
    for widths, batch in NETWORKS:
        for observe in ("firing", "full"):
            yield race(f"{observe} {widths}", ours, peer, plan(widths, batch, observe), plan(widths, batch), batch, "samples/s", options)
    ours.close(), peer.close()


def measure_threads(options):
    ours, peer = relumine(None), relumine(None)
    peer.name = "one thread"
    for widths, batch in [("4,16,2", 1), ("50,50,50,5", 128)] + NETWORKS + [("784,256,256,10", 10000)]:
        yield race(f"{widths} x {batch}", ours, peer, plan(widths, batch, threads=2), plan(widths, batch), batch, "samples/s", options)
    ours.close(), peer.close()


TRAINED = [("784,256,256,10", 128), ("784,512,512,10", 128), ("784" + 8 * ",64" + ",10", 32), ("784,1024,1024,1024,10", 256)]


def step(widths, batch, observe="none", threads=1):
    """A step of training by SGD with momentum 0.9 and cross-entropy."""
    return f"train {widths} {batch} 0.01 {observe} {threads}"


def measure_training(options):
    """Against PyTorch as good as the processor allows, and held to AVX2, as the numbers were that the goals come from."""
    ours, peer, held = relumine(options.core), torch(options.core), torch(options.core, {"OPENBLAS_CORETYPE": "Haswell"})
    held.name = "PyTorch, AVX2"
    for side in (peer, held):
        for widths, batch in TRAINED:
            yield race(f"training {widths}", ours, side, step(widths, batch), f"train {widths} {batch} 0.01", batch, "samples/s", options)
    ours.close(), peer.close(), held.close()


def measure_cnn(options):
    """Conv 1→32, ReLU, MaxPool, Conv 32→64, ReLU, MaxPool, Gemm 3136→128, ReLU, Gemm 128→10 on 28×28, batches of 64."""
    ours, peer = relumine(options.core), runtime(options.core)
    yield race("inference cnn", ours, peer, plan("cnn", 64), "mlp cnn 64", 64, "samples/s", options)
    ours.close(), peer.close()
    ours, peer, held = relumine(options.core), torch(options.core), torch(options.core, {"OPENBLAS_CORETYPE": "Haswell"})
    held.name = "PyTorch, AVX2"
    for side in (peer, held):
        yield race("training cnn", ours, side, step("cnn", 64), "train cnn 64 0.01", 64, "samples/s", options)
    plain = relumine(options.core)
    plain.name = "no probe"
    yield race("watching cnn", ours, plain, step("cnn", 64, "firing"), step("cnn", 64), 64, "samples/s", options)
    ours.close(), peer.close(), held.close(), plain.close()


def measure_training_probe(options):
    ours, peer = relumine(options.core), relumine(options.core)
    peer.name = "no probe"
    for widths, batch in TRAINED:
        yield race(f"watching {widths}", ours, peer, step(widths, batch, "firing"), step(widths, batch), batch, "samples/s", options)
    ours.close(), peer.close()


def measure_training_threads(options):
    ours, peer = relumine(None), relumine(None)
    peer.name = "one thread"
    for widths, batch in [("64,64,64,10", 32)] + TRAINED:
        yield race(f"{widths} x {batch}", ours, peer, step(widths, batch, threads=2), step(widths, batch), batch, "samples/s", options)
    ours.close(), peer.close()


ACTIVATIONS = "relu leakyrelu relu6 elu selu celu softplus silu hardswish hardsigmoid gelu gelutanh mish sigmoid tanh hardtanh".split()
LENGTHS = [4096, 65536, 1048576, 16777216]


def measure_activations(options):
    ours, peer, tensors = relumine(options.core), torch(options.core), relumine(options.core)
    tensors.name = "TensorPrimitives"
    for length in LENGTHS:
        def one(kind, name, side, work):
            return race(f"{name}{' gradient' if kind == 'gradient' else ''} {length}", ours, side, f"{kind} {name} {length}", work, length / 1e9, "G/s", options)

        for name in ACTIVATIONS:
            yield one("activation", name, peer, f"activation {name} {length}")
        for name in ("relu", "sigmoid", "tanh"):
            yield one("activation", name, tensors, f"tensors {name} {length}")
        for name in ("relu", "leakyrelu", "elu", "silu", "gelu"):
            yield one("gradient", name, peer, f"gradient {name} {length}")
    ours.close(), peer.close(), tensors.close()


def measure_libtorch_training(options):
    """Training against LibTorch of today, in several pairs of fresh processes: how fast LibTorch convolves is decided when it starts, by up to a half."""
    works = TRAINED + [("cnn", 64), ("resnet20", 16), ("depthwise", 16)]
    rows = {widths: [] for widths, _ in works}
    for _ in range(options.fresh):
        ours, peer = relumine(options.core), libtorch(options.core)
        for widths, batch in works:
            rows[widths] += pairs_of(ours, peer, step(widths, batch), f"train {widths} {batch} 0.01", options)
        ours.close(), peer.close()
    for widths, batch in works:
        yield result_of(f"training {widths}", "LibTorch", rows[widths], batch, "samples/s")


def measure_libtorch(options):
    """Activations against LibTorch of today."""
    ours, peer = relumine(options.core), libtorch(options.core)
    for length in LENGTHS:
        for kind in ("activation", "gradient"):
            for name in ("relu", "leakyrelu", "elu", "silu", "gelu", "mish", "sigmoid", "tanh"):
                work = f"{kind} {name} {length}"
                yield race(work.replace("activation ", ""), ours, peer, work, work, length / 1e9, "G/s", options)
    ours.close(), peer.close()


def peak(side):
    """The most memory that a side's process has taken, in MiB."""
    with open(f"/proc/{side.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def measure_memory_training(options):
    """Peaks of processes that train a network for a while, each a fresh one; and what a step of ours allocates."""
    for widths, batch in TRAINED + [("cnn", 64), ("resnet20", 16), ("depthwise", 16)]:
        work = step(widths, batch)
        ours, peer = relumine(options.core), libtorch(options.core)
        ours.ask(1, work), peer.ask(1, f"train {widths} {batch} 0.01")
        row = {
            "name": f"training {widths}",
            "peer": peer.name,
            "peakMiB": round(peak(ours), 1),
            "peerPeakMiB": round(peak(peer), 1),
            "allocatedBytesPerRun": int(ours.ask("allocated", work)[0]),
        }
        ours.close(), peer.close()
        print(f"{row['name']:40} {row['peakMiB']:8.1f} MiB, {row['peer']} {row['peerPeakMiB']:8.1f} MiB; {row['allocatedBytesPerRun']} bytes a step", flush=True)
        yield row


def measure_before(options):
    """Against another build of Relumine, whose bench program RELUMINE_BEFORE names: what a change did to speed.

    Where a kernel is bound by memory, one process may be a quarter faster than the next of the same program, by which pages its arrays got. So each line
    is made of `--fresh` pairs of new processes, and the pairs of blocks are shared out among them."""
    works = [("gemm 1024", "gemm 1024 1", 2 * 1024**3 / 1e9, "GFLOP/s")]
    for widths, batch in NETWORKS + [("cnn", 64)]:
        works += [(f"inference {widths}, observing {o}", plan(widths, batch, o), batch, "samples/s") for o in ("none", "firing")]
    for widths, batch in TRAINED + [("cnn", 64)]:
        works += [(f"training {widths}, observing {o}", step(widths, batch, o), batch, "samples/s") for o in ("none", "firing")]
    for name in ACTIVATIONS:
        works += [(f"{kind} {name} 65536", f"{kind} {name} 65536", 65536 / 1e9, "G/s") for kind in ("activation", "gradient")]

    rows = {label: [] for label, *_ in works}
    options.pairs = max(1, options.pairs // options.fresh)
    for _ in range(options.fresh):
        ours = relumine(options.core)
        before = Side("before", ["dotnet", os.environ["RELUMINE_BEFORE"], "serve"], options.core)
        for _ in range(3):  # hot loops are compiled again once a process has been still for a while
            for _, work, *_ in works:
                ours.ask(0.03, work), before.ask(0.03, work)
            time.sleep(2)
        for label, work, *_ in works:
            rows[label] += pairs_of(ours, before, work, work, options)
        ours.close(), before.close()
    for label, _, amount, unit in works:
        yield result_of(label, "before", rows[label], amount, unit)


MEASUREMENTS = {name[8:].replace("_", "-"): f for name, f in globals().items() if name.startswith("measure_")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("measurement", nargs="+", choices=sorted(MEASUREMENTS))
    parser.add_argument("--pairs", type=int, default=21)
    parser.add_argument("--seconds", type=float, default=0.1)
    parser.add_argument("--core", default="1")
    parser.add_argument("--fresh", type=int, default=7, help="pairs of new processes of 'before' and 'libtorch-training'")
    parser.add_argument("--json")
    options = parser.parse_args()
    for name in options.measurement:
        results = list(MEASUREMENTS[name](options))
        if options.json:
            path = os.path.join(options.json, f"{name}.json")
            with open(path + ".new", "w") as file:
                load = [round(l, 1) for l in os.getloadavg()]
                rows = {"peaks": results} if name.startswith("memory") else {"secondsPerBlock": options.seconds, "results": results}
                json.dump({"measurement": name, "loadAverage": load, **rows}, file, indent=2)
                file.write("\n")
            os.replace(path + ".new", path)


main()
