"""Accuracy, side by side: octet quantize, onnxruntime.quantization and NVIDIA's Model Optimizer.

    python3 -m venv venv && venv/bin/pip install -r accuracy-requirements.txt
    python3 -m venv venv-modelopt && venv-modelopt/bin/pip install -r accuracy-modelopt-requirements.txt
    venv/bin/python accuracy.py model.onnx photos/ instances.json --preprocess yolox --folds 4 \
        --modelopt-python venv-modelopt/bin/python

With --folds K the photos are sorted by name, and fold k holds out those whose index leaves k when divided by K: a tool
calibrates on the others, its model is measured on the held-out ones, and the detections of all folds are scored together.
With --folds 1 a tool calibrates and is measured on all. Every model, whoever made it, is run and scored by octet evaluate,
whose mAP equals pycocotools', in ONNX Runtime sessions that do not saturate.

The peers get letterboxed float tensors from files that are written beforehand, outside their time; octet decodes and
letterboxes in its own. "seconds", "CPU s" and "MiB" are those of the whole process that quantized in the first fold, from
the operating system. A tensor's range depends neither on the scheme nor on which operators are quantized, so that
onnxruntime's calibrators run once for all of them, in a process of their own; its cost is added to that of quantize_static.
Only one process works at a time.

"by hand" is what a person who knows the model would ask onnxruntime for: convolutions only, without the last ones of the
head and what comes after them. Rows with per_channel=True are made from the model at operator set 13 or later, since the
library writes files that cannot be loaded from an older one; the converted model computes the same.

Results are kept in the folder as they come: the same command goes on after a stop. --only PATTERN measures some rows, and
--first N the first folds alone: drops are then from the float model's mAP on the same photos.
"""
import argparse
import fnmatch
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from children import Failed, measured
from letterbox import letterboxed

HERE = Path(__file__).resolve()
IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
# A calibrator's settings; those of one collection differ in what they take from the same histograms.
COLLECTIONS = {
    "MinMax": {"MinMax": {}},
    "Entropy": {"Entropy": {}},
    "Percentile": {f"Percentile {p}": {"percentile": p} for p in (99.999, 99.99, 99.9)},
    "Percentile, each side": {f"Percentile {p}, each side": {"percentile": p, "symmetric": False} for p in (99.99, 99.9)},
}


def rows():
    """What is measured, the most telling first: name -> how."""
    found = {"float": {"tool": "float"}}
    for target in "onnxruntime", "tensorrt":
        found[f"octet {target}"] = {"tool": "octet", "target": target}
    found["onnxruntime defaults"] = {"tool": "onnxruntime", "mode": "MinMax", "defaults": True}

    def add(mode, scheme, hand):
        name = f"onnxruntime {mode}, {scheme}" + (", by hand" if hand else "")
        found[name] = {"tool": "onnxruntime", "mode": mode, "scheme": scheme, "hand": hand}

    for mode in "MinMax", "Entropy", "Percentile 99.999":
        add(mode, "affine", False)
        add(mode, "symmetric", False)
    add("Percentile 99.9", "affine", True)
    add("Percentile 99.9", "symmetric", True)
    for method in "entropy", "max":
        found[f"modelopt {method}"] = {"tool": "modelopt", "method": method}
    for mode in "Percentile 99.99", "Percentile 99.9":
        add(mode, "affine", False)
        add(mode, "symmetric", False)
    for mode in "MinMax", "Entropy", "Percentile 99.999", "Percentile 99.99":
        add(mode, "affine", True)
        add(mode, "symmetric", True)
    for mode in COLLECTIONS["Percentile, each side"]:
        add(mode, "affine", False)
        add(mode, "affine", True)
    return found


def plain(name):
    """A name of a file."""
    return name.replace(" ", "_").replace(",", "")


# What children do


def prepare(model, photos, preprocess, folder):
    """Writes each photo's letterboxed tensor [1, 3, H, W], and the model at operator set 13 with every node named."""
    import numpy as np
    import onnx
    import onnx.version_converter

    made = onnx.load(model)
    dimensions = made.graph.input[0].type.tensor_type.shape.dim
    height, width = dimensions[2].dim_value, dimensions[3].dim_value
    if max(entry.version for entry in made.opset_import if not entry.domain) < 13:
        made = onnx.version_converter.convert_version(made, 13)
    for index, node in enumerate(made.graph.node):
        node.name = node.name or f"{node.op_type}_{index}"
    onnx.save(made, folder / "opset13.onnx")
    shutil.copyfile(model, folder / "model.onnx")  # the peers write beside what they read
    for path in photos:
        tensor = letterboxed(path, width, height, preprocess)
        np.save(folder / "tensors" / f"{path.name}.npy", tensor)


