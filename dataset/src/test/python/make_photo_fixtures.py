"""Makes the tiny pictures in src/test/resources/org/captioner/dataset/image.

Run once with Pillow 12.3.0 (no part of the build): python make_photo_fixtures.py FOLDER

Every picture shows the same 24x16 quarters: red, green above blue, yellow, with a white 6x4 block in
the upper left corner, so that each of the eight Exif orientations looks different.
"""
import io
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 24, 16
RED, GREEN, BLUE, YELLOW, WHITE = (220, 30, 30), (30, 160, 60), (40, 60, 200), (230, 210, 40), (255,) * 3


def colour(x, y):
    if x < 6 and y < 4:
        return WHITE
    if y < HEIGHT // 2:
        return RED if x < WIDTH // 2 else GREEN
    return BLUE if x < WIDTH // 2 else YELLOW


def quarters():
    image = Image.new("RGB", (WIDTH, HEIGHT))
    image.putdata([colour(x, y) for y in range(HEIGHT) for x in range(WIDTH)])
    return image


UPRIGHT = quarters()
# What must be stored so that the tag's correction gives the upright picture again.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored(orientation):
    operation = STORED[orientation]
    return UPRIGHT if operation is None else UPRIGHT.transpose(operation)


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def without_segments(jpeg, *markers):
    """A JPEG without the given APPn segments."""
    out, at = bytearray(jpeg[:2]), 2
    while jpeg[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        if jpeg[at + 1] not in markers:
            out += jpeg[at:end]
        at = end
    return bytes(out + jpeg[at:])


def png16():
    """16 bits a channel, which Pillow does not write: each value v is stored as 257 v."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + b"".join(struct.pack(">3H", *(257 * v for v in colour(x, y))) for x in range(WIDTH))
        for y in range(HEIGHT)
    )
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)

    def save(name, image, **options):
        image.save(folder / name, **options)

    fine = {"format": "JPEG", "quality": 95, "subsampling": 0}
    save("baseline.jpg", UPRIGHT, **fine)
    save("subsampled.jpg", UPRIGHT, format="JPEG", quality=90, subsampling=2)
    save("progressive.jpg", UPRIGHT, progressive=True, **fine)
    save("grey.jpg", UPRIGHT.convert("L"), format="JPEG", quality=95)
    for orientation in STORED:
        save(f"orientation-{orientation}.jpg", stored(orientation), exif=exif(orientation), **fine)
    save("rgb.jpg", UPRIGHT, keep_rgb=True, **fine)

    cmyk = UPRIGHT.convert("CMYK")
    save("cmyk.jpg", cmyk, **fine)
    # YCCK: Adobe's transform 2 over the same ink values, converted by Pillow's own YCbCr.
    data = io.BytesIO()
    cyan, magenta, yellow, black = cmyk.split()
    inverted = Image.merge("RGB", [band.point(lambda v: 255 - v) for band in (cyan, magenta, yellow)])
    y, cb, cr = Image.merge("RGB", [cyan, magenta, yellow]).convert("YCbCr").split()
    # Pillow writes 255 - v for CMYK; hand it what must be stored, inverted, and say YCCK after.
    flip = lambda band: band.point(lambda v: 255 - v)
    Image.merge("CMYK", [flip(y), flip(cb), flip(cr), black]).save(data, **fine)
    ycck = bytearray(data.getvalue())
    adobe = ycck.index(b"Adobe")
    ycck[adobe + 11] = 2
    (folder / "ycck.jpg").write_bytes(bytes(ycck))

    (folder / "16-bit.png").write_bytes(png16())
    save("orientation-6.png", stored(6), exif=exif(6))
    save("lossy.webp", UPRIGHT, quality=95)
    save("lossless.webp", UPRIGHT, lossless=True)
    transparent = UPRIGHT.convert("RGBA")
    transparent.putalpha(Image.new("L", (WIDTH, HEIGHT), 128))
    save("transparent.webp", transparent, lossless=True, exact=True)
    save("orientation-6.webp", stored(6), lossless=True, exif=exif(6))
    save("orientation-6.tif", stored(6), tiffinfo={0x0112: 6}, compression="tiff_lzw")
    save("cmyk.tif", cmyk, compression="tiff_lzw")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
