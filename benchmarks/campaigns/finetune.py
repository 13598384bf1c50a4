"""What training brings: octet quantize against octet finetune, on photos that neither saw, and on the demo's model at 4 bits.

    python3 benchmarks/campaigns/finetune.py folds model.onnx photos/ instances.json --folds 4 --steps 400 --work work/
    python3 benchmarks/campaigns/finetune.py demo model.onnx train/ test/ test.json --steps 1000 --work work/

"folds": photos are sorted by name, and fold k holds out those whose index leaves k when divided by the number of folds, as in
benchmarks/peers/accuracy.py. Each tool gets the others; its model is measured on the held-out ones, and the detections of
all folds are scored together. Nothing but the head stays in float, since that is where training has something to win;
--option adds options to both commands, --first N does the first folds alone.

"demo": one table of the model at 4-bit weights: without training, with weights trained at fixed scales, and with scales
trained too. The annotations are those of the photos that are measured on. The demo's own pictures are made by
    ./octet demo --scenes 1024 --seed 11 -o train   and   ./octet demo --scenes 1024 --seed 13 -o test

Results are kept in the work folder as they come: the same command goes on after a stop, and so does a training that was
stopped. A fold of 96 photos and 400 steps takes about 25 minutes on one core; --jobs N works on N folds, or rows of the demo's
table, at once, best with --option=--threads=1, since one thread each wastes least.
"""
import argparse
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".webp"}
NO_FLOAT = ["--max-float-macs", "0%", "--repair", "all"]


def rows(options):
    """What is measured: name -> arguments of octet, without model, photos and output; nothing for the float model."""
    steps = ["--steps", str(options.steps)]
    if options.what == "demo":
        four = ["--weights", "linear:4"]
        trained = [
            (f"{name}, seed {seed}", "finetune", [*steps, "--seed", str(seed), *more])
            for seed in options.seeds
            for name, more in (("weights trained, scales fixed", ["--keep-scales"]), ("weights and scales trained", []))]
        return {
            f"{target}: {name}": [command, "--target", target, *NO_FLOAT, *four, *more]
            for target in options.targets
            for name, command, more in (("without training", "quantize", []), *trained)
        }
    return {
        f"{target}: {command}": [command, "--target", target, *NO_FLOAT, *(steps if command == "finetune" else [])]
        for target in options.targets for command in ("quantize", "finetune")
    }


def file_name(name):
    return "".join(c if c.isalnum() else "-" for c in name)


