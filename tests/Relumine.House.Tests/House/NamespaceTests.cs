using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>Who knows the folder knows the namespace, and a name means one thing wherever it is written.</summary>
public class NamespaceTests
{
    private static readonly Dictionary<string, string> s_elsewhere = new()
    {
        ["bench/Relumine.Bench/Program.cs"] = "statements at the top of a program, which have no namespace",
        ["bench/Relumine.LibTorch/Program.cs"] = "statements at the top of a program, which have no namespace",
        ["bench/Relumine.Races/Program.cs"] = "statements at the top of a program, which have no namespace",
        ["samples/HandWrittenLoop/Program.cs"] = "statements at the top of a program, which have no namespace",
        ["samples/OtherLibraries/Program.cs"] = "statements at the top of a program, which have no namespace",
        ["tools/Relumine.Generators/IsExternalInit.cs"] = "the compiler looks for this type in a namespace of .NET",
    };

    private static readonly Dictionary<(string Type, string Namespace), string> s_hidden = new()
    {
        [("Relumine.Engine.Tests.Training.Networks", "Relumine.Engine.Networks")] =
            "used only beside it, in Relumine.Engine.Tests.Training, where it is found first",
        [("Relumine.Engine.Tests.Training.Networks", "Relumine.Engine.Tests.Networks")] =
            "used only beside it, in Relumine.Engine.Tests.Training, where it is found first",
    };

    [Fact]
    public void FolderIsNamespace()
    {
        var wrong = Checkout.Code.Where(f => Sources.Namespace(f) != Checkout.Folder(f).Split('/', 2)[1].Replace('/', '.')).ToList();

        wrong.Except(s_elsewhere.Keys).ShouldBeEmpty("the namespace is the path below src, tests, bench or tools, with dots");
        s_elsewhere.Keys.Except(wrong).ShouldBeEmpty("these are exceptions no longer: take them off the list");
    }

    /// <summary>
    /// In namespace A.B and all below it, the last word of a namespace A.B.Word is that namespace, whatever the usings say: a
    /// type Word from elsewhere can be named there only in full, and the compiler's message does not say why.
    /// </summary>
    [Fact]
    public void NoNamespaceHidesAType()
    {
        var namespaces = Checkout.Code.ToDictionary(f => f, f => Sources.Namespace(f) ?? "");
        var lastWords = namespaces.Values.SelectMany(Upwards).Distinct().ToLookup(n => n[(n.LastIndexOf('.') + 1)..]);
        var namesakes = Checkout.Code
            .SelectMany(f => Sources.Types(f).Where(lastWords.Contains).SelectMany(t => lastWords[t].Select(n => (File: f, Type: t, Hides: n))))
            .ToList();

        var hidden = (
            from project in Project.All
            let reach = project.Reach().ToHashSet()
            let known = reach.SelectMany(f => Upwards(namespaces[f])).ToHashSet()
            from one in namesakes
            where reach.Contains(one.File) && known.Contains(one.Hides)
            let around = one.Hides.Contains('.', StringComparison.Ordinal) ? one.Hides[..one.Hides.LastIndexOf('.')] : ""
            where project.Own.Any(f => Within(namespaces[f], around) && !(Within(namespaces[f], namespaces[one.File]) && Within(namespaces[one.File], around)))
            select (namespaces[one.File] + "." + one.Type, one.Hides)).Distinct().ToList();

        hidden.Except(s_hidden.Keys).ShouldBeEmpty("a type here has the name that a namespace ends with: rename the type");
        s_hidden.Keys.Except(hidden).ShouldBeEmpty("these are exceptions no longer: take them off the list");
    }

    private static bool Within(string inner, string outer) => outer.Length == 0 || inner == outer || inner.StartsWith(outer + ".", StringComparison.Ordinal);

    private static IEnumerable<string> Upwards(string space)
    {
        for (var end = space.Length; end > 0; end = space.LastIndexOf('.', end - 1))
        {
            yield return space[..end];
        }
    }
}
