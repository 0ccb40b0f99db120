using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Relumine.Testing;

namespace Relumine.House.Tests.Reading;

/// <summary>
/// Which folder of a project uses which: a folder is a room, and an arrow says that a file of the one names a type, or a
/// member of a type, that stands in the other. What documentation comments refer to does not count.
/// </summary>
internal sealed class Arrows
{
    private static readonly ConcurrentDictionary<string, Arrows> s_known = new();

    private readonly ConcurrentDictionary<(string From, string To), ConcurrentBag<string>> _uses = new();

    private readonly ConcurrentBag<string> _unknown = [];

    private Arrows(Project project)
    {
        Rooms = [.. project.Own.Select(Room).Distinct().Order(StringComparer.Ordinal)];
        var compilation = Sources.Compile(project);
        var room = project.Own.ToDictionary(f => f, Room);
        var declared = project.Own.SelectMany(f => Declared(f).Select(name => (Name: name, Room: room[f]))).Distinct().ToLookup(d => d.Name, d => d.Room);
        Parallel.ForEach(project.Own, file =>
        {
            var model = compilation.GetSemanticModel(Sources.Tree(file));
            foreach (var node in Sources.Top(file).DescendantNodes(n => n is not UsingDirectiveSyntax))
            {
                // To ask the compiler takes long, so only where a name may be that of another room, or of nothing.
                var mayLeave = node switch
                {
                    ImplicitObjectCreationExpressionSyntax => true,
                    SimpleNameSyntax name => IsTypeName(node) || declared[name.Identifier.ValueText].Any(r => r != room[file]),
                    _ => false,
                };
                if (!mayLeave)
                {
                    continue;
                }

                var symbol = Symbol(model, node);
                if (symbol is null && IsTypeName(node))
                {
                    _unknown.Add($"{file}: {node}");
                }

                var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                foreach (var place in type?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
                {
                    if (room.TryGetValue(place.SyntaxTree.FilePath, out var to) && to != room[file])
                    {
                        _uses.GetOrAdd((room[file], to), _ => []).Add($"{Path.GetFileName(file)} names {type!.Name}");
                    }
                }
            }
        });

        string Room(string file) => Checkout.Folder(file) == project.Folder ? "." : Checkout.Folder(file)[(project.Folder.Length + 1)..];
    }

    /// <summary>The folders that hold files, relative to the project; the project's own is a dot.</summary>
    public IReadOnlyList<string> Rooms { get; }

    /// <summary>Names of types that the compiler does not know.</summary>
    public IEnumerable<string> Unknown => _unknown;

    /// <summary>Every arrow, with how often it is used.</summary>
    public IReadOnlyDictionary<(string From, string To), int> All => _uses.ToDictionary(u => u.Key, u => u.Value.Count);

    /// <summary>The arrows of a project, measured once.</summary>
    public static Arrows Of(Project project) => s_known.GetOrAdd(project.Name, _ => new(project));

    /// <summary>What makes an arrow, as <c>Plan.cs names Arena</c>.</summary>
    public IEnumerable<string> Why((string From, string To) arrow) => _uses[arrow].Distinct().Order(StringComparer.Ordinal);

    /// <summary>The arrows along which one comes back to where one was.</summary>
    public static IReadOnlySet<(string From, string To)> InCircles(IEnumerable<(string From, string To)> arrows)
    {
        var list = arrows.ToList();
        var next = list.ToLookup(a => a.From, a => a.To);
        var reach = list.Select(a => a.From).Distinct().ToDictionary(r => r, From);
        return list.Where(a => reach.TryGetValue(a.To, out var there) && there.Contains(a.From)).ToHashSet();

        HashSet<string> From(string start)
        {
            var seen = new HashSet<string>();
            var open = new Stack<string>([start]);
            while (open.TryPop(out var room))
            {
                foreach (var to in next[room].Where(seen.Add))
                {
                    open.Push(to);
                }
            }

            return seen;
        }
    }

    // The names of types and members; of an attribute also the short one.
    private static IEnumerable<string> Declared(string file) =>
        Sources.Top(file).DescendantNodes().SelectMany(n => n switch
        {
            ClassDeclarationSyntax { Identifier.ValueText: var name } when name.EndsWith("Attribute", StringComparison.Ordinal) => [name, name[..^9]],
            BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
            DelegateDeclarationSyntax type => [type.Identifier.ValueText],
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            EnumMemberDeclarationSyntax member => [member.Identifier.ValueText],
            VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => [field.Identifier.ValueText],
            ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } member => [member.Identifier.ValueText],
            _ => Array.Empty<string>(),
        });

    private static ISymbol? Symbol(SemanticModel model, SyntaxNode node)
    {
        var found = model.GetSymbolInfo(node);
        var symbol = found.Symbol ?? found.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
    }

    // Where a name can only be that of a type.
    private static bool IsTypeName(SyntaxNode node) =>
        node is SimpleNameSyntax { Identifier.Text: not ("Catalogue" or "var" or "_" or "notnull" or "unmanaged") } name
        && (
            name.Parent
                is BaseTypeSyntax
                    or ParameterSyntax
                    or VariableDeclarationSyntax
                    or ObjectCreationExpressionSyntax
                    or TypeArgumentListSyntax
                    or AttributeSyntax
                    or MethodDeclarationSyntax
                    or PropertyDeclarationSyntax
            || name.Parent is QualifiedNameSyntax { Right: var right } && right == name
        );
}
