"""Writes a checkpoint of train.py as ONNX: batch normalization fused, grid output [1, 6300, 5 + classes]."""

import argparse

import onnx
import torch

from network import Network
from scenes import SIZE


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("checkpoint")
    options.add_argument("-o", "--output", default="shapes.onnx")
    given = options.parse_args()

    saved = torch.load(given.checkpoint)
    network = Network(saved["classes"], saved["width"])
    network.load_state_dict(saved["average"])
    network.eval().fuse()
    network.model[-1].decode = True
    torch.onnx.export(
        network,
        torch.zeros(1, 3, SIZE, SIZE),
        given.output,
        opset_version=13,
        input_names=["images"],
        output_names=["output"],
        dynamo=False,
    )
    model = onnx.load(given.output)
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, given.output)


if __name__ == "__main__":
    main()
