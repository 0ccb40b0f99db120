"""Writes tests/Relumine.Engine.Tests/Learning/optimizers.csv: weights after each of some steps of PyTorch's optimizers in double,
with the gradients that they were given. Made with PyTorch 1.13.

    python3 tools/oracles/optimizers.py
"""
import os
import random
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "..", "tests", "Relumine.Engine.Tests", "Learning", "optimizers.csv")


class NAdam:
    """As PyTorch 2 has it (torch/optim/nadam.py). That of 1.13 takes one momentum twice, and its product is a float."""

    def __init__(self, weights, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, momentum_decay=0.004):
        self.weights, self.lr, self.betas, self.eps = weights, lr, betas, eps
        self.weight_decay, self.momentum_decay = weight_decay, momentum_decay
        self.step_number, self.product = 0, 1.0
        self.first = [torch.zeros_like(w) for w in weights]
        self.second = [torch.zeros_like(w) for w in weights]

    def momentum(self, step):
        return self.betas[0] * (1.0 - 0.5 * 0.96 ** (step * self.momentum_decay))

    @torch.no_grad()
    def step(self):
        self.step_number += 1
        now, after = self.momentum(self.step_number), self.momentum(self.step_number + 1)
        self.product *= now
        for w, m, v in zip(self.weights, self.first, self.second):
            g = w.grad + self.weight_decay * w
            m.mul_(self.betas[0]).add_(g, alpha=1 - self.betas[0])
            v.mul_(self.betas[1]).addcmul_(g, g, value=1 - self.betas[1])
            size = (v / (1 - self.betas[1] ** self.step_number)).sqrt() + self.eps
            w -= self.lr * ((1 - now) / (1 - self.product) * g + after / (1 - self.product * after) * m) / size


STEPS, WEIGHTS = 6, 5
CASES = {
    "Sgd": lambda w: torch.optim.SGD(w, lr=0.1),
    "SgdDecay": lambda w: torch.optim.SGD(w, lr=0.1, weight_decay=0.03),
    "SgdMomentum": lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9),
    "SgdNesterovDecay": lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.03),
    "Adam": lambda w: torch.optim.Adam(w, lr=0.02),
    "AdamDecay": lambda w: torch.optim.Adam(w, lr=0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.03),
    "AdamW": lambda w: torch.optim.AdamW(w, lr=0.02, weight_decay=0.1),
    "RmsProp": lambda w: torch.optim.RMSprop(w, lr=0.02),
    "RmsPropMomentumDecay": lambda w: torch.optim.RMSprop(w, lr=0.02, alpha=0.9, eps=1e-4, momentum=0.7, weight_decay=0.03),
    "Adagrad": lambda w: torch.optim.Adagrad(w, lr=0.1),
    "AdagradInitialDecay": lambda w: torch.optim.Adagrad(w, lr=0.1, eps=1e-4, initial_accumulator_value=0.1, weight_decay=0.03),
    # Adamax divides by u + eps where PyTorch adds eps to |g|: with the smallest eps there is no difference left.
    "Adamax": lambda w: torch.optim.Adamax(w, lr=0.02, eps=1e-37),
    "AdamaxDecay": lambda w: torch.optim.Adamax(w, lr=0.02, betas=(0.8, 0.95), eps=1e-37, weight_decay=0.03),
    "Nadam": lambda w: NAdam(w, lr=0.02),
    "NadamDecay": lambda w: NAdam(w, lr=0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.03, momentum_decay=0.1),
}

with open(TABLE, "w") as file:
    file.write("# tools/oracles/optimizers.py, PyTorch 1.13 in double. case,step,weight: its gradient, and its value after the step; step 0 is the start\n")
    for name, make in CASES.items():
        source = random.Random(name)
        weights = torch.tensor([source.uniform(-1, 1) for _ in range(WEIGHTS)], dtype=torch.float64, requires_grad=True)
        optimizer = make([weights])
        for step in range(STEPS + 1):
            gradient = [0.0] * WEIGHTS
            if step > 0:
                gradient = [source.gauss(0, 1) if i > 0 else 0.0 for i in range(WEIGHTS)]
                weights.grad = torch.tensor(gradient, dtype=torch.float64)
                optimizer.step()
            for i, (g, w) in enumerate(zip(gradient, weights.tolist())):
                file.write(f"{name},{step},{i},{g!r},{w!r}\n")
