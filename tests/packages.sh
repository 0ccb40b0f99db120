#!/usr/bin/env bash
# Packs everything, installs the tool and the libraries from a local folder as a user would, and runs both.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet pack Relumine.slnx -c Release -o "$work/artifacts" --verbosity quiet --nologo
ls "$work/artifacts"

# The tool.
dotnet tool install Relumine.Cli --tool-path "$work/tool" --add-source "$work/artifacts" --verbosity quiet
"$work/tool/relumine" --version
"$work/tool/relumine" explain relu > "$work/relu.txt"
grep -q 'ReLU' "$work/relu.txt"
"$work/tool/relumine" demo --quiet --output "$work/demo"
test -s "$work/demo/report.html"
"$work/tool/relumine" demo --audit --quiet --output "$work/audit"

# The libraries, with the programs that README.md shows. Packages of others come from where they are already unpacked;
# ours go to a folder of their own, so that the next run does not find this run's.
mkdir "$work/app"
cat > "$work/app/app.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Relumine.Doctor" Version="0.*" />
    <PackageReference Include="Relumine.Onnx" Version="0.*" />
  </ItemGroup>
</Project>
PROJECT
cp "$work/audit/model.onnx" "$work/audit/data.npy" "$work/demo/recipe.json" "$work/app/"
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES="$work/packages"
dotnet restore "$work/app" --verbosity quiet -p:RestoreAdditionalProjectSources="$work/artifacts" -p:RestoreFallbackFolders="$packages"
programs=$(grep -c '^```csharp' README.md)
for program in $(seq "$programs"); do
    awk -v wanted="$program" '/^```csharp/ { inside = ++number == wanted; next } /^```/ { inside = 0 } inside' README.md > "$work/app/Program.cs"
    printf '\n-- program %s of README.md\n' "$program"
    (cd "$work/app" && dotnet run --no-restore)
done