class Campaign:
    def __init__(self, options):
        self.options = options
        self.work = options.work.resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.file = self.work / "results.json"
        self.results = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.truth = json.loads(options.annotations.read_text())
        self.lock = threading.Lock()

    def octet(self, arguments, log):
        with open(log, "ab") as talk:
            done = subprocess.run(
                [str(self.options.octet.resolve()), *arguments], stdout=subprocess.PIPE, stderr=talk,
                env={**os.environ, "OCTET_NO_BUILD": "1"})
        if done.returncode != 0:
            sys.exit(f"{' '.join(arguments)} ended with {done.returncode}; see {log}")
        return done.stdout

    def annotate(self, names, file):
        listed = [image for image in self.truth["images"] if Path(image["file_name"]).name in names]
        known = {image["id"] for image in listed}
        part = [entry for entry in self.truth["annotations"] if entry["image_id"] in known]
        file.write_text(json.dumps({**self.truth, "images": listed, "annotations": part}))

    def folds(self):
        """Photos to make a model of, photos to measure it on, for each fold."""
        if self.options.what == "demo":
            return [(None, None)]
        photos = sorted(p for p in self.options.images.iterdir() if p.suffix.lower() in IMAGES)
        count = self.options.folds
        return [
            ([p for i, p in enumerate(photos) if i % count != fold], [p for i, p in enumerate(photos) if i % count == fold])
            for fold in range(self.options.first or count)]

    def photos_of(self, number, taken, held):
        """The folder that a fold's model is made from, the annotations of the photos that it is measured on, and those photos."""
        options = self.options
        if taken is None:
            return options.images, options.annotations, options.test
        home = self.work / f"fold{number}"
        photos, truth = home / "photos", home / "instances.json"
        if not truth.exists():
            photos.mkdir(parents=True, exist_ok=True)
            for photo in taken:
                link = photos / photo.name
                if not link.exists():
                    link.symlink_to(photo.resolve())
            self.annotate({p.name for p in held}, truth)
        return photos, truth, options.images

    def fold(self, name, arguments, number, taken, held):
        """Makes the model of one fold and measures it, unless that was done before; its detections."""
        home = self.work / f"fold{number}" / file_name(name)
        home.mkdir(parents=True, exist_ok=True)
        detections = home / "detections.json"
        if str(number) in self.results[name]["folds"]:
            return json.loads(detections.read_text())
        photos, truth, measured = self.photos_of(number, taken, held)
        started = time.perf_counter()
        model, said = self.options.model, {}
        if arguments:
            model = home / "int8.onnx"
            resume = ["--resume"] if arguments[0] == "finetune" and (home / "int8.onnx.checkpoint").exists() else []
            answer = self.octet(
                [arguments[0], str(self.options.model), "--images", str(photos), "--json", "-o", str(model),
                 *arguments[1:], *self.options.option, *resume], home / "log.txt")
            said = {k: v for k, v in json.loads(answer).items() if k in ("improved", "step", "points", "bytes")}
        seconds = time.perf_counter() - started
        self.octet(
            ["evaluate", str(model), "--images", str(measured.resolve()), "--annotations", str(truth),
             "--detections", str(detections), "--quiet"], home / "log.txt")
        with self.lock:
            self.results[name]["folds"][str(number)] = {"seconds": seconds, **said}
            self.save()
        return json.loads(detections.read_text())

    def measure(self, name, arguments):
        with self.lock:
            self.results.setdefault(name, {"folds": {}})
        folds = self.folds()
        with ThreadPoolExecutor(self.options.jobs) as pool:
            made = list(pool.map(lambda n: self.fold(name, arguments, n, *folds[n]), range(len(folds))))
        home = self.work / file_name(name)
        home.mkdir(exist_ok=True)
        together, truth = home / "pooled.json", home / "truth.json"
        together.write_text(json.dumps([detection for fold in made for detection in fold]))
        names = {photo.name for _, held in folds for photo in held or ()}
        if names:
            self.annotate(names, truth)
        else:
            truth.write_text(json.dumps(self.truth))
        answer = self.octet(
            ["evaluate", "--json", "--detections", str(together), "--annotations", str(truth)], home / "log.txt")
        with self.lock:
            self.results[name]["map"] = json.loads(answer)["map"]
            self.save()
        print(f"{name}: {self.results[name]['map']:.4f}", file=sys.stderr, flush=True)

    def save(self):
        self.file.write_text(json.dumps(self.results, indent=2))

    def run(self):
        self.measure("float", [])
        # A table of one fold has nothing but its rows to do side by side.
        with ThreadPoolExecutor(self.options.jobs if self.options.what == "demo" else 1) as pool:
            list(pool.map(lambda row: self.measure(*row), rows(self.options).items()))
        print("| what | mAP | drop, points | seconds, first fold | written |\n|---|---|---|---|---|")
        base = self.results["float"]["map"]
        for name, result in self.results.items():
            first = result["folds"]["0"]
            written = {None: "", True: f"step {first.get('step')}", False: "the start"}[first.get("improved")]
            print(f"| {name} | {result['map']:.4f} | {100 * (base - result['map']):.2f} | {first['seconds']:.0f} | {written} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="what", required=True)
    folds = kinds.add_parser("folds")
    demo = kinds.add_parser("demo")
    for kind in (folds, demo):
        kind.add_argument("model", type=Path)
        kind.add_argument("images", type=Path)
        if kind is demo:
            kind.add_argument("test", type=Path)
        kind.add_argument("annotations", type=Path)
        kind.add_argument("--steps", type=int, default=400)
        kind.add_argument("--targets", nargs="+", default=["tensorrt", "onnxruntime"] if kind is demo else ["tensorrt"])
        kind.add_argument("--work", type=Path, required=True)
        kind.add_argument("--jobs", type=int, default=1, help="folds at once, rows of the demo's table")
        kind.add_argument("--octet", type=Path, default=ROOT / "octet")
        kind.add_argument("--option", action="append", default=[], help="handed to quantize and finetune alike")
    folds.add_argument("--folds", type=int, default=4)
    folds.add_argument("--first", type=int, help="the first folds alone")
    folds.set_defaults(test=None)
    demo.add_argument("--seeds", nargs="+", type=int, default=[1], help="each trains both ways")
    Campaign(parser.parse_args()).run()


if __name__ == "__main__":
    main()
