"""TensorFlow Lite files, side by side: octet export --to tflite and TensorFlow's own converter.

    python3 -m venv venv && venv/bin/pip install -r tflite-requirements.txt
    venv/bin/python tflite.py model.onnx photos/ instances.json --preprocess yolox --head yolox --octet ../../octet

Both start from the same ONNX file and calibrate on the same photos, all of them. TensorFlow has no reader of ONNX: onnx2tf
makes a SavedModel first, whose time is a row of its own. The converter gets letterboxed float tensors that were made
before, outside its time; octet decodes and letterboxes in its own. Every file, whoever wrote it, is run and scored by octet
evaluate in TensorFlow Lite with XNNPACK. "seconds" are those of one conversion, without repetition, the start of TensorFlow
or of the JVM included.
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from letterbox import letterboxed

IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
PRECISIONS = "int8", "dynamic-range", "float16"


def photos(folder):
    return sorted(p for p in Path(folder).iterdir() if p.suffix.lower() in IMAGES)


def convert(saved, precision, tensors, output):
    """In a process of its own: what a user of TensorFlow writes."""
    import numpy as np
    import tensorflow as tf

    converter = tf.lite.TFLiteConverter.from_saved_model(saved)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision == "int8":
        def representative():
            for file in sorted(Path(tensors).glob("*.npy")):
                yield [np.load(file).transpose(0, 2, 3, 1)]

        converter.representative_dataset = representative
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    if precision == "float16":
        converter.target_spec.supported_types = [tf.float16]
    Path(output).write_bytes(converter.convert())


def timed(command, folder=None):
    begin = time.monotonic()
    ended = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if ended.returncode != 0:
        raise RuntimeError(f"{command[0]} failed ({ended.returncode}): {ended.stderr[-2000:]}")
    return time.monotonic() - begin


def evaluated(octet, file, args):
    command = [*octet, "evaluate", str(file), "--images", args.photos, "--annotations", args.annotations, "--json"]
    if args.head:
        command += ["--head", args.head]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode != 0:
        raise RuntimeError(f"octet evaluate {file} failed: {ended.stderr[-2000:]}")
    return json.loads(ended.stdout)["map"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("photos")
    parser.add_argument("annotations")
    parser.add_argument("--preprocess", choices=["yolo", "yolox"], required=True)
    parser.add_argument("--head", help="for octet evaluate, as a file of TensorFlow's does not say it")
    parser.add_argument("--octet", default="octet")
    parser.add_argument("--onnx2tf", action="append", default=[], help="more for onnx2tf, as --onnx2tf=-dsm: no corrections,"
                        " which fail on the decode of YOLOv7")
    parser.add_argument("--work", help="folder for what is made; a new one by default")
    args = parser.parse_args()
    import numpy as np
    import onnx

    shape = [d.dim_value for d in onnx.load(args.model).graph.input[0].type.tensor_type.shape.dim]
    work = Path(args.work or tempfile.mkdtemp(prefix="tflite-"))
    tensors = work / "tensors"
    tensors.mkdir(parents=True, exist_ok=True)
    for photo in photos(args.photos):
        np.save(tensors / f"{photo.stem}.npy", letterboxed(photo, shape[3], shape[2], args.preprocess))
    octet = [args.octet]
    rows = []
    saved = work / "saved"
    # onnx2tf wants photos of its own for checks that it makes; without this file it would download them.
    np.save(work / "calibration_image_sample_data_20x128x128x3_float32.npy",
            np.random.default_rng(1).random((20, 128, 128, 3), dtype=np.float32))
    onnx2tf = Path(sys.executable).with_name("onnx2tf")
    # It writes what it simplified over the model that it is given.
    copied = Path(shutil.copy(args.model, work / "onnx2tf.onnx"))
    seconds = timed(
        [str(onnx2tf), "-i", str(copied.resolve()), "-o", str(saved.resolve()), "-osd", "-n", *args.onnx2tf], work)
    rows.append(("onnx2tf to a SavedModel", None, None, seconds))
    for precision in PRECISIONS:
        file = work / f"tensorflow.{precision}.tflite"
        seconds = timed([sys.executable, __file__, "--convert", str(saved), precision, str(tensors), str(file)])
        rows.append((f"TensorFlow {precision}", evaluated(octet, file, args), file.stat().st_size, seconds))
        print(rows[-1], file=sys.stderr, flush=True)
    for precision in "int8", "int8-float-head", "dynamic-range", "float16":
        file = work / f"octet.{precision}.tflite"
        command = [*octet, "export", args.model, "--to", "tflite", "--precision", precision, "-o", str(file)]
        if precision.startswith("int8"):
            command += ["--images", args.photos]
        seconds = timed(command)
        rows.append((f"octet {precision}", evaluated(octet, file, args), file.stat().st_size, seconds))
        print(rows[-1], file=sys.stderr, flush=True)
    print("| file | mAP | bytes | seconds |\n|---|---|---|---|")
    for name, score, size, seconds in rows:
        print(f"| {name} | {'' if score is None else f'{score:.4f}'} | {size or ''} | {seconds:.1f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--convert"]:
        convert(*sys.argv[2:])
    else:
        main()
