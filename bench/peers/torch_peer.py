"""PyTorch and NumPy, one thread: answers "SECONDS WORK..." with the median and the least seconds per repetition."""
import sys
import time

import numpy
import torch

torch.set_num_threads(1)
torch.set_grad_enabled(False)


def gemm(size, library):
    n = int(size)
    if library == "numpy":
        a, b, c = (numpy.random.rand(n, n).astype("float32") - 0.5 for _ in range(3))
        return lambda: numpy.matmul(a, b, out=c)
    a, b, c = (torch.rand(n, n) - 0.5 for _ in range(3))
    return lambda: torch.mm(a, b, out=c)


def mlp(widths, batch):
    widths = [int(w) for w in widths.split(",")]
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(inputs, outputs))
        if i < len(widths) - 2:
            layers.append(torch.nn.ReLU())
    network = torch.nn.Sequential(*layers).eval()
    x = torch.rand(int(batch), widths[0]) - 0.5
    return lambda: network(x)


def activation(name, size):
    x = torch.rand(int(size)) * 8 - 4
    y = torch.empty_like(x)
    functional = torch.nn.functional
    out = {
        "relu": lambda: torch.clamp_min(x, 0, out=y),
        "elu": lambda: torch._C._nn.elu(x, out=y),
        "leaky_relu": lambda: torch._C._nn.leaky_relu(x, out=y),
        "sigmoid": lambda: torch.sigmoid(x, out=y),
        "tanh": lambda: torch.tanh(x, out=y),
        "gelu": lambda: torch._C._nn.gelu(x, out=y),
        "silu": lambda: torch._C._nn.silu(x, out=y),
        "mish": lambda: torch._C._nn.mish(x, out=y),
        "softplus": lambda: torch._C._nn.softplus(x, out=y),
        "hardswish": lambda: torch._C._nn.hardswish(x, out=y),
        "hardsigmoid": lambda: torch._C._nn.hardsigmoid(x, out=y),
        "hardtanh": lambda: torch._C._nn.hardtanh(x, out=y),
        "relu6": lambda: torch._C._nn.hardtanh(x, 0, 6, out=y),
        "selu": lambda: functional.selu(x),
        "celu": lambda: functional.celu(x),
        "softsign": lambda: functional.softsign(x),
    }
    return out[name]


WORKS = {"gemm": gemm, "mlp": mlp, "activation": activation}


def once(work, group):
    start = time.perf_counter()
    for _ in range(group):
        work()
    return time.perf_counter() - start


def measure(work, seconds):
    group = 1
    while once(work, group) < 50e-6:
        group *= 2
    times, total = [], 0.0
    while total < seconds or len(times) < 3:
        elapsed = once(work, group)
        total += elapsed
        times.append(elapsed / group)
    times.sort()
    return times[len(times) // 2], times[0]


ready = {}
for line in sys.stdin:
    seconds, *words = line.split()
    name = " ".join(words)
    if name not in ready:
        ready[name] = WORKS[words[0]](*words[1:])
        measure(ready[name], 0.3)
    print(*measure(ready[name], float(seconds)), flush=True)
