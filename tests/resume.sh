#!/bin/sh
# Kills a training run with kill -9 at random moments, resumes it, and compares the result with a run that was never
# stopped: the model must have the same bits. Usage: tests/resume.sh PATH-OF-RELUMINE [TIMES]
set -eu
relumine=$1
times=${2:-20}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/recipe.json" <<'RECIPE'
{ "data": { "blobs": { "samples": 4000 }, "validation": 0.2 },
  "model": [ { "dense": 128 }, { "relu": {} }, { "dropout": 0.1 },
             { "dense": 128 }, { "batchNormalization": {} }, { "relu": {} }, { "dense": 10 } ],
  "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.001 } }, "schedule": { "cosine": {} },
  "batch": 32, "epochs": 60, "seed": 1 }
RECIPE
"$relumine" train "$folder/recipe.json" -q --output "$folder/whole" > "$folder/out"
same=0
kills=0
run=0
while [ "$run" -lt "$times" ]; do
    run=$((run + 1))
    rm -rf "$folder/cut"
    attempt=0
    while [ "$attempt" -lt 4 ]; do
        attempt=$((attempt + 1))
        "$relumine" train "$folder/recipe.json" -q --output "$folder/cut" --resume --checkpoint-every 20 --threads $((1 + run % 3)) > "$folder/out" 2>&1 &
        process=$!
        sleep "0.$(od -An -N1 -tu1 /dev/urandom | awk '{ print 2 + $1 % 8 }')"
        if kill -9 "$process" 2> "$folder/out"; then kills=$((kills + 1)); fi
        wait "$process" 2> "$folder/out" || true
    done
    "$relumine" train "$folder/recipe.json" -q --output "$folder/cut" --resume > "$folder/out"
    if cmp -s "$folder/whole/model.onnx" "$folder/cut/model.onnx" && [ "$(wc -l < "$folder/cut/log.jsonl")" -eq 61 ]; then
        same=$((same + 1))
    fi
done
echo "$same of $times runs ended with the same bits after $kills kills."
[ "$same" -eq "$times" ]
