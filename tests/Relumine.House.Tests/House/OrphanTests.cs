using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>
/// What is public or internal is named somewhere else, too: in another file of the checkout or in a program of the guides.
/// What only its own file names is private, or dead.
/// </summary>
public partial class OrphanTests
{
    // Offered on purpose, to whoever uses the packages from C#.
    private static readonly Dictionary<string, string> s_deliberate = new()
    {
        ["src/Relumine.Doctor/Trimming/Trim.cs: RemovedKey"] = "stands in the file that trimming leaves; whoever reads it needs the key",
        ["src/Relumine.Data/Tables/ColumnReader.cs: WriteMissing"] = "overridden in the same file",
        ["src/Relumine.Doctor/Units/UnitThresholds.cs: ChannelPositions"] = "a threshold that a caller may set",
        ["src/Relumine.Engine/Program/Workspace.cs: FirstSample"] = "the first of the samples, beside how many they are",
        ["src/Relumine.Kernels/Randomness/CounterRandom.Bits.cs: BitsTogether"] = "what the first index has to be a multiple of",
    };

    [Fact]
    public void EveryMemberHasAUser()
    {
        var (places, files) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var words in Checkout.Code.Select(Identifiers).Concat(Checkout.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)).Select(Programs)))
        {
            foreach (var word in words.GroupBy(w => w))
            {
                places[word.Key] = places.GetValueOrDefault(word.Key) + word.Count();
                files[word.Key] = files.GetValueOrDefault(word.Key) + 1;
            }
        }

        var orphans = Project
            .Shipped.SelectMany(p => p.Own)
            .SelectMany(f =>
                Offered(Sources.Top(f))
                    .Where(m => IsType(m.Member) ? places[m.Name] == 1 : files[m.Name] == 1 && !IsNamedBeside(m.Member, m.Name))
                    .Select(m => $"{f}: {m.Name}")
            )
            .ToList();

        orphans
            .Where(o => !s_deliberate.ContainsKey(o))
            .ShouldBeEmpty("nobody uses these: make them private, delete them, or list them with the reason why they are offered");
        s_deliberate.Keys.Except(orphans).ShouldBeEmpty("these have users now: take them off the list");
    }

    // What other files can name. A type with a base is found by its catalogue; extension methods do without the name of their type.
    private static IEnumerable<(MemberDeclarationSyntax Member, string Name)> Offered(CompilationUnitSyntax file) =>
        from member in file.DescendantNodes(n =>
                n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax || n is BaseTypeDeclarationSyntax type && IsOffered(type)
            )
            .OfType<MemberDeclarationSyntax>()
        where IsOffered(member) && !member.Modifiers.Any(SyntaxKind.OverrideKeyword)
        where member is not TypeDeclarationSyntax type || type.BaseList is null && !type.Modifiers.Any(SyntaxKind.StaticKeyword)
        from name in Names(member)
        select (member, name);

    private static bool IsOffered(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(w => w.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);

    private static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    // By another type of the same file.
    private static bool IsNamedBeside(MemberDeclarationSyntax member, string name) =>
        member.SyntaxTree.GetRoot().DescendantTokens(n => n != member.Parent).Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.ValueText),
        _ => [],
    };

    private static IEnumerable<string> Identifiers(string file) =>
        Sources.Top(file).DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText);

    private static IEnumerable<string> Programs(string page) =>
        Program().Matches(Checkout.Read(page)).SelectMany(m => Word().Matches(m.Value)).Select(m => m.Value);

    [GeneratedRegex("^```csharp\n.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Program();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