def reader(model, files):
    """The tensors of these files, one at a time, as onnxruntime's calibrators ask for them."""
    import numpy as np
    import onnx
    from onnxruntime.quantization import CalibrationDataReader

    name = onnx.load(model, load_external_data=False).graph.input[0].name

    class Tensors(CalibrationDataReader):
        def __init__(self):
            self.files = iter(files)

        def get_next(self):
            file = next(self.files, None)
            return None if file is None else {name: np.load(file)}

    return Tensors()


def ranges(work):
    """Calibrates once with each of these settings, which differ in the percentile alone; writes quantize_static's caches."""
    from onnxruntime.quantization import CalibrationMethod, create_calibrator
    from onnxruntime.quantization.calibrate import save_tensors_data
    from onnxruntime.quantization.registry import QDQRegistry, QLinearOpsRegistry

    settings = list(work["settings"].values())
    calibrator = create_calibrator(
        work["model"], list({*QLinearOpsRegistry, *QDQRegistry}), work["scratch"],
        calibrate_method=getattr(CalibrationMethod, work["calibrator"]), extra_options=settings[0])
    calibrator.collect_data(reader(work["model"], work["tensors"]))
    for name, setting in work["settings"].items():
        if "percentile" in setting:
            calibrator.collector.percentile = setting["percentile"]
        save_tensors_data(calibrator.compute_data(), work["caches"][name])


def behind_all_convolutions(model):
    """Names of the last convolutions of every branch, and of all nodes behind them."""
    import onnx

    graph = onnx.load(model, load_external_data=False).graph
    readers = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    leads = {}  # name of a node -> whether a convolution is strictly behind it

    def leads_on(node):
        if node.name not in leads:
            behind = [reading for name in node.output for reading in readers.get(name, [])]
            leads[node.name] = any(reading.op_type == "Conv" or leads_on(reading) for reading in behind)
        return leads[node.name]

    for node in reversed(graph.node):  # in topological order, so that the recursion stays shallow
        leads_on(node)
    return [node.name for node in graph.node if not leads[node.name]]


def quantize_static(work):
    """onnxruntime's quantize_static; with a cache of ranges it does not calibrate again."""
    from onnxruntime import quantization

    settings = {}
    if not work["defaults"]:
        symmetric = work["scheme"] == "symmetric"
        settings = {
            "quant_format": quantization.QuantFormat.QDQ, "per_channel": True,
            "extra_options": {"ActivationSymmetric": symmetric}, "calibration_cache_path": work["cache"],
            "activation_type": quantization.QuantType.QInt8 if symmetric else quantization.QuantType.QUInt8,
            "weight_type": quantization.QuantType.QInt8,
            "calibrate_method": getattr(quantization.CalibrationMethod, work["calibrator"])}
        if work["hand"]:
            settings["op_types_to_quantize"] = ["Conv"]
            settings["nodes_to_exclude"] = behind_all_convolutions(work["model"])
    quantization.quantize_static(work["model"], work["output"], reader(work["model"], work["tensors"]), **settings)


def modelopt(work):
    """Model Optimizer's quantize, in integers and float32."""
    import numpy as np
    import onnx
    from modelopt.onnx.quantization import quantize

    name = onnx.load(work["model"], load_external_data=False).graph.input[0].name
    quantize(
        work["model"], quantize_mode="int8", calibration_method=work["method"], calibration_eps=["cpu"],
        calibration_data={name: np.concatenate([np.load(file) for file in work["tensors"]])},
        high_precision_dtype="fp32", output_path=work["output"])


# What the parent does


