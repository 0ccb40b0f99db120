using System.Reflection;
using System.Xml.Linq;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>Dependencies point one way: Kernels ◄ Graph ◄ Data ◄ Engine ◄ Recipes ◄ Doctor ◄ Reports ◄ Live ◄ Cli, Graph ◄ Onnx ◄ Cli, and
/// Graph ◄ Geometry ◄ Doctor.</summary>
public class ArrowTests
{
    // What each project may name: the projects that its arrows reach, and the packages of others.
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> s_allowed = new()
    {
        ["Kernels"] = ([], ["System.Numerics.Tensors"]),
        ["Graph"] = (["Kernels"], []),
        ["Geometry"] = (["Kernels", "Graph"], []),
        ["Data"] = (["Kernels", "Graph"], ["StbImageSharp"]),
        ["Engine"] = (["Kernels", "Graph", "Data"], []),
        ["Recipes"] = (["Kernels", "Graph", "Data", "Engine"], []),
        ["Doctor"] = (["Kernels", "Graph", "Geometry", "Data", "Engine", "Recipes"], []),
        ["Reports"] = (["Kernels", "Graph", "Geometry", "Data", "Engine", "Recipes", "Doctor"], []),
        ["Live"] = (["Kernels", "Graph", "Geometry", "Data", "Engine", "Recipes", "Doctor", "Reports"], []),
        ["Onnx"] = (["Kernels", "Graph"], ["Google.Protobuf", "Grpc.Tools"]),
        ["Cli"] = (
            ["Kernels", "Graph", "Geometry", "Data", "Engine", "Recipes", "Doctor", "Reports", "Live", "Onnx", "Launcher"],
            ["System.CommandLine", "Spectre.Console", "Spectre.Console.Ansi"]
        ),
        ["Launcher"] = ([], []),
        ["OnnxRuntime"] = (["Kernels", "Graph", "Geometry", "Data", "Engine", "Recipes", "Doctor", "Onnx"], ["Microsoft.ML.OnnxRuntime"]),
        ["OnnxRuntime.Cli"] = (
            ["Kernels", "Graph", "Geometry", "Data", "Engine", "Recipes", "Doctor", "Reports", "Onnx", "OnnxRuntime", "Cli"], []
        ),
    };

    // An arrow permits what it reaches, and every arrow reaches the reductions that Kernels is built on. Nothing else
    // passes on: Google.Protobuf stays inside Onnx.
    private static readonly string[] s_reachedThroughKernels = ["System.Numerics.Tensors"];

    public static TheoryData<string> Projects => [.. s_allowed.Keys];

    [Fact]
    public void EveryProjectOfSrcHasItsPlaceInThePicture() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)["Relumine.".Length..])
            .ShouldBe(s_allowed.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFileFollowsTheArrows(string name)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", "Relumine." + name, $"Relumine.{name}.csproj"));
        var projects = file.Descendants("ProjectReference")
            .Where(r => (string?)r.Attribute("OutputItemType") != "Analyzer")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/'))["Relumine.".Length..]);
        var packages = file.Descendants("PackageReference").Select(r => (string)r.Attribute("Include")!);

        projects.ShouldBeSubsetOf(s_allowed[name].Projects);
        packages.ShouldBeSubsetOf(s_allowed[name].Packages);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void AssemblyFollowsTheArrows(string name)
    {
        var assembly = Assembly.Load(name switch { "Cli" => "relumine", "OnnxRuntime.Cli" => "relumine-onnxruntime", _ => "Relumine." + name });
        var foreign = assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(a => !IsOfTheRuntime(a));

        foreign.ShouldBeSubsetOf(
            [.. s_allowed[name].Projects.Select(p => p == "Cli" ? "relumine" : "Relumine." + p), .. s_allowed[name].Packages, .. s_reachedThroughKernels]);
    }

    // System.CommandLine and the tensors come as packages; everything else that is called System comes with .NET.
    private static bool IsOfTheRuntime(string assembly) =>
        assembly == "Microsoft.Win32.Primitives" || assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || (assembly.StartsWith("System.", StringComparison.Ordinal) && assembly is not ("System.CommandLine" or "System.Numerics.Tensors"));
}
