"""What the official YOLOv7 loaders make of the 128 photos: where each lies on its canvas, and some of its pixels.

letterbox() and load_image() are written after utils/datasets.py of https://github.com/WongKinYiu/yolov7, for one
canvas of fixed size (auto=False). One line a photo and case: preset, canvas width and height, file, width and height of
the scaled photo, left, top, and 16 pixels inside it as hexadecimal RGB. See README.md.
"""
import pathlib
import sys

import cv2

PADDING = (114, 114, 114)
CASES = (("yolo", 320, 320), ("yolo", 640, 384), ("yolo-fixed", 320, 320), ("yolo-fixed", 640, 640))


def load_image(image, size):
    h0, w0 = image.shape[:2]
    r = size / max(h0, w0)
    if r != 1:
        interpolation = cv2.INTER_AREA if r < 1 else cv2.INTER_LINEAR
        image = cv2.resize(image, (int(w0 * r), int(h0 * r)), interpolation=interpolation)
    return image


def letterbox(image, new_shape, scaleup):
    shape = image.shape[:2]
    r = min(new_shape[0] / shape[0], new_shape[1] / shape[1])
    if not scaleup:
        r = min(r, 1.0)
    new_unpad = int(round(shape[1] * r)), int(round(shape[0] * r))
    dw, dh = (new_shape[1] - new_unpad[0]) / 2, (new_shape[0] - new_unpad[1]) / 2
    if shape[::-1] != new_unpad:
        image = cv2.resize(image, new_unpad, interpolation=cv2.INTER_LINEAR)
    top, bottom = int(round(dh - 0.1)), int(round(dh + 0.1))
    left, right = int(round(dw - 0.1)), int(round(dw + 0.1))
    image = cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=PADDING)
    return image, new_unpad, left, top


def points(width, height):
    """The corners and twelve places that depend on the size alone."""
    found = [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)]
    state = width * 7919 + height
    while len(found) < 16:
        state = (state * 1103515245 + 12345) % 2**31
        x = state // 16 % width
        state = (state * 1103515245 + 12345) % 2**31
        found.append((x, state // 16 % height))
    return found


def main(folder):
    for preset, width, height in CASES:
        for file in sorted(pathlib.Path(folder).iterdir()):
            image = cv2.imread(str(file))
            if preset == "yolo-fixed":
                image = load_image(image, max(width, height))
            image, (w, h), left, top = letterbox(image, (height, width), scaleup=preset == "yolo")
            assert image.shape[:2] == (height, width)
            pixels = "".join("%02x%02x%02x" % tuple(image[top + y, left + x][::-1]) for x, y in points(w, h))
            print(preset, width, height, file.name, w, h, left, top, pixels)


if __name__ == "__main__":
    main(sys.argv[1])
