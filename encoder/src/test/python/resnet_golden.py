"""Writes the golden tensors of ResNetGoldenTest; see README.md."""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

MASK = 0xFFFFFFFF


def noise(key, count):
    """Numbers in [0, 1) that Java computes alike: a 32-bit mix of key and index."""
    x = (np.arange(count, dtype=np.uint64) * 2654435761 + key * 40503 + 1) & MASK
    x ^= x >> np.uint64(15)
    x = (x * 2246822519) & MASK
    x ^= x >> np.uint64(13)
    x = (x * 3266489917) & MASK
    x ^= x >> np.uint64(16)
    return x.astype(np.float64) / 2**32


class Block(nn.Module):
    def __init__(self, kind, inputs, width, stride, v1):
        super().__init__()
        self.kind = kind
        outputs = width * (1 if kind == "basic" else 4)
        conv = lambda i, o, k, s: nn.Conv2d(i, o, k, s, k // 2, bias=False)
        if kind == "basic":
            self.conv1, self.bn1 = conv(inputs, width, 3, stride), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = conv(width, width, 3, 1), nn.BatchNorm2d(width)
        else:
            first, second = (stride, 1) if v1 else (1, stride)
            self.conv1, self.bn1 = conv(inputs, width, 1, first), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = conv(width, width, 3, second), nn.BatchNorm2d(width)
            self.conv3, self.bn3 = conv(width, outputs, 1, 1), nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.kind == "bottleneck":
            y = self.bn3(self.conv3(torch.relu(y)))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, kind, blocks, widths, v1, caffe, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, widths[0], 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.pool = nn.MaxPool2d(3, 2, 0, ceil_mode=True) if caffe else nn.MaxPool2d(3, 2, 1)
        inputs = widths[0]
        for stage, (count, width) in enumerate(zip(blocks, widths)):
            members = []
            for block in range(count):
                members.append(Block(kind, inputs, width, 2 if stage and not block else 1, v1))
                inputs = width * (1 if kind == "basic" else 4)
            setattr(self, f"layer{stage + 1}", nn.Sequential(*members))
        self.stages = len(blocks)
        self.fc = nn.Linear(inputs, classes)

    def grid(self, x):
        x = self.pool(torch.relu(self.bn1(self.conv1(x))))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return x

    def forward(self, x):
        return self.fc(self.grid(x).mean((2, 3)))


def fill(net):
    for name, tensor in net.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        u = noise(sum(name.encode()), tensor.numel())
        if tensor.dim() > 1:  # variance 2 / fan-in
            fan_in = tensor[0].numel()
            values = (u - 0.5) * np.sqrt(24.0 / fan_in)
        elif name.endswith("running_var"):
            values = 0.5 + u
        elif name.endswith("weight"):  # small enough that a hundred blocks do not overflow
            values = 0.15 + 0.3 * u
        else:
            values = (u - 0.5) * 0.2
        tensor.copy_(torch.from_numpy(values.astype(np.float32)).reshape(tensor.shape))


def save(path, tensors):
    header, position = {}, 0
    for name, tensor in tensors.items():
        end = position + tensor.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [position, end]}
        position = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            out.write(tensor.detach().contiguous().float().numpy().tobytes())


CASES = {
    "resnet18-narrow": ("basic", [2, 2, 2, 2], [8, 12, 16, 24], False, False),
    "resnet50-narrow-v1.5": ("bottleneck", [3, 4, 6, 3], [4, 6, 8, 12], False, False),
    "resnet50-narrow-v1-caffe": ("bottleneck", [3, 4, 6, 3], [4, 6, 8, 12], True, True),
    "resnet101-narrow": ("bottleneck", [3, 4, 23, 3], [4, 4, 4, 4], False, False),
}

torch.set_num_threads(1)
for case, (kind, blocks, widths, v1, caffe) in CASES.items():
    net = ResNet(kind, blocks, widths, v1, caffe, classes=5)
    with torch.no_grad():
        fill(net)
    images = torch.from_numpy(((noise(7, 2 * 3 * 75 * 61) - 0.5) * 4).astype(np.float32)).reshape(2, 3, 75, 61)
    net.eval()
    with torch.no_grad():
        result = {"grid": net.grid(images), "logits": net(images)}
    net.train()
    loss = net(images).square().sum()
    loss.backward()
    result["training.loss"] = loss
    result["training.conv1.weight.grad"] = net.conv1.weight.grad
    result["training.bn1.running_mean"] = net.bn1.running_mean
    result["training.bn1.running_var"] = net.bn1.running_var
    save(Path(sys.argv[1]) / f"{case}.safetensors", result)
    print(case, tuple(result["grid"].shape), float(result["grid"].abs().max()), loss.item())
