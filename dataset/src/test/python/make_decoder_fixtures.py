"""Makes src/test/resources/org/captioner/dataset/image/decoders.zip, for DecoderComparisonTest.

    python make_decoder_fixtures.py decoders.zip      # the fixtures: one small picture
    python make_decoder_fixtures.py wide.zip --wide   # several pictures and qualities; not committed

Run with Pillow 13.0.0 (libwebp 1.6.0, libjpeg-turbo 3.2.0, libtiff 4.7.2), numpy 2.4.6, tifffile 2026.3.3,
imagecodecs 2026.3.6, and the commands cwebp and webpmux 1.2.4, cjpeg 2.1.5, convert (ImageMagick 6.9.11); no part of
the build.

Writes each encoded picture, the pixels that a reader must find in it as PNG, and cases.csv: file, PNG of the
expected pixels (empty if the file must be refused), the largest difference allowed, and the mean difference allowed.
What a lossy file holds is told by the reference decoder (libwebp, libjpeg-turbo, libtiff), laid over white; what a
lossless one holds is known, and a second decoder confirms it where one exists.
"""
import csv
import io
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile
from PIL import Image, ImageCms

WIDE = "--wide" in sys.argv
ARCHIVE = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=9)
ROWS = []
WRITTEN = {}


# --- pictures -------------------------------------------------------------------------------------


