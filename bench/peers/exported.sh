#!/bin/sh
# Trains recipes, exports the networks, and compares Relumine's outputs with ONNX Runtime's on random samples:
#   bench/peers/exported.sh [RECIPE…]        default: bench/peers/exported/*.json and all of recipes/lessons/
# Writes docs/measurements/exported.json; ends with 1 if any output differs by more than 1e-5 of the
# model's largest output (or of 1, if that is smaller).
# SKIP_INSTALL=1 uses the ONNX Runtime that is there.
set -eu
cd "$(dirname "$0")/../.."
export PEERS="${PEERS:-$PWD/artifacts/peers}"
mkdir -p "$PEERS" docs/measurements
if [ -z "${SKIP_INSTALL:-}" ]; then
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$PEERS" onnxruntime-node@1.30.0 >&2
fi

dotnet build --configuration Release --verbosity quiet src/Relumine.Cli >&2
relumine() { dotnet src/Relumine.Cli/bin/Release/net10.0/relumine.dll "$@"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
    set -- bench/peers/exported/*.json $(find recipes/lessons -name '*.json' | sort)
fi

for recipe in "$@"; do
    name=$(echo "$recipe" | sed 's|.*recipes/lessons/||; s|.*peers/||; s|/|-|g; s|\.json$||')
    relumine train "$recipe" --output "$work/$name" --quiet >/dev/null
    NODE_PATH="$PEERS/node_modules" node bench/peers/exported.js samples "$work/$name/model.onnx" "$work/$name/x.npy"
    relumine run "$work/$name/model.onnx" --input "$work/$name/x.npy" --output "$work/$name/out" --quiet >/dev/null
done

NODE_PATH="$PEERS/node_modules" node bench/peers/exported.js compare "$work" docs/measurements/exported.json
