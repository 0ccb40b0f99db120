"""PyTorch and NumPy, one thread: answers "SECONDS WORK..." with the median and the least seconds per repetition."""
import itertools
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


def dense(widths):
    widths = [int(w) for w in widths.split(",")]
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(inputs, outputs))
        if i < len(widths) - 2:
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers)


def mlp(widths, batch):
    network = dense(widths).eval()
    x = torch.rand(int(batch), int(widths.split(",")[0])) - 0.5
    return lambda: network(x)


def convolutional():
    nn = torch.nn
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10),
    )  # fmt: skip


def train(widths, batch, rate):
    """One step of SGD with momentum 0.9 and cross-entropy, over 16 batches in turn."""
    network = (convolutional() if widths == "cnn" else dense(widths)).train()
    optimizer = torch.optim.SGD(network.parameters(), lr=float(rate), momentum=0.9)
    sample, classes = ((1, 28, 28), 10) if widths == "cnn" else ((int(widths.split(",")[0]),), int(widths.split(",")[-1]))
    batches = [(torch.rand(int(batch), *sample) - 0.5, torch.randint(classes, (int(batch),))) for _ in range(16)]
    turn = itertools.cycle(batches)

    def step():
        x, labels = next(turn)
        with torch.enable_grad():
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(network(x), labels).backward()
        optimizer.step()

    return step


def activation(name, size):
    x = torch.rand(int(size)) * 8 - 4
    y = torch.empty_like(x)
    nn = torch._C._nn
    works = {
        "relu": lambda: torch.clamp_min(x, 0, out=y),
        "elu": lambda: nn.elu(x, out=y),
        "leakyrelu": lambda: nn.leaky_relu(x, out=y),
        "sigmoid": lambda: torch.sigmoid(x, out=y),
        "tanh": lambda: torch.tanh(x, out=y),
        "gelu": lambda: nn.gelu(x, out=y),
        "gelutanh": lambda: nn.gelu(x, approximate="tanh", out=y),
        "silu": lambda: nn.silu(x, out=y),
        "mish": lambda: nn.mish(x, out=y),
        "softplus": lambda: nn.softplus(x, out=y),
        "hardswish": lambda: nn.hardswish(x, out=y),
        "hardsigmoid": lambda: nn.hardsigmoid(x, out=y),
        "hardtanh": lambda: nn.hardtanh(x, out=y),
        "relu6": lambda: nn.hardtanh(x, 0, 6, out=y),
        # No form with a given result: in place, on values that stay in range.
        "selu": lambda: torch.selu_(x),
        "celu": lambda: torch.celu_(x),
    }
    return works[name]


def gradient(name, size):
    x = torch.rand(int(size)) * 8 - 4
    upstream = torch.rand(int(size)) * 2 - 1
    result = torch.empty_like(x)
    works = {
        "relu": lambda: torch.ops.aten.threshold_backward(upstream, x, 0, grad_input=result),
        "gelu": lambda: torch.ops.aten.gelu_backward(upstream, x, grad_input=result),
        "silu": lambda: torch.ops.aten.silu_backward(upstream, x, grad_input=result),
        "elu": lambda: torch.ops.aten.elu_backward(upstream, 1, 1, 1, False, x, grad_input=result),
        "leakyrelu": lambda: torch.ops.aten.leaky_relu_backward(upstream, x, 0.01, False, grad_input=result),
    }
    return works[name]


WORKS = {"gemm": gemm, "mlp": mlp, "train": train, "activation": activation, "gradient": gradient}


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
