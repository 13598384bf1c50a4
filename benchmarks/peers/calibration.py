"""Calibration, side by side: octet calibrate and the calibrators of onnxruntime.quantization.

    python3 -m venv venv && venv/bin/pip install -r calibration-requirements.txt
    venv/bin/python calibration.py model.onnx photos/ --limit 32

Every run is a fresh process; wall time and peak resident memory are those of the whole process, from the operating
system. The calibrators get letterboxed float tensors from files that are written beforehand, outside their time, while
octet decodes and letterboxes the images in its own. "calibrator s" is the part of the process that is spent in the
calibrator alone, without start-up and imports. The tools take turns, --runs times; medians are printed, and ratios to
octet's whole process. At the end the exact extremes of the MinMax calibrator and of octet's table are compared: they show
that both saw the same tensors.
"""
import argparse
import json
import os
import platform
import statistics
import sys
import time
from pathlib import Path

from children import Failed, measured
from letterbox import letterboxed

METHODS = ["MinMax", "Percentile", "Entropy"]
IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
HERE = Path(__file__).resolve()


def prepare(model, images, preprocess, folder):
    """Writes one letterboxed tensor [1, 3, H, W] float32 for each image, as Letterbox.yolo or yolox of octet does."""
    import numpy as np
    import onnx

    dimensions = onnx.load(model, load_external_data=False).graph.input[0].type.tensor_type.shape.dim
    height, width = dimensions[2].dim_value, dimensions[3].dim_value
    for index, path in enumerate(images):
        np.save(folder / f"{index:05}.npy", letterboxed(path, width, height, preprocess))


def calibrate(model, method, op_types, folder, answer):
    """What the child of one calibrator does; every setting but the operators is the library's default."""
    import numpy as np
    import onnxruntime
    from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, create_calibrator

    onnxruntime.set_default_logger_severity(3)

    class Tensors(CalibrationDataReader):
        def __init__(self, name):
            self.name = name
            self.files = iter(sorted(folder.glob("*.npy")))

        def get_next(self):
            file = next(self.files, None)
            return None if file is None else {self.name: np.load(file)}

    start = time.perf_counter()
    calibrator = create_calibrator(
        model, op_types, str(folder / f"{method}.onnx"), calibrate_method=getattr(CalibrationMethod, method))
    calibrator.collect_data(Tensors(calibrator.infer_session.get_inputs()[0].name))
    data = calibrator.compute_data()
    seconds = time.perf_counter() - start
    ranges = {name: [float(np.min(v.range_value[0])), float(np.max(v.range_value[1]))] for name, v in data.items()}
    Path(answer).write_text(json.dumps({"calibratorSeconds": seconds, "ranges": ranges}))


def extremes(table, ranges):
    """Tensors that both name, and the largest difference of an extreme, as a part of its tensor's range."""
    worst = 0.0
    shared = [t for t in table["tensors"] if t["name"] in ranges]
    for tensor in shared:
        low, high = tensor["range"]
        found = ranges[tensor["name"]]
        width = max(high, 0) - min(low, 0) or 1.0
        worst = max(worst, abs(found[0] - low) / width, abs(found[1] - high) / width)
    return {"tensors": len(shared), "largestDifference": worst}


def medians(name, runs, octet):
    row = {"tool": name, "runs": runs}
    for key in runs[0]:
        row[key] = statistics.median(run[key] for run in runs)
    if octet:
        row["timesOctetSeconds"] = row["seconds"] / octet["seconds"]
        row["calibratorTimesOctetSeconds"] = row["calibratorSeconds"] / octet["seconds"]
        row["timesOctetPeak"] = row["peakMiB"] / octet["peakMiB"]
    return row


