#!/bin/sh
# Kills a checkup with kill -9 at random moments, resumes it, and compares what it says with a checkup that was never
# stopped: every file must be the same. Usage: tests/checkup-resume.sh PATH-OF-RELUMINE [TIMES]
set -eu
relumine=$1
times=${2:-10}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/recipe.json" <<'RECIPE'
{ "data": { "blobs": { "samples": 2000 }, "validation": 0.2 },
  "model": [ { "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 10 } ],
  "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.4 } }, "batch": 32, "epochs": 60, "seed": 1 }
RECIPE
"$relumine" checkup "$folder/recipe.json" -q --seeds 2 --output "$folder/whole" > "$folder/out"
same=0
kills=0
run=0
while [ "$run" -lt "$times" ]; do
    run=$((run + 1))
    rm -rf "$folder/cut"
    attempt=0
    while [ "$attempt" -lt 3 ]; do
        attempt=$((attempt + 1))
        "$relumine" checkup "$folder/recipe.json" -q --seeds 2 --output "$folder/cut" --resume --threads $((1 + run % 3)) > "$folder/out" 2>&1 &
        process=$!
        sleep "$(od -An -N1 -tu1 /dev/urandom | awk '{ print 0.3 + $1 / 128 }')"
        if kill -9 "$process" 2> "$folder/out"; then kills=$((kills + 1)); fi
        wait "$process" 2> "$folder/out" || true
    done
    "$relumine" checkup "$folder/recipe.json" -q --seeds 2 --output "$folder/cut" --resume > "$folder/out"
    if diff -r -x "checkup-state.json*" "$folder/whole" "$folder/cut"; then same=$((same + 1)); fi
done
echo "$same of $times checkups ended with the same files after $kills kills."
[ "$same" -eq "$times" ]
