using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Relumine.Testing;

namespace Relumine.House.Tests.Reading;

/// <summary>The C# files of the checkout as the compiler reads them, and the projects of src as it understands them.</summary>
internal static class Sources
{
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest, DocumentationMode.Parse);

    private static readonly ConcurrentDictionary<string, SyntaxTree> s_trees = new();

    // What the SDK adds to a project with implicit usings.
    private static readonly SyntaxTree s_implicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(
            (
                (string[])["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"]
            ).Select(n => $"global using global::{n};\n")
        ),
        s_language
    );

    /// <summary>Every assembly that these tests can load: .NET, the packages, and the projects of src.</summary>
    public static IReadOnlyList<MetadataReference> Assemblies { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(a => MetadataReference.CreateFromFile(a))];

    /// <summary>A file, parsed.</summary>
    public static SyntaxTree Tree(string file) => s_trees.GetOrAdd(file, f => CSharpSyntaxTree.ParseText(Checkout.Read(f), s_language, f));

    /// <summary>The top of a file.</summary>
    public static CompilationUnitSyntax Top(string file) => Tree(file).GetCompilationUnitRoot();

    /// <summary>The namespace that a file declares, or null if it has none.</summary>
    public static string? Namespace(string file) =>
        Top(file).Members.OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name.ToString()).SingleOrDefault();

    /// <summary>The names of the types that a file declares, but for those inside of others.</summary>
    public static IEnumerable<string> Types(string file) =>
        Top(file).Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(n => n.Members)
            .Select(m => (m as BaseTypeDeclarationSyntax)?.Identifier.Text ?? (m as DelegateDeclarationSyntax)?.Identifier.Text).OfType<string>();

    /// <summary>
    /// A project of src, to be asked what a name means. What the generator of catalogues adds is missing, for nobody wrote it; what
    /// protoc makes is taken from what the build left behind.
    /// </summary>
    public static CSharpCompilation Compile(Project project) =>
        Compile(project.Assembly, [.. project.Own.Select(Tree), .. FromProtocol(project).Select(f => Parse(File.ReadAllText(f), f))]);

    /// <summary>Files under the name of an assembly, which decides what is visible, against every other assembly.</summary>
    public static CSharpCompilation Compile(string assembly, params SyntaxTree[] files) => CSharpCompilation.Create(
        assembly,
        files.Append(s_implicitUsings),
        Assemblies.Where(a => Path.GetFileNameWithoutExtension(a.Display) != assembly),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A text that is no file, parsed.</summary>
    public static SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, s_language, name);

    private static IEnumerable<string> FromProtocol(Project project) =>
        from protocol in Checkout.Files
        where Checkout.Folder(protocol) == project.Folder && protocol.EndsWith(".proto", StringComparison.Ordinal)
        let made = char.ToUpperInvariant(Path.GetFileName(protocol)[0]) + Path.GetFileNameWithoutExtension(protocol)[1..] + ".cs"
        select Directory
            .EnumerateFiles(Path.Combine(Repository.Root, project.Folder, "obj"), made, SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc);
}