class Comparison:
    def __init__(self, options):
        self.options = options
        self.folder = options.folder.resolve() / options.model.resolve().parent.name / options.model.stem
        self.folder.mkdir(parents=True, exist_ok=True)
        self.model = options.model.resolve()
        self.store = self.folder / "results.json"
        self.results = json.loads(self.store.read_text()) if self.store.exists() else {}
        self.photos = sorted(p for p in options.images.resolve().iterdir() if p.suffix.lower() in IMAGES)
        self.folds = []
        for fold in range(options.folds):
            held = [p for i, p in enumerate(self.photos) if options.folds == 1 or i % options.folds == fold]
            taken = [p for i, p in enumerate(self.photos) if options.folds == 1 or i % options.folds != fold]
            self.folds.append((taken, held))

    def save(self):
        fresh = self.store.with_suffix(".new")
        fresh.write_text(json.dumps(self.results, indent=2))
        fresh.replace(self.store)

    def child(self, job, log, work, python=sys.executable):
        parameters = log.with_suffix(".work.json")
        parameters.write_text(json.dumps(work))
        # Histograms of many photos are large: where memory runs out, this process is the one to go.
        return measured(
            ["sh", "-c", 'echo 1000 >/proc/self/oom_score_adj; exec "$@"', "sh",
             python, str(HERE), "--child", job, str(parameters)], log)

    def octet(self, arguments, log):
        return measured([str(self.options.octet.resolve()), *arguments], log, OCTET_NO_BUILD="1")

    def prepare(self):
        """The tensors, and for every fold a folder of its calibration photos and the annotations of the held-out ones."""
        if (self.folder / "prepared").exists():
            return
        (self.folder / "tensors").mkdir(exist_ok=True)
        self.child("prepare", self.folder / "prepare.log", {
            "model": str(self.model), "photos": [str(p) for p in self.photos], "preprocess": self.options.preprocess,
            "folder": str(self.folder)})
        for fold, (taken, held) in enumerate(self.folds):
            photos = self.folder / f"fold{fold}" / "photos"
            photos.mkdir(parents=True, exist_ok=True)
            for photo in taken:
                link = photos / photo.name
                if not link.exists():
                    link.symlink_to(photo)
            self.annotate({photo.name for photo in held}, photos.parent / "instances.json")
        (self.folder / "prepared").touch()

    def annotate(self, names, file):
        """Writes what is annotated on these photos."""
        truth = json.loads(self.options.annotations.read_text())
        listed = [image for image in truth["images"] if Path(image["file_name"]).name in names]
        known = {image["id"] for image in listed}
        part = [entry for entry in truth["annotations"] if entry["image_id"] in known]
        file.write_text(json.dumps({**truth, "images": listed, "annotations": part}))

    def tensors(self, fold):
        taken = self.folds[fold][0]
        return [str(self.folder / "tensors" / f"{photo.name}.npy") for photo in taken]

    def cache(self, fold, mode):
        """The ranges of one calibrator, computed where they are not there yet, and what it cost to compute them."""
        home = self.folder / f"fold{fold}" / "ranges"
        home.mkdir(exist_ok=True)
        collection, settings = next((c, s) for c, s in COLLECTIONS.items() if mode in s)
        caches = {name: str(home / f"{plain(name)}.json") for name in settings}
        paid = home / f"{plain(collection)}.cost.json"
        if not paid.exists():
            cost = self.child("ranges", home / f"{plain(collection)}.log", {
                "model": str(self.folder / "opset13.onnx"), "scratch": str(home / "scratch.onnx"), "settings": settings,
                "calibrator": mode.split()[0], "tensors": self.tensors(fold), "caches": caches})
            paid.write_text(json.dumps(cost))
        return caches[mode], json.loads(paid.read_text())

    def quantize(self, row, fold, output, log):
        """Makes the model of one row and fold; what that cost."""
        if row["tool"] == "octet":
            return self.octet([
                "quantize", str(self.model), "--images", str(self.folder / f"fold{fold}" / "photos"),
                "--preprocess", self.options.preprocess, "--target", row["target"], "-o", str(output), "--quiet"], log)
        work = {"output": str(output), "tensors": self.tensors(fold)}
        if row["tool"] == "modelopt":
            work.update(model=str(self.folder / "model.onnx"), method=row["method"])
            return self.child("modelopt", log, work, str(self.options.modelopt_python.absolute()))
        if row.get("defaults"):
            return self.child("quantize_static", log, {**work, "model": str(self.folder / "model.onnx"), "defaults": True})
        work["cache"], calibration = self.cache(fold, row["mode"])
        cost = self.child("quantize_static", log, {
            **work, "model": str(self.folder / "opset13.onnx"), "defaults": False, "calibrator": row["mode"].split()[0],
            "scheme": row["scheme"], "hand": row["hand"]})
        return {key: max(cost[key], calibration[key]) if key == "peakMiB" else cost[key] + calibration[key] for key in cost}

    def evaluate(self, model, fold, detections, log):
        self.octet([
            "evaluate", str(model), "--images", str(self.options.images.resolve()), "--annotations",
            str(self.folder / f"fold{fold}" / "instances.json"), "--preprocess", self.options.preprocess,
            "--head", self.options.preprocess, "--detections", str(detections)], log)

    def measure(self, name, row):
        result = self.results.setdefault(name, {"folds": {}, "maps": {}})
        many = str(self.options.first)
        if many in result["maps"] or "failed" in result:
            return
        pooled, photos = [], set()
        for fold in range(self.options.first):
            home = self.folder / f"fold{fold}" / plain(name)
            home.mkdir(exist_ok=True)
            detections = home / "detections.json"
            if str(fold) not in result["folds"]:
                cost, output = None, self.model
                if row["tool"] != "float":
                    output = home / "int8.onnx"
                    cost = self.quantize(row, fold, output, home / "quantize.log")
                self.evaluate(output, fold, detections, home / "evaluate.log")
                result["folds"][str(fold)] = {"cost": cost, "photos": len(self.folds[fold][0])}
                self.save()
            pooled += json.loads(detections.read_text())
            photos.update(photo.name for photo in self.folds[fold][1])
        together, truth = self.folder / "pooled.json", self.folder / "truth.json"
        together.write_text(json.dumps(pooled))
        self.annotate(photos, truth)
        answer = subprocess.run(
            [str(self.options.octet.resolve()), "evaluate", "--json", "--detections", str(together), "--annotations",
             str(truth)],
            env={**os.environ, "OCTET_NO_BUILD": "1"}, stdout=subprocess.PIPE, check=True)
        result["maps"][many] = json.loads(answer.stdout)["map"]
        self.save()

    def table(self):
        print(f"\n{self.model.name}, {len(self.folds)} folds, {len(self.folds[0][0])} photos calibrate\n")
        print("| what | folds | mAP | drop, points | seconds | CPU s | MiB |\n|---|---|---|---|---|---|---|")
        for name in rows():
            result = self.results.get(name, {})
            if "failed" in result:
                print(f"| {name} | | failed: {result['failed'].strip().splitlines()[-1]} | | | | |")
            elif result.get("maps"):
                many = max(result["maps"], key=int)
                score, base = result["maps"][many], self.results["float"]["maps"].get(many)
                drop = "-" if base is None else f"{100 * (base - score):.2f}"
                cost = result["folds"]["0"]["cost"]
                costs = f"{cost['seconds']:.1f} | {cost['cpuSeconds']:.1f} | {cost['peakMiB']:.0f}" if cost else "- | - | -"
                print(f"| {name} | {many} | {score:.4f} | {drop} | {costs} |")

    def run(self):
        self.prepare()
        for name, row in rows().items():
            if name != "float" and not fnmatch.fnmatch(name, self.options.only):
                continue
            if row["tool"] == "modelopt" and not self.options.modelopt_python:
                continue
            start = time.perf_counter()
            try:
                self.measure(name, row)
                score = self.results[name]["maps"].get(str(self.options.first))
                outcome = "failed before" if score is None else f"{score:.4f}"
            except Failed as failure:
                # A peer that fails is a result too; delete it from the file of results to have it tried again.
                self.results[name]["failed"] = outcome = str(failure)
                self.save()
            print(f"{name}: {outcome} ({time.perf_counter() - start:.0f} s)", file=sys.stderr, flush=True)
        print(json.dumps(self.results, indent=2)) if self.options.json else self.table()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("images", type=Path, help="folder")
    parser.add_argument("annotations", type=Path, help="COCO instances file of the images")
    parser.add_argument("--preprocess", choices=["yolo", "yolox"], default="yolox", help="and the model's head")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--first", type=int, help="measure the first folds only")
    parser.add_argument("--only", default="*", help="rows whose name matches this pattern: 'modelopt*'")
    parser.add_argument("--modelopt-python", type=Path, help="Python that has Model Optimizer; without it, no such rows")
    parser.add_argument("--octet", type=Path, default=HERE.parents[2] / "octet", help="launcher")
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "target/peers-accuracy")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.first = options.first or options.folds
    Comparison(options).run()


def child(job, parameters):
    work = json.loads(Path(parameters).read_text())
    if job == "prepare":
        prepare(work["model"], [Path(p) for p in work["photos"]], work["preprocess"], Path(work["folder"]))
    else:
        {"ranges": ranges, "quantize_static": quantize_static, "modelopt": modelopt}[job](work)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        main()
