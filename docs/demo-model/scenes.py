"""Scenes that `octet demo --scenes` drew, letterboxed as Octet does it, in random order and random variants."""

import json
from pathlib import Path

import cv2
import numpy as np
import torch

cv2.setNumThreads(1)

SIZE = 320
SMALL_SIZE = 192  # where training begins, for speed
PAD = 114


class Scenes:
    def __init__(self, folder):
        folder = Path(folder)
        truth = json.loads((folder / "instances.json").read_text())
        self.classes = len(truth["categories"])
        boxes = {}
        for one in truth["annotations"]:
            boxes.setdefault(one["image_id"], []).append((one["category_id"] - 1, *one["bbox"]))
        cache = folder / f"letterboxed-{SIZE}.npy"
        shape = (len(truth["images"]), SIZE, SIZE, 3)
        fresh = not cache.exists()
        if fresh:
            pixels = np.lib.format.open_memmap(cache.with_suffix(".part"), "w+", np.uint8, shape)
        self.targets = []
        for index, image in enumerate(truth["images"]):
            scale = min(SIZE / image["width"], SIZE / image["height"])
            width, height = round(image["width"] * scale), round(image["height"] * scale)
            left, top = (SIZE - width) // 2, (SIZE - height) // 2
            if fresh:
                picture = cv2.imread(str(folder / "images" / image["file_name"]))
                picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR)
                pixels[index] = PAD
                pixels[index, top : top + height, left : left + width] = picture[..., ::-1]
            rows = np.array(boxes.get(image["id"], []), np.float32).reshape(-1, 5)
            corner, size = rows[:, 1:3] * scale + (left, top), rows[:, 3:5] * scale
            self.targets.append(np.concatenate((rows[:, :1], corner + size / 2, size), 1).astype(np.float32))
        if fresh:
            pixels.flush()
            cache.with_suffix(".part").rename(cache)
        self.pixels = np.load(cache, mmap_mode="r")

    def __len__(self):
        return len(self.targets)

    def batch(self, indices, size, random):
        """Images [n, 3, size, size], RGB 0..1, and rows of (image, class, cx, cy, w, h), px."""
        images, rows = [], []
        for place, index in enumerate(indices):
            pixels, target = self.pixels[index], self.targets[index].copy()
            if size != SIZE:
                pixels = cv2.resize(pixels, (size, size), interpolation=cv2.INTER_AREA)
                target[:, 1:] *= size / SIZE
            if random.random() < 0.5:
                pixels, target[:, 1] = pixels[:, ::-1], size - target[:, 1]
            if random.random() < 0.5:
                pixels, target[:, 2] = pixels[::-1], size - target[:, 2]
            if random.random() < 0.5:
                pixels, target = pixels.transpose(1, 0, 2), target[:, (0, 2, 1, 4, 3)]
            images.append(np.ascontiguousarray(pixels[..., random.permutation(3)]))
            rows.append(np.concatenate((np.full((len(target), 1), place, np.float32), target), 1))
        x = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).float() / 255
        gain = torch.from_numpy(random.uniform(0.7, 1.3, (len(images), 1, 1, 1)).astype(np.float32))
        return (x * gain).clamp(0, 1), torch.from_numpy(np.concatenate(rows))
