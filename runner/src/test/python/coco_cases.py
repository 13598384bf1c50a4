"""Seeded small COCO sets and the twelve figures that pycocotools gives them, one JSON list; see README.md."""
import contextlib
import io
import json
import random
import sys

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

SIDES = (10.0, 31.9, 32.0, 32.1, 60.0, 95.9, 96.0, 96.1, 150.0)


def case(seed):
    rng = random.Random(seed)
    images = [{"id": 3 * i + 7, "file_name": f"{i}.jpg", "width": 640, "height": 480} for i in range(rng.randint(1, 9))]
    rng.shuffle(images)
    categories = [{"id": 2 * k + 1, "name": f"class {k}"} for k in range(rng.randint(1, 6))]
    # The last category is empty of annotations in every third case.
    annotated = categories[:-1] if seed % 3 == 0 and len(categories) > 1 else categories
    annotations, results = [], []
    for image in images:
        for _ in range(rng.choice((0, 1, 3, 8, 14))):
            side = rng.choice(SIDES)
            other = rng.choice((side, rng.choice(SIDES)))
            crowd = int(rng.random() < 0.15)
            annotation = {
                "id": len(annotations) + (0 if seed % 5 == 4 else 1),
                "image_id": image["id"],
                "category_id": rng.choice(annotated)["id"],
                "bbox": [round(rng.uniform(0, 400), 2), round(rng.uniform(0, 300), 2), side, other],
                "area": round(side * other * rng.choice((1.0, 0.7)), 4),
                "iscrowd": crowd,
            }
            if rng.random() < 0.1:
                annotation["ignore"] = 1
            annotations.append(annotation)
    for annotation in annotations:
        x, y, w, h = annotation["bbox"]
        for _ in range(rng.choice((0, 1, 1, 2, 4)) * (4 if annotation["iscrowd"] else 1)):
            jitter = rng.choice((0.0, 0.05, 0.2))
            wrong = rng.random() < 0.1
            results.append({
                "image_id": annotation["image_id"],
                "category_id": rng.choice(categories)["id"] if wrong else annotation["category_id"],
                "bbox": [round(v, 3) for v in (x + w * rng.uniform(-jitter, jitter), y + h * rng.uniform(-jitter, jitter),
                         w * rng.uniform(1 - jitter, 1 + jitter), h * rng.uniform(1 - jitter, 1 + jitter))],
                # One decimal: many ties. Sometimes negative or zero.
                "score": round(rng.uniform(-0.1, 1), 1) if seed % 2 else round(rng.random(), 6),
            })
    # Noise; in every fourth case more than 100 detections of one class on one image.
    for _ in range(130 if seed % 4 == 3 else 10):
        image = images[0] if seed % 4 == 3 else rng.choice(images)
        results.append({
            "image_id": image["id"],
            "category_id": categories[0]["id"] if seed % 4 == 3 else rng.choice(categories)["id"],
            "bbox": [rng.randint(0, 400), rng.randint(0, 300), rng.choice(SIDES), rng.choice(SIDES)],
            "score": round(rng.uniform(0, 1), 2),
        })
    rng.shuffle(results)
    return {"images": images, "categories": categories, "annotations": annotations}, results


def evaluate(truth, results):
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = json.loads(json.dumps(truth))
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes(json.loads(json.dumps(results))), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"]
    per_class = []
    for k in range(len(truth["categories"])):
        s = precision[:, :, k, 0, 2]
        s = s[s > -1]
        per_class.append(float(s.mean()) if s.size else None)
    return [float(v) for v in evaluation.stats], per_class


def main():
    cases = []
    for seed in range(32):
        truth, results = case(seed)
        stats, per_class = evaluate(truth, results)
        cases.append({"seed": seed, "truth": truth, "detections": results, "stats": stats, "perClass": per_class})
    with open(sys.argv[1], "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")


if __name__ == "__main__":
    main()
