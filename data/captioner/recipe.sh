#!/usr/bin/env bash
# Makes the model in this folder again: recipe.sh FLICKR8K WEIGHTS RUNS
#
# FLICKR8K  the dataset, laid out as data/README.md says
# WEIGHTS   resnet18-imagenet.safetensors, see README.md
# RUNS      a folder for runs and features; the model is RUNS/captioner
set -euo pipefail

data=$1
weights=$2
runs=$3
captioner=$(dirname "$0")/../../captioner

# The decoder learns on frozen features; then layer3 and layer4 learn along, on crops and mirrored photos.
"$captioner" train --data "$data" --weights "$weights" --mirror --store "$runs/features" --precision bfloat16 \
    --epochs 14 --output "$runs/frozen"
"$captioner" train --data "$data" --model "$runs/frozen" --tune layer3,layer4 --precision bfloat16 \
    --learning-rate 4e-4 --warm-up 100 --epochs 7 --output "$runs/tuned"
# Captions sampled from the model are rewarded by CIDEr, on the features of the tuned encoder.
"$captioner" refine --data "$data" --model "$runs/tuned" --mirror --store "$runs/features" --precision bfloat16 \
    --output "$runs/refined"
"$captioner" quantize --model "$runs/refined" --output "$runs/captioner" --beam 3 --defects avoid
"$captioner" calibrate-confidence --model "$runs/captioner" --data "$data" --store "$runs/features"
