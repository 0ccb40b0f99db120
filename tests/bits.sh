#!/usr/bin/env bash
# Trains, checks up, audits and trims on 1, 2, 3 and 8 threads with registers of 128, 256 and 512 bits, and compares every file that comes out:
# models byte by byte, results but for their times. Prints one row of a table for each command, and fails if one differs.
# Usage: tests/bits.sh PATH-OF-RELUMINE
set -u
relumine=$(realpath "$1")
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cd "$top"
cat > dense.json <<'RECIPE'
{ "data": { "blobs": { "samples": 600 }, "validation": 0.2 },
  "model": [ { "dense": 37 }, "gelu", { "dropout": 0.1 }, { "dense": 23 }, { "batchNormalization": {} }, "relu", { "dense": 10 } ],
  "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "schedule": { "cosine": {} }, "batch": 32, "epochs": 5, "seed": 1 }
RECIPE
cat > conv.json <<'RECIPE'
{ "data": { "bars": { "samples": 160 } },
  "model": [ { "conv": 7, "kernel": 3, "padding": 1 }, "relu", { "maxPool": 2 }, { "conv": 9, "kernel": 3 }, { "batchNormalization": {} }, "relu",
    { "globalAveragePool": {} }, { "dense": 4 } ],
  "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.05, "momentum": 0.9 } }, "clipNorm": 0.5, "batch": 32, "epochs": 3, "seed": 1 }
RECIPE
cat > sick.json <<'RECIPE'
{ "data": { "blobs": { "samples": 400 }, "validation": 0.25 }, "model": [ { "dense": 24 }, "relu", { "dense": 24 }, "relu", { "dense": 10 } ],
  "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 3 } }, "batch": 32, "epochs": 6, "seed": 1 }
RECIPE
awk 'BEGIN { for (row = 0; row < 203; row++) for (i = 0; i < 20; i++) printf "%.3f%s", sin(row * 20 + i * 7), i < 19 ? "," : "\n" }' > data.csv
"$relumine" train sick.json -q --output given > /dev/null || exit 1
bad=0
for command in train-dense train-conv checkup audit trim; do
    first="" files=0 different=""
    for lanes in 128 256 512; do
        for threads in 1 2 3 8; do
            # Names of folders stand in results: all runs write into one of the same name.
            rm -rf out && mkdir -p "$command-$lanes-$threads"
            case $command in
                train-*) RELUMINE_LANES=$lanes "$relumine" train "${command#train-}.json" -q --threads "$threads" --output out --json out.json > /dev/null ;;
                checkup) RELUMINE_LANES=$lanes "$relumine" checkup sick.json -q --threads "$threads" --output out --json out.json > /dev/null ;;
                audit) mkdir out && RELUMINE_LANES=$lanes "$relumine" audit given/model.onnx --data data.csv -q --threads "$threads" \
                    --json out.json --html out/audit.html > /dev/null ;;
                trim) mkdir out && RELUMINE_LANES=$lanes "$relumine" trim given/model.onnx --data data.csv -q --threads "$threads" \
                    --output out/model.onnx --json out.json > /dev/null ;;
            esac
            mv out.json out/result.json
            here=$(cd out && find . -type f ! -name 'checkpoint*' ! -name '.relumine-run' ! -name '*-state.json*' | sort | while IFS= read -r file; do
                case $file in
                    *.onnx) printf '%s %s\n' "$file" "$(sha256sum < "$file")" ;;
                    # Times, the last column of a report's table of epochs among them, and the threads that were asked for are no results.
                    *.json | *.jsonl | *.html) printf '%s %s\n' "$file" "$(sed -E 's/"[A-Za-z]*([sS]econds|PerSecond|threads)[A-Za-z]*": ?[0-9.e+-]+,?//g; s/[0-9.,]+( |&#xA0;)?(ms|s|min)([ .<,]|$)//g; s#<td>[0-9.e-]+</td></tr>#</tr>#g' "$file" | sha256sum)" ;;
                esac
            done)
            files=$(echo "$here" | wc -l)
            if [ -z "$first" ]; then
                first=$here
                rm -rf kept && cp -r out kept
            elif [ "$here" != "$first" ]; then
                different="$different $lanes/$threads:$(diff <(echo "$first") <(echo "$here") | sed -n 's/^> \([^ ]*\) .*/\1/p' | xargs)"
                [ -n "${KEEP:-}" ] && { mkdir -p "$KEEP"; rm -rf "$KEEP/$command" "$KEEP/$command-first"; cp -r out "$KEEP/$command"; cp -r kept "$KEEP/$command-first"; }
            fi
        done
    done
    printf '| %s | %s | 12 runs: %s |\n' "$command" "$files files" "${different:-the same}"
    [ -z "$different" ] || bad=1
done
exit $bad