def show(report):
    print(f"{report['model']}, {report['images']} images, {report['runs']} runs each, {report['machine']}")
    print(f"{'':24} {'process s':>10} {'calibrator s':>13} {'peak MiB':>9} {'process':>9} {'calibrator':>11} {'memory':>8}")
    for row in report["tools"]:
        line = f"{row['tool']:24} {row['seconds']:10.2f} {row.get('calibratorSeconds', float('nan')):13.2f}"
        line += f" {row['peakMiB']:9.0f}"
        if "timesOctetPeak" in row:
            line += f" {row['timesOctetSeconds']:8.1f}x {row['calibratorTimesOctetSeconds']:10.1f}x"
            line += f" {row['timesOctetPeak']:7.1f}x"
        print(line.replace("nan", "  -"))
    if "extremes" in report:
        same = report["extremes"]
        print(f"extremes of {same['tensors']} tensors differ by at most {same['largestDifference']:.1e} of the range")


def compare(options):
    images = sorted(p for p in options.images.iterdir() if p.suffix.lower() in IMAGES)[:options.limit]
    folder = options.folder.resolve()
    photos, tensors = folder / "photos", folder / "tensors"
    for made in photos, tensors:
        made.mkdir(parents=True, exist_ok=True)
        for old in made.iterdir():
            old.unlink()
    for image in images:
        (photos / image.name).symlink_to(image.resolve())
    common = [sys.executable, str(HERE), str(options.model.resolve()), str(photos), "--preprocess", options.preprocess]
    common += ["--folder", str(folder), "--op-types", options.op_types]
    measured([*common, "--child", "prepare"], folder / "prepare.log")
    table = folder / "octet.calibration"
    runs = {name: [] for name in ["octet", *options.methods.split(",")]}
    answers = {}
    for _ in range(options.runs):
        for name, done in runs.items():
            log = folder / f"{name}.log"
            if name == "octet":
                command = [str(options.octet.resolve()), "calibrate", str(options.model.resolve()), "--images", str(photos)]
                command += ["--preprocess", options.preprocess, "-o", str(table), "--quiet"]
                done.append(measured(command, log, OCTET_NO_BUILD="1"))
            else:
                run = measured([*common, "--child", name], log)
                answers[name] = json.loads((folder / f"{name}.json").read_text())
                done.append({**run, "calibratorSeconds": answers[name]["calibratorSeconds"]})
            print(f"{name}: {done[-1]['seconds']:.2f} s, {done[-1]['peakMiB']:.0f} MiB", file=sys.stderr, flush=True)
    octet = medians("octet calibrate", runs["octet"], None)
    rows = [octet] + [medians(f"onnxruntime {n}", r, octet) for n, r in runs.items() if n != "octet"]
    report = {
        "schema": "octet.peers.calibration/1", "model": options.model.name, "images": len(images), "runs": options.runs,
        "opTypes": options.op_types, "machine": f"{os.cpu_count()} {platform.machine()} cores", "tools": rows}
    if "MinMax" in answers:
        report["extremes"] = extremes(json.loads(table.read_text()), answers["MinMax"]["ranges"])
    print(json.dumps(report, indent=2)) if options.json else show(report)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("images", type=Path, help="folder")
    parser.add_argument("--limit", type=int, default=128, help="use the first images only; 128 may take 17 GB")
    parser.add_argument("--preprocess", choices=["yolo", "yolox"], default="yolox")
    parser.add_argument("--op-types", default="all", help="all, or those whose inputs and outputs are calibrated: Conv,Add")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--octet", type=Path, default=HERE.parents[2] / "octet", help="launcher")
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "target/peers-calibration")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    tensors = options.folder / "tensors"
    if options.child == "prepare":
        prepare(options.model, sorted(options.images.iterdir()), options.preprocess, tensors)
    elif options.child:
        op_types = None if options.op_types == "all" else options.op_types.split(",")
        answer = options.folder / f"{options.child}.json"
        calibrate(str(options.model), options.child, op_types, tensors, answer)
    else:
        try:
            compare(options)
        except Failed as failure:
            sys.exit(str(failure))


if __name__ == "__main__":
    main()
