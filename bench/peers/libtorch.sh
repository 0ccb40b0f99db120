#!/bin/sh
# Starts LibTorch of today (bench/Relumine.LibTorch) on one thread. Its libraries want a C++ library newer than Debian 12 has: there, a root of
# Debian 13 is made in PEERS (debootstrap, 45 seconds, root's rights) and entered. Speaks on standard input and output.
set -eu
program=$(cd "$(dirname "$0")/../Relumine.LibTorch/bin/Release/net10.0" && pwd)
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 DOTNET_TieredPGO=0
if grep -qa GLIBCXX_3.4.32 "$(ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ { print $NF; exit }')"; then
    exec dotnet "$program/Relumine.LibTorch.dll"
fi

root=$PEERS/trixie
if [ ! -x "$root/bin/sh" ]; then
    command -v debootstrap > /dev/null || apt-get install -y --no-install-recommends debootstrap >&2
    mirror=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
    debootstrap --variant=minbase --include=libgomp1 trixie "$root" "$mirror" >&2
fi
for folder in "$sdk" "$program" /proc /dev; do
    mkdir -p "$root$folder"
    mountpoint -q "$root$folder" || mount --bind "$folder" "$root$folder"
done
exec chroot "$root" /usr/bin/env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$sdk/dotnet" "$program/Relumine.LibTorch.dll"
