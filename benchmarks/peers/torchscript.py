"""A file of octet export --to torchscript in PyTorch from PyPI, beside ONNX Runtime on the INT8 model that it was made from.

    python3 -m venv venv && venv/bin/pip install -r torchscript-requirements.txt
    venv/bin/python torchscript.py model.pt model.int8.onnx photos/ --preprocess yolo --limit 8

Each engine of PyTorch's quantized layers runs the same photos. A step is 1/255 of the range that values of one kind (a place
on the last axis; the second axis of images) have in ONNX Runtime's output. ONNX Runtime runs with exact sums, and a second
time without its fusions: what its own arithmetic differs by when the order of roundings changes.
"""
import argparse
import json
from pathlib import Path

import numpy as np

from letterbox import letterboxed

IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}


def in_steps(expected, actual):
    """Largest difference in steps, and the share of values that differ by more than half a step."""
    axis = 1 if expected.ndim == 4 else expected.ndim - 1
    others = tuple(a for a in range(expected.ndim) if a != axis)
    step = (expected.max(axis=others, keepdims=True) - expected.min(axis=others, keepdims=True)) / 255
    steps = np.abs(expected - actual) / np.maximum(step, 1e-30)
    return float(steps.max()), float((steps > 0.5).mean())


def session(model, fused=True):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.x64quantprecision", "1")
    if not fused:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def torch_outputs(script, engine, tensors):
    import torch

    torch.backends.quantized.engine = engine
    extra = {"octet.json": ""}
    module = torch.jit.load(script, _extra_files=extra)
    with torch.no_grad():
        made = [module(torch.from_numpy(tensor)) for tensor in tensors]
    outputs = [[one.numpy() for one in (m if isinstance(m, (list, tuple)) else [m])] for m in made]
    return json.loads(extra["octet.json"]), outputs


def row(name, expected, actual):
    pairs = [in_steps(e, a) for es, as_ in zip(expected, actual) for e, a in zip(es, as_)]
    largest = max(float(np.abs(e - a).max()) for es, as_ in zip(expected, actual) for e, a in zip(es, as_))
    print(f"| {name} | {max(p[0] for p in pairs):.2f} | {largest:.4g} | {100 * np.mean([p[1] for p in pairs]):.4f} % |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script")
    parser.add_argument("model")
    parser.add_argument("photos")
    parser.add_argument("--preprocess", default="yolo", choices=["yolo", "yolox"])
    parser.add_argument("--limit", type=int, default=8)
    parser.add_argument("--engines", nargs="+", default=["qnnpack", "x86"])
    args = parser.parse_args()
    import torch

    reference = session(args.model)
    image = reference.get_inputs()[0]
    _, _, height, width = image.shape
    files = sorted(p for p in Path(args.photos).iterdir() if p.suffix.lower() in IMAGES)[:args.limit]
    tensors = [letterboxed(file, width, height, args.preprocess) for file in files]
    expected = [reference.run(None, {image.name: tensor}) for tensor in tensors]
    print(f"PyTorch {torch.__version__}, {len(tensors)} photos, {args.script}")
    print("| runs it | most steps | largest difference | values beyond half a step |\n|---|---|---|---|")
    for engine in args.engines:
        facts, outputs = torch_outputs(args.script, engine, tensors)
        row(f"PyTorch, {engine}", expected, outputs)
    plain = session(args.model, fused=False)
    row("ONNX Runtime, not fused", expected, [plain.run(None, {image.name: tensor}) for tensor in tensors])
    print(f"made from {facts['model']} by Octet {facts['octet']}, head {facts['head']}")


if __name__ == "__main__":
    main()
