"""Makes the goldens in src/test/resources/org/captioner/encoder/transform (no part of the build).

    python make_transform_goldens.py pillow FOLDER    (Pillow 12.3.0)
    python make_transform_goldens.py torch FOLDER     (torch 2.13.0)

Each file holds (28, 28, 3) bytes: a picture drawn by a formula, after one of the three resizes. The
torch files resize float tensors with antialias=True and round, as torchvision does for tensors.
"""
import sys
from pathlib import Path

SIZE, SHORTER = 28, 32  # 28 * 256 / 224 = 32
SOURCES = [(97, 61), (50, 75), (9, 13), (28, 28)]
MARGIN = (124, 116, 104)  # round(255 * ImageNet's mean)


def sample(x, y, channel):
    """The formula, the same in ImageTransformTest."""
    return ((x * 37 + y * 91 + channel * 53) ^ (x * y)) % 256


def picture(width, height):
    return bytes(sample(x, y, c) for y in range(height) for x in range(width) for c in range(3))


def crop_box(width, height):
    """Resized size and upper left corner, by torchvision's rules for Resize(32), CenterCrop(28)."""
    if width <= height:
        resized = SHORTER, SHORTER * height // width
    else:
        resized = SHORTER * width // height, SHORTER
    return resized, tuple(int(round((side - SIZE) / 2.0)) for side in resized)


def pillow(width, height):
    from PIL import Image

    image = Image.frombytes("RGB", (width, height), picture(width, height))
    resized, (left, top) = crop_box(width, height)
    cropped = image.resize(resized, Image.Resampling.BILINEAR)
    side = max(width, height)
    square = Image.new("RGB", (side, side), MARGIN)
    square.paste(image, ((side - width) // 2, (side - height) // 2))
    return {
        "crop": cropped.crop((left, top, left + SIZE, top + SIZE)).tobytes(),
        "squash": image.resize((SIZE, SIZE), Image.Resampling.BILINEAR).tobytes(),
        "pad": square.resize((SIZE, SIZE), Image.Resampling.BILINEAR).tobytes(),
    }


def torch_float(width, height):
    import torch
    from torch.nn.functional import interpolate

    image = torch.frombuffer(bytearray(picture(width, height)), dtype=torch.uint8)
    image = image.view(1, height, width, 3).permute(0, 3, 1, 2).float()

    def resize(tensor, columns, rows):
        options = {"mode": "bilinear", "antialias": True, "align_corners": False}
        return interpolate(tensor, size=(rows, columns), **options).round().clamp(0, 255)

    def to_bytes(tensor):
        return bytes(tensor.byte().squeeze(0).permute(1, 2, 0).flatten().tolist())

    resized, (left, top) = crop_box(width, height)
    side = max(width, height)
    square = torch.tensor(MARGIN).float().view(1, 3, 1, 1).repeat(1, 1, side, side)
    x, y = (side - width) // 2, (side - height) // 2
    square[:, :, y : y + height, x : x + width] = image
    return {
        "crop": to_bytes(resize(image, *resized)[:, :, top : top + SIZE, left : left + SIZE]),
        "squash": to_bytes(resize(image, SIZE, SIZE)),
        "pad": to_bytes(resize(square, SIZE, SIZE)),
    }


if __name__ == "__main__":
    library, folder = sys.argv[1], Path(sys.argv[2])
    for source in SOURCES:
        for name, data in (pillow if library == "pillow" else torch_float)(*source).items():
            (folder / f"{name}-{source[0]}x{source[1]}.{library}").write_bytes(data)
