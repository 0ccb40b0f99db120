#!/bin/sh
# Installs the peers, builds Relumine, runs each measurement side by side on one core, prints ratios and writes
# docs/measurements/NAME.json. Arguments: the measurements (default: all) and options of race.py, e.g.
#   bench/peers/run.sh                          everything
#   bench/peers/run.sh inference --pairs 31     one of gemm inference activations probe threads driver
#                                               training training-probe training-threads, and before (RELUMINE_BEFORE names the bench program of another build)
#   bench/peers/run.sh libtorch libtorch-training   activations and training beside LibTorch of today, through TorchSharp; downloads a gigabyte
#   bench/peers/run.sh memory-training          peaks of memory of the same trainings, and what a step allocates
#   bench/peers/run.sh models MODEL.onnx…       real models and a ResNet-50 beside ONNX Runtime for .NET, in one process, and the peaks of their memory
#   bench/peers/run.sh sample-threads MODEL.onnx…   one sample of real models and a ResNet-50 on two threads beside one; needs two idle cores
#   bench/peers/starts.py TOOL PORTABLE.dll SHARED   whole commands of the native tool beside the portable program (needs packages)
# SKIP_INSTALL=1 uses what is there. Needs Debian's apt-get, npm and the .NET SDK.
set -eu
cd "$(dirname "$0")/../.."
export PEERS="${PEERS:-$PWD/artifacts/peers}"
mkdir -p "$PEERS/models" docs/measurements

if [ -z "${SKIP_INSTALL:-}" ]; then
    apt-get install -y --no-install-recommends python3-torch python3-numpy python3-onnx libopenblas0-pthread >&2
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$PEERS" onnxruntime-node@1.30.0 >&2
fi

/usr/bin/python3 bench/peers/models.py "$PEERS/models" \
    784,256,256,10 784,512,512,10 784,1024,1024,1024,10 4,16,2 50,50,50,5 cnn
dotnet build --configuration Release --verbosity quiet bench/Relumine.Bench >&2
export RELUMINE_BENCH="$PWD/bench/Relumine.Bench/bin/Release/net10.0/Relumine.Bench.dll"

if [ "${1:-}" = models ]; then
    shift
    /usr/bin/python3 bench/peers/models.py "$PEERS/models" resnet50
    dotnet build --configuration Release --verbosity quiet bench/Relumine.Races >&2
    taskset -c 0 dotnet bench/Relumine.Races/bin/Release/net10.0/Relumine.Races.dll "$@" "$PEERS/models/resnet50.onnx" \
        "$PEERS/models/cnn.onnx" --json docs/measurements/models.json
    dotnet bench/Relumine.Races/bin/Release/net10.0/Relumine.Races.dll memory "$@" "$PEERS/models/resnet50.onnx" --json docs/measurements/memory-models.json
    exec /usr/bin/python3 bench/peers/table.py docs/measurements
fi

if [ "${1:-}" = sample-threads ]; then
    shift
    /usr/bin/python3 bench/peers/models.py "$PEERS/models" resnet50
    dotnet build --configuration Release --verbosity quiet bench/Relumine.Races >&2
    dotnet bench/Relumine.Races/bin/Release/net10.0/Relumine.Races.dll "$@" "$PEERS/models/resnet50.onnx" --threads 2 --json docs/measurements/sample-threads.json
    exec /usr/bin/python3 bench/peers/table.py docs/measurements
fi

if [ "${1:-}" = libtorch ] || [ "${1:-}" = libtorch-training ] || [ "${1:-}" = memory-training ]; then
    dotnet build --configuration Release --verbosity quiet bench/Relumine.LibTorch >&2
    export LIBTORCH="$PWD/bench/peers/libtorch.sh"
fi

if [ $# -eq 0 ] || [ "${1#--}" != "$1" ]; then
    set -- gemm inference activations probe threads training training-probe training-threads "$@"
fi
/usr/bin/python3 bench/peers/race.py "$@" --json docs/measurements
/usr/bin/python3 bench/peers/table.py docs/measurements
