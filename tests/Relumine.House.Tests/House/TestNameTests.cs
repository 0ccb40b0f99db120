using Microsoft.CodeAnalysis.CSharp.Syntax;
using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>The name of a test is a sentence, written as C# writes names.</summary>
public class TestNameTests
{
    [Fact]
    public void NamesOfTestsAreSentencesWithoutUnderscores() =>
        Checkout.Code.Where(f => f.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(f => Sources.Top(f).DescendantNodes().OfType<MethodDeclarationSyntax>().Where(IsTest).Select(m => m.Identifier.Text)
                .Where(n => n.Contains('_', StringComparison.Ordinal) || !char.IsUpper(n[0])).Select(n => $"{f}: {n}"))
            .ShouldBeEmpty();

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists.SelectMany(l => l.Attributes)
        .Any(a => a.Name.ToString() is var name && (name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal)));
}