def scene(width, height, seed=1):
    """Gradients, edges, saturated patches, fine texture: (height, width, 3) uint8."""
    y, x = np.mgrid[0:height, 0:width]
    picture = np.stack([x * 255 // max(1, width - 1), y * 255 // max(1, height - 1), (x + y) * 3 % 256], -1)
    disc = (x - width * 0.3) ** 2 + (y - height * 0.4) ** 2 < (min(width, height) * 0.25) ** 2
    picture[disc] = (220, 30, 30)
    picture[(y > height * 0.7) & (x < width // 2)] = (20, 40, 200)
    picture[(y > height * 0.7) & (x >= width * 0.8)] = (255, 255, 255)
    noise = np.random.default_rng(seed).integers(-20, 21, (height, width, 1))
    texture = (y <= height * 0.7) & (x > width * 0.6)
    picture = np.where(texture[..., None], picture + noise, picture)
    return np.clip(picture, 0, 255).astype(np.uint8)


def over_white(rgba):
    """8-bit RGBA over white, rounded to nearest."""
    alpha = rgba[..., 3:].astype(np.int64)
    return ((rgba[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def pillow(data):
    """The first frame as Pillow decodes it, over white."""
    image = Image.open(io.BytesIO(data))
    if image.mode in ("P", "PA", "LA", "RGBA") or "transparency" in image.info:
        return over_white(np.asarray(image.convert("RGBA")))
    return np.asarray(image.convert("RGB"))


def grey_of(rgb):
    return np.asarray(Image.fromarray(rgb).convert("L"))


def as_rgb(grey):
    return np.repeat(grey[..., None], 3, -1)


# --- output ---------------------------------------------------------------------------------------


def write(name, data):
    """Adds a file of a fixed date to the archive."""
    ARCHIVE.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)


def case(name, data, expected, largest=0, mean=0.0):
    """Adds a case; expected None means that the file must be refused with a message."""
    write(name, data)
    png = ""
    if expected is not None:
        key = expected.shape, expected.tobytes()
        if key not in WRITTEN:
            WRITTEN[key] = f"{name}.expected.png"
            write(WRITTEN[key], saved(Image.fromarray(expected), format="PNG", optimize=True))
        png = WRITTEN[key]
    ROWS.append((name, png, largest, mean))


def exact(name, data, expected, check=True):
    """A case of a lossless file, checked against Pillow."""
    if check:
        assert np.array_equal(pillow(data), expected), name
    case(name, data, expected)


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def run(command, picture, suffix_in, suffix_out):
    """The output of a command that converts the file IN to the file OUT."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in" + suffix_in), Path(folder, "out" + suffix_out)
        Image.fromarray(picture).save(source)
        words = [{"IN": str(source), "OUT": str(target)}.get(word, word) for word in command.split()]
        subprocess.run(words, check=True, capture_output=True)
        return target.read_bytes()


# --- formats --------------------------------------------------------------------------------------


def webp(tag, rgb):
    def lossy(name, data):
        # Decoders smooth the halved colour planes differently; the luma agrees to the bit.
        case(f"{tag}{name}.webp", data, pillow(data), *WEBP)

    image = Image.fromarray(rgb)
    for method in range(7):
        for quality in (5, 50, 95) if WIDE else (70,):
            lossy(f"lossy-m{method}-q{quality}", saved(image, format="WEBP", quality=quality, method=method))
    for name, options in {
        "simple-filter": "-nostrong -f 60",
        "strong-filter": "-strong -f 80 -sharpness 3",
        "no-filter": "-f 0",
        "one-segment": "-segments 1",
        "four-segments": "-segments 4 -sns 100",
        "low-memory": "-low_memory",
        "sharp-yuv": "-sharp_yuv",
        "two-passes": "-pass 2 -size 600",
        "q0": "-q 0",
        "q100": "-q 100",
        "partition-limit": "-partition_limit 100 -m 6",
    }.items():
        lossy(f"lossy-{name}", run(f"cwebp -quiet {options} IN -o OUT", rgb, ".png", ".webp"))
    for method in range(7) if WIDE else (0, 4, 6):
        exact(f"{tag}lossless-m{method}.webp", saved(image, format="WEBP", lossless=True, method=method), rgb)
    few = np.asarray(image.quantize(12).convert("RGB"))
    exact(f"{tag}lossless-12-colours.webp", saved(Image.fromarray(few), format="WEBP", lossless=True), few)
    two = np.asarray(image.quantize(2).convert("RGB"))
    exact(f"{tag}lossless-2-colours.webp", saved(Image.fromarray(two), format="WEBP", lossless=True), two)
    near = run("cwebp -quiet -near_lossless 40 IN -o OUT", rgb, ".png", ".webp")
    exact(f"{tag}near-lossless.webp", near, pillow(near))

    height, width = rgb.shape[:2]
    ramp = np.tile(np.linspace(0, 255, width).astype(np.uint8), (height, 1))
    rgba = np.dstack([rgb, ramp])
    clear = Image.fromarray(rgba)
    exact(f"{tag}lossless-alpha.webp", saved(clear, format="WEBP", lossless=True, exact=True), over_white(rgba))
    for quality in (100, 20):
        lossy(f"lossy-alpha-q{quality}", saved(clear, format="WEBP", quality=80, alpha_quality=quality))
    for kind in ("none", "fast", "best"):
        lossy(f"lossy-alpha-{kind}", run(f"cwebp -quiet -alpha_filter {kind} IN -o OUT", rgba, ".png", ".webp"))
    raw_alpha = "cwebp -quiet -alpha_method 0 IN -o OUT"
    lossy("lossy-alpha-raw", run(raw_alpha, rgba, ".png", ".webp"))

    second = Image.fromarray(rgb[:, ::-1])
    for name, options in {"animation-lossless": {"lossless": True}, "animation-m0": {"method": 0, "quality": 80}}.items():
        data = saved(image, format="WEBP", save_all=True, append_images=[second], duration=100, **options)
        case(f"{tag}{name}.webp", data, pillow(data), *((0, 0) if "lossless" in name else WEBP))
    # A first frame that covers a part of the canvas; what it leaves free is transparent.
    with tempfile.TemporaryDirectory() as folder:
        frame = Path(folder, "frame.webp")
        frame.write_bytes(saved(image.crop((0, 0, width // 2, height // 2)), format="WEBP", lossless=True))
        whole = Path(folder, "whole.webp")
        whole.write_bytes(saved(image, format="WEBP", lossless=True))
        target = Path(folder, "out.webp")
        subprocess.run(
            ["webpmux", "-frame", str(frame), "+100+4+2+1", "-frame", str(whole), "+100", "-o", str(target)],
            check=True, capture_output=True)
        expected = np.full_like(rgb, 255)
        expected[2 : 2 + height // 2, 4 : 4 + width // 2] = rgb[: height // 2, : width // 2]
        # Pillow shows black there, since the file states no transparency.
        exact(f"{tag}animation-partial.webp", target.read_bytes(), expected, check=False)


def jpeg(tag, rgb):
    def lossy(name, data, bound=None):
        case(f"{tag}{name}.jpg", data, pillow(data), *(bound or JPEG))

    for sampling in ("1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2", "2x4", "3x1", "1x3"):
        for kind, option in {"baseline": "-baseline", "progressive": "-progressive"}.items():
            for quality in (10, 50, 97) if WIDE else (75,):
                command = f"cjpeg -quality {quality} -sample {sampling} {option} -outfile OUT IN"
                lossy(f"{kind}-{sampling}-q{quality}", run(command, rgb, ".ppm", ".jpg"))
    for name, options in {
        "grey": "-grayscale",
        "grey-progressive": "-grayscale -progressive",
        "restart-1-block": "-restart 1B -sample 2x2",
        "restart-1-row": "-restart 1 -sample 2x1",
        "restart-progressive": "-restart 2B -progressive",
        "optimised": "-optimize",
        "rgb": "-rgb",
        "smoothed": "-smooth 20",
        "fast-dct": "-dct fast",
        "odd-luma": "-sample 1x1,2x2,2x2",
        "chroma-2x1-1x2": "-sample 2x2,2x1,1x2",
    }.items():
        lossy(name, run(f"cjpeg -quality 80 {options} -outfile OUT IN", rgb, ".ppm", ".jpg"))
    script = "0; 1 2;"  # a baseline file of two scans
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as scans:
        scans.write(script)
        scans.flush()
        lossy("two-scans", run(f"cjpeg -scans {scans.name} -outfile OUT IN", rgb, ".ppm", ".jpg"))
    arithmetic = run("cjpeg -arithmetic -outfile OUT IN", rgb, ".ppm", ".jpg")
    lossy("arithmetic", arithmetic)
    case(f"{tag}lossless.jpg", imagecodecs.jpeg8_encode(rgb, lossless=True), None)
    twelve = imagecodecs.jpeg8_encode(rgb.astype(np.uint16) * 16, bitspersample=12, lossless=False)
    case(f"{tag}12-bit.jpg", twelve, None)
    cmyk = Image.fromarray(rgb).convert("CMYK")
    for name, options in {"cmyk": {}, "cmyk-progressive": {"progressive": True}}.items():
        data = saved(cmyk, format="JPEG", quality=90, **options)
        lossy(name, data)
    lossy("ycck", run("/usr/bin/convert IN -colorspace CMYK -sampling-factor 1x1 -quality 90 OUT", rgb, ".png", ".jpg"))
    stream = saved(Image.fromarray(rgb), format="JPEG", quality=90)
    lossy("stray-bytes-before-eoi", stream[:-2] + b"\x00\x11\x22" + stream[-2:])
    lossy("trailing-data", stream + b"trailing" * 40)
    lossy("dpi-and-comment", saved(Image.fromarray(rgb), format="JPEG", quality=90, dpi=(300, 300), comment=b"x" * 99))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lossy("icc-profile", saved(Image.fromarray(rgb), format="JPEG", quality=90, icc_profile=srgb))


def png_bytes(samples, depth, colour, interlaced=0, palette=None, clear=None, extra=b""):
    """A PNG of (height, width, channels) samples; rows cycle through the five filters."""
    height, width, channels = samples.shape

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def packed(row):
        if depth == 16:
            return row.astype(">u2").tobytes()
        if depth == 8:
            return row.astype(np.uint8).tobytes()
        bits = "".join(f"{int(v):0{depth}b}" for v in row.ravel())
        bits += "0" * (-len(bits) % 8)
        return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))

    unit = max(1, depth * channels // 8)

    def filtered(rows):
        out, above = b"", None
        for i, row in enumerate(rows):
            line = np.frombuffer(packed(row), np.uint8).astype(int)
            up = above if above is not None else np.zeros_like(line)
            left = np.concatenate([np.zeros(unit, int), line])[: len(line)]
            corner = np.concatenate([np.zeros(unit, int), up])[: len(line)]
            guess = left + up - corner
            distance = np.stack([abs(guess - left), abs(guess - up), abs(guess - corner)])
            paeth = np.choose(distance.argmin(0), [left, up, corner])
            kind = i % 5
            value = [0 * line, left, up, (left + up) // 2, paeth][kind]
            out += bytes([kind]) + ((line - value) % 256).astype(np.uint8).tobytes()
            above = line
        return out

    if interlaced:
        passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
        parts = [samples[y::dy, x::dx] for y, x, dy, dx in passes]
        data = b"".join(filtered(p) for p in parts if p.size)
    else:
        data = filtered(samples)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
    out += extra
    if palette is not None:
        out += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    if clear is not None:
        out += chunk(b"tRNS", clear)
    packed_data = zlib.compress(data, 9)
    middle = len(packed_data) // 2  # two IDAT chunks
    return out + chunk(b"IDAT", packed_data[:middle]) + chunk(b"IDAT", packed_data[middle:]) + chunk(b"IEND", b"")


def png(tag, rgb):
    grey = grey_of(rgb)
    height, width = grey.shape
    ramp = np.tile(np.linspace(0, 255, width).astype(int), (height, 1))
    wide = np.random.default_rng(2).integers(0, 256, rgb.shape)
    rgb16 = rgb.astype(int) * 256 + wide
    rgb_of_16 = ((rgb16 * 255 + 32767) // 65535).astype(np.uint8)
    grey16 = rgb16[..., :1]
    grey_of_16 = np.repeat(rgb_of_16[..., :1], 3, -1)
    alpha16 = ramp[..., None] * 257
    for interlaced in (0, 1):
        suffix = "-interlaced.png" if interlaced else ".png"

        def add(name, expected, *arguments, check=True, **options):
            data = png_bytes(*arguments, interlaced=interlaced, **options)
            exact(f"{tag}{name}{suffix}", data, expected, check)

        add("rgb-8", rgb, rgb, 8, 2)
        add("rgb-16", rgb_of_16, rgb16, 16, 2, check=False)
        add("rgba-8", over_white(np.dstack([rgb, ramp])), np.dstack([rgb, ramp]), 8, 6)
        rgba_of_16 = over_white(np.dstack([rgb_of_16, ramp]))
        add("rgba-16", rgba_of_16, np.dstack([rgb16, alpha16]), 16, 6, check=False)
        add("grey-8", as_rgb(grey), grey[..., None], 8, 0)
        add("grey-16", grey_of_16, grey16, 16, 0, check=False)
        grey_alpha = over_white(np.dstack([as_rgb(grey), ramp]))
        add("grey-alpha-8", grey_alpha, np.dstack([grey, ramp]), 8, 4)
        grey_alpha_of_16 = over_white(np.dstack([grey_of_16, ramp]))
        add("grey-alpha-16", grey_alpha_of_16, np.dstack([grey16, alpha16]), 16, 4, check=False)
        for depth in (1, 2, 4):
            most = 2**depth - 1
            small = grey.astype(int) * most // 255
            add(f"grey-{depth}", as_rgb((small * (255 // most)).astype(np.uint8)), small[..., None], depth, 0)
        for depth in (1, 2, 4, 8):
            few = Image.fromarray(rgb).quantize(min(2**depth, 200), dither=Image.Dither.NONE)
            indices, palette = np.asarray(few), np.array(few.getpalette()).reshape(-1, 3)
            colours = palette[indices].astype(np.uint8)
            used = palette[: indices.max() + 1]
            add(f"palette-{depth}", colours, indices[..., None], depth, 3, palette=used)
            if depth > 1:
                clear = bytes([0, 128])
                opacity = np.full(len(used), 255)
                opacity[:2] = 0, 128
                expected = over_white(np.dstack([colours, opacity[indices]]))
                add(f"palette-{depth}-clear", expected, indices[..., None], depth, 3, palette=used, clear=clear)
        key = rgb[-1, 0]
        hidden = np.where((rgb == key).all(-1), 0, 255)
        add("rgb-8-key", over_white(np.dstack([rgb, hidden])), rgb, 8, 2, clear=struct.pack(">3H", *map(int, key)))
        shade = int(grey[-1, 0])
        hidden = np.where(grey == shade, 0, 255)
        expected = over_white(np.dstack([as_rgb(grey), hidden]))
        add("grey-8-key", expected, grey[..., None], 8, 0, clear=struct.pack(">H", shade))
        shade = int(grey16[-1, 0, 0])
        hidden = np.where(grey16[..., 0] == shade, 0, 255)
        expected = over_white(np.dstack([grey_of_16, hidden]))
        add("grey-16-key", expected, grey16, 16, 0, clear=struct.pack(">H", shade), check=False)
        key = rgb16[-1, 0]
        hidden = np.where((rgb16 == key).all(-1), 0, 255)
        expected = over_white(np.dstack([rgb_of_16, hidden]))
        add("rgb-16-key", expected, rgb16, 16, 2, clear=struct.pack(">3H", *map(int, key)), check=False)
        few_bits = grey.astype(int) * 3 // 255
        hidden = np.where(few_bits == 2, 0, 255)
        expected = over_white(np.dstack([as_rgb((few_bits * 85).astype(np.uint8)), hidden]))
        # Pillow compares the key with the widened sample, against the standard.
        add("grey-2-key", expected, few_bits[..., None], 2, 0, clear=struct.pack(">H", 2), check=False)
    image, second = Image.fromarray(rgb), Image.fromarray(rgb[:, ::-1])
    exact(f"{tag}animation.png", saved(image, format="PNG", save_all=True, append_images=[second]), rgb)
    gamma = struct.pack(">I", 4) + b"gAMA" + struct.pack(">I", 100000)
    gamma += struct.pack(">I", zlib.crc32(gamma[4:]))
    exact(f"{tag}gamma.png", png_bytes(rgb, 8, 2, extra=gamma), rgb)


def tiff(tag, rgb):
    def written(array, **options):
        out = io.BytesIO()
        tifffile.imwrite(out, array, metadata=None, **options)
        return out.getvalue()

    def known(name, expected, array, bound=(0, 0.0), **options):
        case(f"{tag}{name}.tif", written(array, **options), expected, *bound)

    image, grey = Image.fromarray(rgb), grey_of(rgb)
    height, width = grey.shape
    for compression in (None, "lzw", "adobe_deflate", "packbits", "zstd", "lzma"):
        label = compression or "raw"
        good = rgb if compression not in ("zstd", "lzma") else None
        known(f"rgb-{label}", good, rgb, compression=compression, rowsperstrip=7)
        if good is None:
            continue
        known(f"rgb-{label}-tiles", rgb, rgb, compression=compression, tile=(16, 16))
        known(f"rgb-{label}-planar", rgb, np.moveaxis(rgb, -1, 0).copy(), photometric="rgb",
              planarconfig="separate", compression=compression, rowsperstrip=7)
    for compression in ("lzw", "adobe_deflate"):
        known(f"rgb-{compression}-predictor", rgb, rgb, compression=compression, predictor=True, rowsperstrip=7)
        known(f"rgb-{compression}-predictor-tiles", rgb, rgb, compression=compression, predictor=True, tile=(16, 16))
    known("rgb-big-endian", rgb, rgb, byteorder=">", compression="lzw")
    known("rgb-bigtiff", rgb, rgb, bigtiff=True, rowsperstrip=7)
    known("rgb-planar-tiles", rgb, np.moveaxis(rgb, -1, 0).copy(), photometric="rgb", planarconfig="separate",
          tile=(16, 16), compression="lzw")
    known("two-pages", rgb, np.stack([rgb, 255 - rgb]), photometric="rgb")
    known("grey-8", as_rgb(grey), grey, compression="lzw")
    known("grey-8-inverted", as_rgb(255 - grey), grey, photometric="miniswhite", compression="lzw")
    bits = grey > 128
    bit_rgb = as_rgb(np.where(bits, 255, 0).astype(np.uint8))
    known("bilevel", bit_rgb, bits, photometric="minisblack")
    known("bilevel-inverted", 255 - bit_rgb, bits, photometric="miniswhite")
    for compression in ("group3", "group4", "tiff_ccitt"):
        data = saved(Image.fromarray(bits), format="TIFF", compression=compression)
        exact(f"{tag}bilevel-{compression}.tif", data, pillow(data))
    wide = rgb.astype(np.uint16) * 256 + np.random.default_rng(2).integers(0, 256, rgb.shape).astype(np.uint16)
    narrow = ((wide.astype(int) * 255 + 32767) // 65535).astype(np.uint8)
    known("rgb-16", narrow, wide, compression="lzw", photometric="rgb")
    known("rgb-16-big-endian", narrow, wide, byteorder=">", compression="lzw", photometric="rgb")
    known("rgb-16-predictor", narrow, wide, compression="adobe_deflate", predictor=True, photometric="rgb")
    known("rgb-16-tiles", narrow, wide, tile=(16, 16), photometric="rgb")
    known("rgb-16-planar", narrow, np.moveaxis(wide, -1, 0).copy(), photometric="rgb", planarconfig="separate")
    known("grey-16", as_rgb(narrow[..., 0]), wide[..., 0], compression="lzw")
    known("grey-16-inverted", as_rgb(255 - narrow[..., 0]), wide[..., 0], photometric="miniswhite")
    known("rgb-32", narrow, wide.astype(np.uint32) * 65537, photometric="rgb", bound=(1, 0.02))
    known("grey-32", as_rgb(narrow[..., 0]), wide[..., 0].astype(np.uint32) * 65537, bound=(1, 0.02))
    # Floating point samples run from 0 to 1.
    unit = wide / 65535.0
    for kind in ("f2", "f4", "f8"):
        if kind != "f2":
            known(f"rgb-{kind}", narrow, unit.astype(kind), photometric="rgb", bound=FLOAT)
            known(f"grey-{kind}", as_rgb(narrow[..., 0]), unit[..., 0].astype(kind), bound=FLOAT)
        else:
            known(f"rgb-{kind}", narrow, unit.astype(kind), photometric="rgb", bound=(1, 0.2))
    known("rgb-f4-lzw", narrow, unit.astype("f4"), photometric="rgb", compression="lzw", bound=FLOAT)
    known("rgb-f4-predictor", narrow, unit.astype("f4"), photometric="rgb", compression="adobe_deflate",
          predictor=3, bound=FLOAT)
    known("rgb-f4-planar", narrow, np.moveaxis(unit, -1, 0).astype("f4"), photometric="rgb",
          planarconfig="separate", bound=FLOAT)
    known("rgb-f4-beyond", np.clip(np.round((unit * 2 - 0.5) * 255), 0, 255).astype(np.uint8),
          (unit * 2 - 0.5).astype("f4"), photometric="rgb", bound=FLOAT)
    known("grey-f4-hundreds", None, unit[..., 0].astype("f4") * 300)
    known("grey-i2", None, wide[..., 0].astype(np.int16))
    ramp = np.tile(np.linspace(0, 255, width).astype(np.uint8), (height, 1))
    rgba = np.dstack([rgb, ramp])
    known("rgba-8", over_white(rgba), rgba, photometric="rgb", extrasamples=["unassalpha"], compression="lzw")
    scaled = (rgb.astype(int) * ramp[..., None] + 127) // 255
    known("rgba-8-associated", (scaled + 255 - ramp[..., None].astype(int)).astype(np.uint8),
          np.dstack([scaled, ramp]).astype(np.uint8), photometric="rgb", extrasamples=["assocalpha"])
    known("rgbx-8", rgb, rgba, photometric="rgb", extrasamples=["unspecified"])
    known("grey-alpha-8", over_white(np.dstack([as_rgb(grey), ramp])), np.dstack([grey, ramp]),
          photometric="minisblack", extrasamples=["unassalpha"], planarconfig="contig")
    wide_rgba = np.dstack([wide, ramp.astype(np.uint16) * 257])
    known("rgba-16", over_white(np.dstack([narrow, ramp])), wide_rgba, photometric="rgb", extrasamples=["unassalpha"])
    for colours, mode in ((200, "8"), (16, "4")):
        few = image.quantize(colours, dither=Image.Dither.NONE)
        data = saved(few, format="TIFF", compression="tiff_lzw")
        exact(f"{tag}palette-{colours}.tif", data, np.asarray(few.convert("RGB")))
        if mode == "4":
            data = subprocess.run(["/usr/bin/convert", "png:-", "-type", "Palette", "tiff:-"], input=saved(few, format="PNG"),
                                  check=True, capture_output=True).stdout
            exact(f"{tag}palette-{colours}-im.tif", data, np.asarray(few.convert("RGB")))
    cmyk = np.asarray(image.convert("CMYK"))
    known("cmyk-8", np.asarray(image.convert("CMYK").convert("RGB")), cmyk, photometric="separated", compression="lzw",
          bound=(1, 0.5))
    lab_image = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    lab = np.asarray(lab_image).copy()
    data = saved(lab_image, format="TIFF")
    case(f"{tag}lab-8.tif", data, lab_to_rgb(lab_image), *LAB)
    signed = lab.view(np.int8)[..., 1:].astype(np.int16) * 256
    lab_16 = np.dstack([lab[..., :1].astype(np.uint16) * 257, signed.view(np.uint16)])
    known("lab-16", lab_to_rgb(lab_image), lab_16, photometric="cielab", bound=LAB)
    icc = np.dstack([lab[..., :1], lab[..., 1:] + np.uint8(128)])
    known("lab-8-icc", lab_to_rgb(lab_image), icc, photometric="icclab", bound=LAB)
    ycc = np.asarray(image.convert("YCbCr"))
    known("ycbcr-raw", np.asarray(image.convert("YCbCr").convert("RGB")), ycc, photometric="ycbcr", subsampling=(1, 1),
          bound=(2, 1.0))
    for name, options in {
        "jpeg-420": {"subsampling": (2, 2)},
        "jpeg-422": {"subsampling": (2, 1)},
        "jpeg-444": {"subsampling": (1, 1)},
    }.items():
        data = written(rgb, photometric="ycbcr", compression="jpeg", compressionargs={"level": 90}, rowsperstrip=16, **options)
        case(f"{tag}{name}.tif", data, pillow(data), *TIFF_JPEG)
        data = written(rgb, photometric="ycbcr", compression="jpeg", compressionargs={"level": 90}, tile=(16, 16), **options)
        case(f"{tag}{name}-tiles.tif", data, pillow(data), *TIFF_JPEG)
    data = written(rgb, photometric="rgb", compression="jpeg", compressionargs={"level": 90, "outcolorspace": "rgb"})
    case(f"{tag}jpeg-rgb.tif", data, pillow(data), *TIFF_JPEG)
    data = written(grey, photometric="minisblack", compression="jpeg", compressionargs={"level": 90})
    case(f"{tag}jpeg-grey.tif", data, pillow(data), *TIFF_JPEG)
    for compression in ("jpeg", "tiff_adobe_deflate", "tiff_lzw"):
        data = saved(image, format="TIFF", compression=compression, **({"quality": 90} if compression == "jpeg" else {}))
        case(f"{tag}pillow-{compression}.tif", data, pillow(data), *(TIFF_JPEG if compression == "jpeg" else (0, 0)))
    for name, options in {"jpeg2000": "jpeg2000", "webp": "webp", "jpegxl": "jpegxl"}.items():
        data = written(rgb, photometric="rgb", compression=options)
        case(f"{tag}in-{name}.tif", data, None)
    for depth in (10, 12, 14):
        most = 2**depth - 1
        samples = wide.astype(np.uint16) >> (16 - depth)
        known(f"rgb-{depth}-bit", ((samples.astype(int) * 255 + most // 2) // most).astype(np.uint8), samples,
              photometric="rgb", bitspersample=depth)
    for depth in (2, 4):
        most = 2**depth - 1
        samples = (grey >> (8 - depth)).astype(np.uint8)
        known(f"grey-{depth}-bit", as_rgb((samples.astype(int) * 255 // most).astype(np.uint8)), samples,
              photometric="minisblack", bitspersample=depth)


def lab_to_rgb(lab_image):
    return np.asarray(ImageCms.profileToProfile(
        lab_image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"))


def gif(tag, rgb):
    image = Image.fromarray(rgb)
    second = Image.fromarray(rgb[:, ::-1])
    for colours in (2, 3, 16, 200):
        few = image.quantize(colours, dither=Image.Dither.NONE)
        for interlace in (0, 1):
            data = saved(few, format="GIF", interlace=interlace)
            exact(f"{tag}{colours}-colours{'-interlaced' if interlace else ''}.gif", data, np.asarray(few.convert("RGB")))
    few = image.quantize(16, dither=Image.Dither.NONE)
    data = saved(few, format="GIF", transparency=3)
    exact(f"{tag}transparent.gif", data, pillow(data))
    data = saved(few, format="GIF", save_all=True, append_images=[second.quantize(16)], duration=100, loop=0)
    exact(f"{tag}animation.gif", data, np.asarray(few.convert("RGB")))
    data = saved(image.convert("L"), format="GIF")
    exact(f"{tag}grey.gif", data, pillow(data))
    data = run("/usr/bin/convert IN -colors 64 OUT", rgb, ".png", ".gif")
    exact(f"{tag}imagemagick.gif", data, pillow(data))


def bmp(tag, rgb):
    image, grey = Image.fromarray(rgb), grey_of(rgb)
    height, width = grey.shape
    exact(f"{tag}rgb-24.bmp", saved(image, format="BMP"), rgb)
    exact(f"{tag}grey-8.bmp", saved(Image.fromarray(grey), format="BMP"), as_rgb(grey))
    few = image.quantize(200, dither=Image.Dither.NONE)
    exact(f"{tag}palette-8.bmp", saved(few, format="BMP"), np.asarray(few.convert("RGB")))
    bits = Image.fromarray(grey > 128)
    exact(f"{tag}bilevel.bmp", saved(bits, format="BMP"), np.asarray(bits.convert("RGB")))
    data = run("/usr/bin/convert IN -colors 16 -compress none BMP3:OUT".replace("BMP3:OUT", "OUT"), rgb, ".png", ".bmp")
    case(f"{tag}imagemagick.bmp", data, pillow(data))
    few = np.asarray(image.quantize(12, dither=Image.Dither.NONE).convert("RGB"))
    data = subprocess.run(["/usr/bin/convert", "png:-", "-type", "Palette", "-compress", "RLE", "bmp3:-"], check=True,
                          input=saved(Image.fromarray(few), format="PNG"), capture_output=True).stdout
    exact(f"{tag}rle-8.bmp", data, few)

    def raw(header, masks, pixels):
        offset = 14 + len(header) + len(masks)
        return struct.pack("<2sIHHI", b"BM", offset + len(pixels), 0, 0, offset) + header + masks + pixels

    def info(bits, compression, rows):
        return struct.pack("<IiiHHIIiiII", 40, width, rows, 1, bits, compression, 0, 2835, 2835, 0, 0)

    def padded(rows):
        return b"".join(r.tobytes() + b"\0" * (-len(r.tobytes()) % 4) for r in rows)

    exact(f"{tag}top-down.bmp", raw(info(24, 0, -height), b"", padded(rgb[..., ::-1])), rgb)
    red, green, blue = (rgb[..., i].astype(int) for i in range(3))
    five = (red >> 3 << 10 | green >> 3 << 5 | blue >> 3).astype("<u2")
    scaled = lambda v, most: (v * 255 + most // 2) // most
    expected = np.stack([scaled(v >> 3, 31) for v in (red, green, blue)], -1).astype(np.uint8)
    case(f"{tag}rgb-555.bmp", raw(info(16, 0, height), b"", padded(five[::-1])), expected, 1, 0.6)
    six = (red >> 3 << 11 | green >> 2 << 5 | blue >> 3).astype("<u2")
    expected = np.stack([scaled(red >> 3, 31), scaled(green >> 2, 63), scaled(blue >> 3, 31)], -1).astype(np.uint8)
    masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
    case(f"{tag}rgb-565.bmp", raw(info(16, 3, height), masks, padded(six[::-1])), expected, 1, 0.6)
    four = (red << 16 | green << 8 | blue).astype("<u4")
    exact(f"{tag}rgb-32.bmp", raw(info(32, 0, height), b"", padded(four[::-1])), rgb)
    ramp = np.tile(np.linspace(0, 255, width).astype(int), (height, 1))
    with_alpha = (ramp << 24 | red << 16 | green << 8 | blue).astype("<u4")
    header = struct.pack("<IiiHHIIiiII", 108, width, height, 1, 32, 3, 0, 2835, 2835, 0, 0)
    header += struct.pack("<IIII4s", 0xFF0000, 0xFF00, 0xFF, 0xFF000000, b"BGRs") + b"\0" * 48
    expected = over_white(np.dstack([rgb, ramp]))
    exact(f"{tag}rgba-32-v4.bmp", raw(header, b"", padded(with_alpha[::-1])), expected)
    os2 = struct.pack("<IHHHH", 12, width, height, 1, 24)
    exact(f"{tag}os2.bmp", raw(os2, b"", padded(rgb[::-1, :, ::-1])), rgb)


# Largest and mean difference from the reference decoder, in grey levels.
WEBP = (24, 2.0)
JPEG = (24, 2.0)
TIFF_JPEG = (24, 2.0)
FLOAT = (1, 0.02)
LAB = (40, 1.3)

if __name__ == "__main__":
    pictures = {"": scene(19, 17)}
    if WIDE:
        pictures = {
            f"{w}x{h}-": scene(w, h, seed)
            for seed, (w, h) in enumerate([(16, 16), (37, 29), (64, 48), (129, 65), (200, 150), (320, 17)])
        }
    for tag, picture in pictures.items():
        for make in (webp, jpeg, png, tiff, gif, bmp):
            make(tag, picture)
    cases = io.StringIO()
    writer = csv.writer(cases, lineterminator="\n")
    writer.writerow(["file", "expected", "largest", "mean"])
    writer.writerows(ROWS)
    write("cases.csv", cases.getvalue())
    ARCHIVE.close()
    print(len(ROWS), "cases,", Path(sys.argv[1]).stat().st_size, "bytes")
