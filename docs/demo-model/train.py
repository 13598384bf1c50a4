"""Trains the demo's detector. Resumes from its last checkpoint. See README.md for the recipe."""

import argparse
import copy
import math
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from loss import loss
from network import Network
from scenes import SIZE, SMALL_SIZE, Scenes


def schedule(step, steps, warmup):
    """Learning rate as a share of the highest: up in a line, down as a cosine to a hundredth."""
    if step < warmup:
        return (step + 1) / warmup
    return 0.01 + 0.99 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup))) / 2


class Workers:
    """Networks that share their parameters, each with gradients and batch statistics of its own."""

    def __init__(self, network, count, box_weight):
        self.box_weight = box_weight
        self.networks = [network] + [copy.deepcopy(network) for _ in range(count - 1)]
        for replica in self.networks[1:]:
            for own, shared in zip(replica.parameters(), network.parameters()):
                own.data = shared.data
        self.pool = ThreadPoolExecutor(count)

    def gradients(self, images, targets, anchors):
        """Leaves the mean gradient of the batch in the first network; returns the mean parts of the loss."""
        share = len(images) // len(self.networks)

        def run(place):
            network = self.networks[place].train()
            network.zero_grad()
            mine = targets[(targets[:, 0] >= place * share) & (targets[:, 0] < (place + 1) * share)].clone()
            mine[:, 0] -= place * share
            value, parts = loss(network(images[place * share : (place + 1) * share]), mine, anchors, self.box_weight)
            value.backward()
            return [float(part.detach()) for part in parts]

        parts = list(self.pool.map(run, range(len(self.networks))))
        for together in zip(*(network.parameters() for network in self.networks)):
            for other in together[1:]:
                together[0].grad += other.grad
            together[0].grad /= len(together)
        return np.mean(parts, 0)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("scenes", help="folder that 'octet demo --scenes N -o FOLDER' wrote")
    options.add_argument("-o", "--output", default="shapes.pt")
    options.add_argument("--steps", type=int, default=3800)
    options.add_argument("--small-steps", type=int, default=2600, help="the first of them, on small pictures")
    options.add_argument("--batch", type=int, default=16)
    options.add_argument("--rate", type=float, default=2e-3)
    options.add_argument("--decay", type=float, default=0.02, help="weight decay of AdamW")
    options.add_argument("--width", type=float, default=0.25)
    options.add_argument("--workers", type=int, default=2, help="threads, each with a share of every batch")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--begin", help="checkpoint whose weights to begin with, for another round of steps")
    options.add_argument("--box-weight", type=float, default=0.1, help="of the boxes in the loss")
    given = options.parse_args()

    torch.manual_seed(given.seed)
    torch.set_num_threads(1)  # a worker's own operations wait for nobody, which pays on a busy machine
    scenes = Scenes(given.scenes)
    network = Network(scenes.classes, given.width)
    average = copy.deepcopy(network).eval()
    decayed = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": given.decay}, {"params": others, "weight_decay": 0.0}], lr=given.rate
    )
    begin, output = 0, Path(given.output)
    if output.exists() or given.begin:
        saved = torch.load(output if output.exists() else given.begin)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
    if output.exists():
        optimizer.load_state_dict(saved["optimizer"])
        begin = saved["step"]
        print(f"resuming at step {begin}", flush=True)

    def save(step):
        part = output.with_suffix(".part")
        torch.save(
            {
                "network": network.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
                "classes": scenes.classes,
                "width": given.width,
            },
            part,
        )
        part.rename(output)

    anchors = network.model[-1].anchors
    averages = [
        (mean, now)
        for mean, now in zip(average.state_dict().values(), network.state_dict().values())
        if mean.is_floating_point()
    ]
    workers = Workers(network, given.workers, given.box_weight)
    saved_at = said_at = time.time()
    said, seen = begin, np.zeros(3)
    for step in range(begin, given.steps):
        random = np.random.default_rng((given.seed, step))
        size = SMALL_SIZE if step < given.small_steps else SIZE
        images, targets = scenes.batch(random.integers(0, len(scenes), given.batch), size, random)
        for group in optimizer.param_groups:
            group["lr"] = given.rate * schedule(step, given.steps, 200)
        parts = workers.gradients(images, targets, anchors)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        keep = 0.999 * (1 - math.exp(-(step + 1) / 500))  # short at first: weights change fast there
        with torch.no_grad():
            for mean, now in averages:
                mean.lerp_(now, 1 - keep)
        seen += parts
        if (step + 1) % 50 == 0:
            rate = (step + 1 - said) * given.batch / (time.time() - said_at)
            box, objectness, label = seen / (step + 1 - said)
            print(
                f"step {step + 1}/{given.steps} box {box:.3f} objectness {objectness:.4f} class {label:.4f}"
                f" {rate:.1f} images/s",
                flush=True,
            )
            said, said_at, seen = step + 1, time.time(), np.zeros(3)
        if time.time() - saved_at > 120:
            save(step + 1)
            saved_at = time.time()
    save(given.steps)


if __name__ == "__main__":
    main()
