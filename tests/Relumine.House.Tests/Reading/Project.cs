using System.Xml.Linq;
using Relumine.Testing;

namespace Relumine.House.Tests.Reading;

/// <summary>A C# project of the checkout, as its project file and its folder say.</summary>
/// <param name="Folder">Its folder, relative to the checkout.</param>
/// <param name="Own">The C# files below the folder.</param>
/// <param name="Linked">The C# files of other folders that are compiled into it as well.</param>
/// <param name="References">The folders of the projects that it names.</param>
internal sealed record Project(string Folder, IReadOnlyList<string> Own, IReadOnlyList<string> Linked, IReadOnlyList<string> References)
{
    /// <summary>Every project of the checkout.</summary>
    public static IReadOnlyList<Project> All { get; } = [.. Checkout.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    /// <summary>The projects that ship.</summary>
    public static IReadOnlyList<Project> Shipped { get; } = [.. All.Where(p => p.Folder.StartsWith("src/", StringComparison.Ordinal))];

    /// <summary>The name of its folder, as <c>Relumine.Graph</c>.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The name of its assembly.</summary>
    public string Assembly => Name switch { "Relumine.Cli" => "relumine", "Relumine.OnnxRuntime.Cli" => "relumine-onnxruntime", _ => Name };

    /// <summary>The project of a folder, as <c>src/Relumine.Graph</c>.</summary>
    public static Project Of(string folder) => All.Single(p => p.Folder == folder);

    /// <summary>Every file whose types this project's files can name: its own, the linked ones, and those of the projects it reaches.</summary>
    public IEnumerable<string> Reach() => Own.Concat(Linked).Concat(References.SelectMany(r => Of(r).Reach())).Distinct();

    private static Project Read(string file)
    {
        var folder = Checkout.Folder(file);
        var content = XDocument.Parse(Checkout.Read(file));
        var own = Checkout.Code.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal));
        var linked = content.Descendants("Compile").Select(c => Beside(folder, (string)c.Attribute("Include")!));
        var references = content.Descendants("ProjectReference").Where(r => (string?)r.Attribute("OutputItemType") != "Analyzer")
            .Select(r => Checkout.Folder(Beside(folder, (string)r.Attribute("Include")!)));
        var shared = folder.StartsWith("tests/", StringComparison.Ordinal)
            ? Checkout.Code.Where(f => f.StartsWith("tests/Relumine.Testing/", StringComparison.Ordinal))
            : [];
        return new(folder, [.. own], [.. linked, .. shared], [.. references]);
    }

    private static string Beside(string folder, string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, path))).Replace('\\', '/');
}
