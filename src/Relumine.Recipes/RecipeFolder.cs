namespace Relumine.Recipes;

/// <summary>A folder that a recipe is written into, and how files are called from there.</summary>
internal sealed class RecipeFolder(string folder)
{
    /// <summary>The full path.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));

    /// <summary>What a file is called from here. A path that was absolute stays so: whoever wrote it meant that very place.</summary>
    /// <param name="from">The folder that <paramref name="file"/> is relative to.</param>
    /// <param name="file">The path of the file.</param>
    public string PathTo(string from, string file)
    {
        if (System.IO.Path.IsPathRooted(file))
        {
            return file;
        }

        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(from, file));
        var relative = System.IO.Path.GetRelativePath(Path, full).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        return LeavesByALink(relative) ? full : relative;
    }

    // Behind a symbolic link '..' is another folder for whoever works inside of it than for whoever names it from outside.
    private bool LeavesByALink(string relative)
    {
        var at = new DirectoryInfo(Path);
        for (var rest = relative; at is not null && rest.StartsWith("../", StringComparison.Ordinal); rest = rest[3..])
        {
            if (at.LinkTarget is not null)
            {
                return true;
            }

            at = at.Parent;
        }

        return false;
    }
}
