"""COCO evaluation, timed on 128 photos repeated: pycocotools, faster-coco-eval, hotcoco, and any command.

    python3 -m venv venv && venv/bin/pip install pycocotools faster-coco-eval hotcoco
    venv/bin/python coco_eval.py instances.json detections.json --copies 40 --per-image 8 \
        --command "./octet evaluate --json --annotations {annotations} --detections {detections}"

Each tool runs in a fresh process, --runs times; the best and the median are printed, both for the evaluation alone
(evaluate, accumulate, summarize) and for the whole process with reading. The evaluation alone of a command is what it
prints as evaluationSeconds, if its output is JSON.
"""
import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

PEERS = {
    "pycocotools": "from pycocotools.coco import COCO; from pycocotools.cocoeval import COCOeval as E",
    "faster-coco-eval": "from faster_coco_eval import COCO, COCOeval_faster as E",
    "hotcoco": "from hotcoco import COCO, COCOeval as E",
}
PEER = """
import contextlib, io, json, sys, time
{imports}
with contextlib.redirect_stdout(io.StringIO()):
    truth = COCO(sys.argv[1])
    found = truth.loadRes(sys.argv[2])
    start = time.perf_counter()
    e = E(truth, found, "bbox")
    e.evaluate(); e.accumulate(); e.summarize()
    seconds = time.perf_counter() - start
print(json.dumps({{"seconds": seconds, "map": float(e.stats[0])}}))
"""


def repeat(annotations, detections, copies, per_image, folder):
    """Writes both files with every image copied under new ids; at most per_image best detections of each."""
    truth = json.loads(Path(annotations).read_text())
    found = json.loads(Path(detections).read_text())
    if per_image:
        kept = {}
        for d in sorted(found, key=lambda d: -d["score"]):
            kept.setdefault(d["image_id"], [])
            if len(kept[d["image_id"]]) < per_image:
                kept[d["image_id"]].append(d)
        found = [d for ds in kept.values() for d in ds]
    image_step = max(i["id"] for i in truth["images"]) + 1
    id_step = max(a["id"] for a in truth["annotations"]) + 1
    many = {
        "images": [{**i, "id": i["id"] + c * image_step} for c in range(copies) for i in truth["images"]],
        "categories": truth["categories"],
        "annotations": [
            {**a, "id": a["id"] + c * id_step, "image_id": a["image_id"] + c * image_step}
            for c in range(copies) for a in truth["annotations"]],
    }
    results = [{**d, "image_id": d["image_id"] + c * image_step} for c in range(copies) for d in found]
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "annotations.json", folder / "detections.json"
    paths[0].write_text(json.dumps(many))
    paths[1].write_text(json.dumps(results))
    print(f"{len(many['images'])} images, {len(many['annotations'])} annotations, {len(results)} detections")
    return [str(p) for p in paths]


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, shell=isinstance(command, str))
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stderr}")
    return time.perf_counter() - start, done.stdout


def show(name, whole, inner, note):
    def two(values):
        return f"{min(values):7.3f} best {statistics.median(values):7.3f} median" if values else f"{'-':>27}"
    print(f"{name:18} evaluation s: {two(inner)}   process s: {two(whole)}   {note}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations")
    parser.add_argument("detections")
    parser.add_argument("--copies", type=int, default=40)
    parser.add_argument("--per-image", type=int, default=0, help="best detections kept of each image; 0 keeps all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("target/coco-eval"))
    parser.add_argument("--only", help="comma-separated peers")
    parser.add_argument("--command", help="a command line with {annotations} and {detections}")
    options = parser.parse_args()
    files = repeat(options.annotations, options.detections, options.copies, options.per_image, options.folder)
    peers = options.only.split(",") if options.only else list(PEERS)
    for name in [p for p in peers if p]:
        whole, inner, value = [], [], None
        for _ in range(options.runs):
            seconds, out = timed([sys.executable, "-c", PEER.format(imports=PEERS[name]), *files])
            answer = json.loads(out.strip().splitlines()[-1])
            whole.append(seconds)
            inner.append(answer["seconds"])
            value = answer["map"]
        show(name, whole, inner, f"mAP {value!r}")
    if options.command:
        command = options.command.format(annotations=files[0], detections=files[1])
        runs = [timed(command) for _ in range(options.runs)]
        answers = [json.loads(out) if out.startswith("{") else {} for _, out in runs]
        inner = [a["evaluationSeconds"] for a in answers if "evaluationSeconds" in a]
        show("command", [r[0] for r in runs], inner, f"mAP {answers[-1].get('map')!r}")


if __name__ == "__main__":
    main()
