"""Octet's hot paths beside those of its peers, on the same inputs: one table of ratios.

    benchmarks/jmh.sh TableBenchmark -f 1      # compiles the suites
    ./octet --version                          # builds the launcher
    python3 -m venv venv && venv/bin/pip install -r run-requirements.txt
    venv/bin/python run.py --shared ../../../shared

Each figure is of a process of its own; all take turns, --rounds times. Milliseconds for a photo, or for the whole set of
detections: wall clock, and processor time of the process over the same stretch. Medians over the rounds; a ratio is the
median of the rounds' own ratios, theirs over Octet's: above 1, Octet is faster. "same" says by what is seen that both did
the same work.
"""
import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve()
HOME = HERE.parents[2]
PHOTOS = 8
CONFIDENCES = {"0.25": 0.45, "0.001": 0.65}
COCO = {
    "pycocotools": "from pycocotools.coco import COCO; from pycocotools.cocoeval import COCOeval as E",
    "faster-coco-eval": "from faster_coco_eval import COCO, COCOeval_faster as E",
    "hotcoco": "from hotcoco import COCO, COCOeval as E",
}


def java(*arguments, shared=None):
    suites = f"{HOME}/benchmarks/target/test-classes:{HOME}/runner/target/test-classes:{HOME}/runner/target/classes"
    path = f"{suites}:{(HOME / 'runner/target/jmh.classpath').read_text().strip()}"
    home = os.environ.get("JAVA_HOME")
    command = [f"{home}/bin/java" if home else "java", f"-Doctet.shared={shared}", "-cp", path, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def jmh(options, benchmark, **parameters):
    """A short fork of one of our own benchmarks: {"ms", "cpu"} for each operation."""
    out = options.folder / "jmh.json"
    arguments = [a for name, value in parameters.items() for a in ("-p", f"{name}={value}")]
    java("org.openjdk.jmh.Main", benchmark + "$", *arguments, "-f", 1, "-wi", 4, "-i", 4,
         "-prof", "dev.octet.benchmarks.jmh.CpuTime", "-rf", "json", "-rff", out, shared=options.shared)
    result = json.loads(out.read_text())[0]
    return {"ms": result["primaryMetric"]["score"], "cpu": result["secondaryMetrics"]["cpu"]["score"]}


def child(options, name, *arguments):
    command = [sys.executable, str(HERE), "--shared", str(options.shared), "--child", name, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def timed(work, items, passes):
    """Milliseconds for an item, after one pass that does not count."""
    for item in items:
        work(item)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(passes):
        for item in items:
            work(item)
    count = passes * len(items)
    return {"ms": (time.perf_counter() - wall) * 1e3 / count, "cpu": (time.process_time() - cpu) * 1e3 / count}


def photos_of(options):
    return sorted((options.shared / "data/coco128/images").iterdir())[:128]


def letterbox_child(options, tool):
    import cv2
    import letterbox as peers

    cv2.setNumThreads(1)
    work = {"numpy": peers.letterboxed, "blob": peers.letterboxed_blob}[tool]
    return {**timed(lambda photo: work(photo, 640, 640, "yolo"), photos_of(options), 3), "same": "values within 6e-8"}


def nms_child(tool, confidence, outputs):
    import cv2
    import nms
    import numpy as np

    cv2.setNumThreads(1)
    work = {"numpy": nms.with_numpy, "opencv": nms.with_opencv}[tool]
    images = list(np.fromfile(outputs, "<f4").reshape(PHOTOS, -1, 85))
    iou = CONFIDENCES[confidence]
    found = sum(len(work(rows, float(confidence), iou)[0]) for rows in images)
    return {**timed(lambda rows: work(rows, float(confidence), iou), images, 5), "same": f"{found} detections"}


def coco_child(tool, annotations, detections):
    import contextlib
    import io

    scope = {}
    exec(COCO[tool], scope)
    with contextlib.redirect_stdout(io.StringIO()):
        truth = scope["COCO"](annotations)
        found = truth.loadRes(detections)
        wall, cpu = time.perf_counter(), time.process_time()
        evaluation = scope["E"](truth, found, "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
        spent = {"ms": (time.perf_counter() - wall) * 1e3, "cpu": (time.process_time() - cpu) * 1e3}
    return {**spent, "same": f"mAP {float(evaluation.stats[0]):.10f}"}


def coco_octet(options, annotations, detections):
    """Its launcher, in a process of its own as well: nothing is compiled when the evaluation begins."""
    command = [str(options.octet), "evaluate", "--json", "--annotations", annotations, "--detections", detections]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "OCTET_NO_BUILD": "1"})
    answer = json.loads(done.stdout)
    return {"ms": answer["evaluationSeconds"] * 1e3, "same": f"mAP {answer['map']:.10f}"}


def letterbox(options):
    yield "decode + letterbox + CHW, a COCO photo", "octet", lambda: jmh(options, "LetterboxBenchmark.whole", photos="COCO")
    yield "", "OpenCV-Python, NumPy", lambda: child(options, "letterbox", "numpy")
    yield "", "OpenCV-Python, blob", lambda: child(options, "letterbox", "blob")


def suppression(options):
    outputs = options.folder / "outputs.f32"
    counts = dict(line.split() for line in java("dev.octet.runner.detect.DrawnOutput", outputs, PHOTOS).splitlines())
    for confidence in CONFIDENCES:
        same = f"{counts[confidence]} detections"
        yield (f"decode + NMS of 25,200 boxes at {confidence}", "octet",
               lambda c=confidence, s=same: {**jmh(options, "DecodeNmsBenchmark.detections", confidence=c), "same": s})
        for tool in "numpy", "opencv":
            yield "", tool, lambda c=confidence, t=tool: child(options, "nms", t, c, outputs)


def evaluation(options):
    print(java("dev.octet.runner.evaluate.RepeatedPhotos", options.folder, shared=options.shared), end="", file=sys.stderr)
    files = [str(options.folder / name) for name in ("annotations.json", "detections.json")]
    what = "mAP of 765,000 detections, 5,120 images"
    yield what + ", new process", "octet", lambda: coco_octet(options, *files)
    for tool in COCO:
        yield "", tool, lambda t=tool: child(options, "coco", t, *files)
    yield what + ", warm", "octet", lambda: jmh(options, "EvaluationBenchmark.evaluate")


def calibration(options):
    """What calibration.py measures of whole processes, once."""
    command = [sys.executable, str(HERE.with_name("calibration.py")), str(options.shared / "models/yolox_nano.onnx"),
               str(options.shared / "data/coco128/images"), "--limit", "32", "--runs", str(options.rounds), "--json",
               "--methods", "MinMax,Entropy", "--octet", str(options.octet)]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    what = "calibrate YOLOX-Nano, 32 photos, process"
    for row in report["tools"]:
        spent = {"ms": row["seconds"] * 1e3, "cpu": row["cpuSeconds"] * 1e3, "same": ""}
        yield what if row["tool"].startswith("octet") else "", row["tool"], lambda s=spent: s


TASKS = {"letterbox": letterbox, "nms": suppression, "map": evaluation, "calibration": calibration}


def measure(options, task):
    runs = list(TASKS[task](options))
    results = [[] for _ in runs]
    for number in range(1 if task == "calibration" else options.rounds):
        order = range(len(runs)) if number % 2 == 0 else reversed(range(len(runs)))
        for i in order:
            results[i].append(runs[i][2]())
            print(f"{task} {number + 1}: {runs[i][1]} {results[i][-1]['ms']:.2f} ms", file=sys.stderr, flush=True)
    rows, ours = [], None
    for (what, tool, _), found in zip(runs, results):
        ours = found if tool.startswith("octet") else ours
        rows.append(row(what, tool, found, None if found is ours else ours))
    return rows


def row(what, tool, found, ours):
    """One line of the table: medians, and medians of the rounds' ratios."""
    made = {"what": what, "tool": tool, "rounds": len(found), "same": found[0].get("same", "")}
    for key in "ms", "cpu":
        if key in found[0]:
            made[key] = statistics.median(one[key] for one in found)
            if ours and key in ours[0]:
                made[key + "Ratio"] = statistics.median(one[key] / other[key] for one, other in zip(found, ours))
    return made


def show(report):
    print(f"{report['machine']}; {report['rounds']} rounds")
    print(f"{'':48} {'':22} {'ms':>10} {'cpu ms':>10} {'ratio':>7} {'cpu':>7}")
    for one in report["rows"]:
        def number(key, form):
            return format(one[key], form) if key in one else "-"
        print(f"{one['what']:48} {one['tool']:22} {number('ms', '.2f'):>10} {number('cpu', '.2f'):>10}"
              f" {number('msRatio', '.2f'):>7} {number('cpuRatio', '.2f'):>7}  {one['same']}", flush=True)


def processor():
    names = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if os.path.exists("/proc/cpuinfo") else []
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", default="letterbox,nms,map", help="of " + ", ".join(TASKS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shared", type=Path, default=HOME.parent / "shared", help="the folder with COCO photos and models")
    parser.add_argument("--octet", type=Path, default=HOME / "octet", help="launcher")
    parser.add_argument("--folder", type=Path, default=HOME / "benchmarks/target/peers")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.shared = options.shared.resolve()
    if options.child:
        name, *arguments = options.child
        children = {"letterbox": lambda tool: letterbox_child(options, tool), "nms": nms_child, "coco": coco_child}
        print(json.dumps(children[name](*arguments)))
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    rows = [one for task in options.tasks.split(",") for one in measure(options, task)]
    report = {"schema": "octet.peers/1", "machine": processor(), "rounds": options.rounds, "rows": rows}
    print(json.dumps(report, indent=2)) if options.json else show(report)


if __name__ == "__main__":
    main()
