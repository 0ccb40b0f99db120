namespace Relumine.Testing;

/// <summary>Files beside a checkout that some tests measure against; without them those tests are skipped, and say so.</summary>
internal static class Shared
{
    /// <summary>The folder beside the checkout, or null.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The full path of a file or folder that must be there.</summary>
    public static string Path(string relative) =>
        System.IO.Path.Combine(Root ?? throw new InvalidOperationException("There is no ../shared."), relative);

    public static string? WhyNot(params string[] needed)
    {
        if (Root is null)
        {
            return "needs ../shared, which is not beside this checkout";
        }

        var missing = needed.FirstOrDefault(n => !File.Exists(Path(n)) && !Directory.Exists(Path(n)));
        return missing is null ? null : $"needs ../shared/{missing}, which is not there";
    }

    private static string? Find()
    {
        var repository = Repository.Root;
        var candidate = System.IO.Path.GetFullPath(System.IO.Path.Combine(repository, "..", "shared"));
        return File.Exists(System.IO.Path.Combine(candidate, "README.md")) ? candidate : null;
    }
}

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Relumine.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Relumine.slnx was not found above " + AppContext.BaseDirectory);
    }
}

/// <summary>A test that needs files of ../shared.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(params string[] needed) => Skip = Shared.WhyNot(needed);
}

/// <summary>A theory that needs files of ../shared.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(params string[] needed) => Skip = Shared.WhyNot(needed);
}
