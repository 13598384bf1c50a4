"""The structure of yolov7-tiny, of any width: 58 convolutions, anchors of the official one, grid output."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

STRIDES = (8, 16, 32)
ANCHORS = (
    ((10, 13), (16, 30), (33, 23)),
    ((30, 61), (62, 45), (59, 119)),
    ((116, 90), (156, 198), (373, 326)),
)


def channels(full, width):
    """Channels of a layer at this width: a multiple of 8, rounded up."""
    return max(8, -int(-full * width // 8) * 8)


class ConvBlock(nn.Module):
    """Convolution, batch normalization (until fused) and LeakyReLU."""

    def __init__(self, inputs, outputs, kernel, stride):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03)

    def forward(self, x):
        return F.leaky_relu(self.bn(self.conv(x)), 0.1)

    def fuse(self):
        scale = self.bn.weight / torch.sqrt(self.bn.running_var + self.bn.eps)
        fused = nn.Conv2d(
            self.conv.in_channels,
            self.conv.out_channels,
            self.conv.kernel_size,
            self.conv.stride,
            self.conv.padding,
        )
        fused.weight.data = self.conv.weight.data * scale.reshape(-1, 1, 1, 1)
        fused.bias.data = self.bn.bias.data - self.bn.running_mean * scale
        self.conv, self.bn = fused, nn.Identity()


class Join(nn.Module):
    def forward(self, x):
        return torch.cat(x, 1)


def conv(outputs, kernel, stride=1, source=-1):
    return "conv", (source,), (outputs, kernel, stride)


def join(*sources):
    return "join", sources, ()


def pool(kernel, stride, source=-1):
    return "pool", (source,), (kernel, stride)


def upsample():
    return "upsample", (-1,), ()


def elan(hidden, outputs):
    return [
        conv(hidden, 1),
        conv(hidden, 1, source=-2),
        conv(hidden, 3),
        conv(hidden, 3),
        join(-1, -2, -3, -4),
        conv(outputs, 1),
    ]


def layers():
    """Kind, sources (negative: counted back from the layer itself) and arguments of layers 0 to 76."""
    backbone = [conv(32, 3, 2), conv(64, 3, 2), *elan(32, 64)]
    for hidden in (64, 128, 256):
        backbone += [pool(2, 2), *elan(hidden, 2 * hidden)]
    pyramid = [
        conv(256, 1),
        conv(256, 1, source=-2),
        pool(5, 1),
        pool(9, 1, source=-2),
        pool(13, 1, source=-3),
        join(-1, -2, -3, -4),
        conv(256, 1),
        join(-1, -7),
        conv(256, 1),
    ]
    up = [conv(128, 1), upsample(), conv(128, 1, source=21), join(-1, -2), *elan(64, 128)]
    up += [conv(64, 1), upsample(), conv(64, 1, source=14), join(-1, -2), *elan(32, 64)]
    down = [conv(128, 3, 2), join(-1, 47), *elan(64, 128)]
    down += [conv(256, 3, 2), join(-1, 37), *elan(128, 256)]
    heads = [conv(128, 3, source=57), conv(256, 3, source=65), conv(512, 3, source=73)]
    return backbone + pyramid + up + down + heads


class Detect(nn.Module):
    """The three detect convolutions; decodes inside the graph when `decode` is set."""

    def __init__(self, classes, inputs):
        super().__init__()
        self.outputs = classes + 5
        self.classes = classes
        self.decode = False
        self.m = nn.ModuleList(nn.Conv2d(n, 3 * self.outputs, 1) for n in inputs)
        self.register_buffer("anchors", torch.tensor(ANCHORS, dtype=torch.float32))
        for one, stride in zip(self.m, STRIDES):
            bias = one.bias.data.view(3, -1)
            bias[:, 4] = torch.log(torch.tensor(8 / (640 / stride) ** 2))
            bias[:, 5:] = torch.log(torch.tensor(0.6 / (classes - 0.99)))

    def forward(self, features):
        raw = []
        for one, x in zip(self.m, features):
            n, _, height, width = x.shape
            raw.append(one(x).view(n, 3, self.outputs, height, width).permute(0, 1, 3, 4, 2).contiguous())
        if not self.decode:
            return raw
        return torch.cat([self.boxes(level, y) for level, y in enumerate(raw)], 1)

    def boxes(self, level, y):
        count, height, width, stride = len(y), int(y.shape[2]), int(y.shape[3]), float(STRIDES[level])
        cells = np.stack(np.meshgrid(np.arange(width), np.arange(height)), 2)[None, None]
        corners = torch.from_numpy(((cells - 0.5) * stride).astype(np.float32))  # constants of the exported graph
        sizes = torch.from_numpy(4 * np.array(ANCHORS[level], np.float32).reshape(1, 3, 1, 1, 2))
        xy, wh, confidence = y.sigmoid().split((2, 2, self.classes + 1), 4)
        return torch.cat((xy * (2 * stride) + corners, wh**2 * sizes, confidence), 4).view(count, -1, self.outputs)


class Network(nn.Module):
    def __init__(self, classes, width=0.25):
        super().__init__()
        self.sources = []
        modules, made = [], []
        for index, (kind, sources, arguments) in enumerate(layers()):
            absolute = [s if s >= 0 else index + s for s in sources]
            inputs = sum(made[s] if s >= 0 else 3 for s in absolute)
            if kind == "conv":
                outputs, kernel, stride = arguments
                outputs = channels(outputs, width)
                modules.append(ConvBlock(inputs, outputs, kernel, stride))
            else:
                outputs = inputs
                modules.append(
                    {
                        "join": Join,
                        "pool": lambda k=2, s=2: nn.MaxPool2d(k, s, k // 2 if s == 1 else 0),
                        "upsample": lambda: nn.Upsample(scale_factor=2, mode="nearest"),
                    }[kind](*arguments)
                )
            made.append(outputs)
            self.sources.append(absolute)
        heads = [len(modules) - 3, len(modules) - 2, len(modules) - 1]
        modules.append(Detect(classes, [made[i] for i in heads]))
        self.sources.append(heads)
        self.model = nn.ModuleList(modules)

    def forward(self, images):
        made = []
        for module, sources in zip(self.model, self.sources):
            inputs = [made[s] if s >= 0 else images for s in sources]
            made.append(module(inputs if isinstance(module, (Join, Detect)) else inputs[0]))
        return made[-1]

    def fuse(self):
        for module in self.model:
            if isinstance(module, ConvBlock):
                module.fuse()
        return self
