"""Which predictions answer for which object, and how wrong they are."""

import math

import torch
from torch.nn import functional as F

from network import STRIDES

RATIO = 4.0  # an anchor answers for objects up to so many times larger or smaller
BALANCE = (4.0, 1.0, 0.4)  # objectness at strides 8, 16, 32
OBJECTNESS, CLASS = 0.7, 0.3


def ciou(a, b):
    """Complete IoU of boxes (cx, cy, w, h), row by row."""
    a0, a1 = a[:, :2] - a[:, 2:] / 2, a[:, :2] + a[:, 2:] / 2
    b0, b1 = b[:, :2] - b[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2
    shared = (torch.minimum(a1, b1) - torch.maximum(a0, b0)).clamp(min=0).prod(1)
    iou = shared / (a[:, 2:].prod(1) + b[:, 2:].prod(1) - shared + 1e-7)
    hull = torch.maximum(a1, b1) - torch.minimum(a0, b0)
    distance = ((a[:, :2] - b[:, :2]) ** 2).sum(1) / ((hull**2).sum(1) + 1e-7)
    shape = 4 / math.pi**2 * (torch.atan(b[:, 2] / b[:, 3]) - torch.atan(a[:, 2] / a[:, 3])) ** 2
    with torch.no_grad():
        weight = shape / (1 - iou + shape + 1e-7)
    return iou - distance - weight * shape, iou


def matches(targets, anchors, width, height):
    """Cells and anchors that answer: an object's own cell and the two nearest, each fitting anchor.

    targets: rows of (image, class, cx, cy, w, h), boxes in cells; anchors: [3, 2] in cells.
    Returns rows of targets, image, anchor, column and row.
    """
    ratio = targets[None, :, 4:] / anchors[:, None]
    fits = torch.maximum(ratio, 1 / ratio).amax(2) < RATIO
    anchor, target = fits.nonzero(as_tuple=True)
    center = targets[target, 2:4]
    part = center % 1
    steps = []
    for dx, dy, near in (
        (0, 0, torch.ones_like(part[:, 0], dtype=torch.bool)),
        (-1, 0, (part[:, 0] < 0.5) & (center[:, 0] > 1)),
        (0, -1, (part[:, 1] < 0.5) & (center[:, 1] > 1)),
        (1, 0, (part[:, 0] >= 0.5) & (center[:, 0] < width - 1)),
        (0, 1, (part[:, 1] >= 0.5) & (center[:, 1] < height - 1)),
    ):
        column = (center[near, 0].long() + dx).clamp(0, width - 1)
        row = (center[near, 1].long() + dy).clamp(0, height - 1)
        steps.append((target[near], anchor[near], column, row))
    target, anchor, column, row = (torch.cat(parts) for parts in zip(*steps))
    return targets[target], targets[target, 0].long(), anchor, column, row


def loss(raw, targets, anchors, box_weight):
    """raw: per scale [n, 3, h, w, 5 + classes]; targets: rows of (image, class, cx, cy, w, h), px."""
    box = objectness = label = torch.zeros(())
    for level, y in enumerate(raw):
        stride = STRIDES[level]
        height, width = y.shape[2:4]
        in_cells = torch.cat((targets[:, :2], targets[:, 2:] / stride), 1)
        sizes = anchors[level] / stride
        matched, image, anchor, column, row = matches(in_cells, sizes, width, height)
        wanted = torch.zeros(y.shape[:4])
        if len(matched):
            chosen = y[image, anchor, row, column]
            xy = chosen[:, :2].sigmoid() * 2 - 0.5
            wh = (chosen[:, 2:4].sigmoid() * 2) ** 2 * sizes[anchor]
            offset = torch.cat((matched[:, 2:4] - torch.stack((column, row), 1), matched[:, 4:]), 1)
            complete, iou = ciou(torch.cat((xy, wh), 1), offset)
            box = box + (1 - complete).mean()
            order = iou.detach().argsort()  # where two objects want one cell, the better box says how good it is
            wanted[image[order], anchor[order], row[order], column[order]] = iou.detach()[order]
            classes = F.one_hot(matched[:, 1].long(), y.shape[4] - 5).float()
            label = label + F.binary_cross_entropy_with_logits(chosen[:, 5:], classes)
        objectness = objectness + BALANCE[level] * F.binary_cross_entropy_with_logits(y[..., 4], wanted)
    return box_weight * box + OBJECTNESS * objectness + CLASS * label, (box, objectness, label)
