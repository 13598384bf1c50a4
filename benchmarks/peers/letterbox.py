"""Photos as tensors, as octet makes them."""


def letterboxed(path, width, height, preprocess):
    """A photo as a tensor [1, 3, height, width] float32, as Letterbox.yolo or yolox of octet makes it."""
    import numpy as np

    canvas = on_canvas(path, width, height, preprocess)
    if preprocess == "yolo":
        tensor = canvas[:, :, ::-1].transpose(2, 0, 1) * np.float32(1 / 255)
    else:
        tensor = canvas.transpose(2, 0, 1).astype(np.float32)
    return np.ascontiguousarray(tensor[None])


def letterboxed_blob(path, width, height, preprocess):
    """The same by OpenCV's own conversion, which is faster."""
    import cv2

    yolo = preprocess == "yolo"
    return cv2.dnn.blobFromImage(on_canvas(path, width, height, preprocess), 1 / 255 if yolo else 1.0, swapRB=yolo)


def on_canvas(path, width, height, preprocess):
    """The photo decoded, resized and laid on its ground, [height, width, 3] uint8, BGR."""
    import cv2
    import numpy as np

    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    h, w = picture.shape[:2]
    r = min(height / h, width / w)
    whole = round if preprocess == "yolo" else int
    size = whole(w * r), whole(h * r)
    scaled = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR) if size != (w, h) else picture
    left, top = 0, 0
    if preprocess == "yolo":
        left, top = round((width - size[0]) / 2 - 0.1), round((height - size[1]) / 2 - 0.1)
    canvas = np.full((height, width, 3), 114, np.uint8)
    canvas[top:top + size[1], left:left + size[0]] = scaled
    return canvas
