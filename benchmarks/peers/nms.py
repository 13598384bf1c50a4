"""From rows of box, objectness and class probabilities to detections, as the scripts of the YOLO family do it, in NumPy."""

import numpy as np

MAX_CANDIDATES = 30_000
MAX_DETECTIONS = 300
CLASS_OFFSET = 4096
EVALUATION = 0.1


def candidates(rows, confidence):
    """Boxes as edges, scores and classes: the best class of a row, for evaluation every one."""
    rows = rows[rows[:, 4] > confidence]
    scores = rows[:, 5:] * rows[:, 4:5]
    half = rows[:, 2:4] / 2
    boxes = np.concatenate([rows[:, :2] - half, rows[:, :2] + half], 1)
    if confidence < EVALUATION:
        row, label = np.nonzero(scores > confidence)
    else:
        label = scores.argmax(1)
        row = np.arange(len(label))
    score = scores[row, label]
    kept = score > confidence
    order = np.argsort(-score[kept], kind="stable")[:MAX_CANDIDATES]
    return boxes[row[kept][order]], score[kept][order], label[kept][order]


def greedy(boxes, iou):
    """Positions that are left of boxes by falling score; torchvision.ops.nms in NumPy."""
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    left = np.arange(len(boxes))
    kept = []
    while len(left) and len(kept) < MAX_DETECTIONS:
        best, left = left[0], left[1:]
        kept.append(best)
        near = np.minimum(boxes[best, 2:], boxes[left, 2:]) - np.maximum(boxes[best, :2], boxes[left, :2])
        both = near.clip(0).prod(1)
        left = left[both <= iou * (area[best] + area[left] - both)]
    return kept


def with_numpy(rows, confidence, iou):
    boxes, scores, labels = candidates(rows, confidence)
    kept = greedy(boxes + labels[:, None] * np.float32(CLASS_OFFSET), iou)
    return boxes[kept], scores[kept], labels[kept]


def with_opencv(rows, confidence, iou):
    import cv2

    boxes, scores, labels = candidates(rows, confidence)
    sized = np.concatenate([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]], 1)
    kept = cv2.dnn.NMSBoxesBatched(sized, scores, labels.astype(np.int32), confidence, iou)[:MAX_DETECTIONS]
    return boxes[kept], scores[kept], labels[kept]
