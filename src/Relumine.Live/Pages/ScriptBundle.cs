using System.Text;
using System.Text.RegularExpressions;

namespace Relumine.Live.Pages;

/// <summary>
/// The modules of the page as one script, for a file that may ask for no other: each becomes a function that gives what it exports, in the order in which
/// they need each other. They are written so that this suffices: imports on lines of their own, exports before a declaration.
/// </summary>
internal static partial class ScriptBundle
{
    /// <summary>The script that begins with a module.</summary>
    /// <param name="entry">The module's file, e.g. <c>app.js</c>.</param>
    public static string Of(string entry)
    {
        var (script, done) = (new StringBuilder("'use strict';\n"), new HashSet<string>());
        Add(script, done, entry);
        return script.ToString();
    }

    private static void Add(StringBuilder script, HashSet<string> done, string file)
    {
        if (!done.Add(file))
        {
            return;
        }

        var text = Encoding.UTF8.GetString((Assets.Find(file) ?? throw new InvalidOperationException($"There is no module {file}.")).Content);
        foreach (Match import in Import().Matches(text))
        {
            Add(script, done, import.Groups["file"].Value);
        }

        var names = Export().Matches(text).Select(m => m.Groups["name"].Value);
        var body = Export().Replace(Import().Replace(text, m => $"const {{{m.Groups["names"].Value}}} = {Name(m.Groups["file"].Value)};"), "${kind} ${name}");
        script.Append("const ").Append(Name(file)).Append(" = (() => {\n").Append(body).Append("return { ").AppendJoin(", ", names).Append(" };\n})();\n");
    }

    private static string Name(string file) => "$" + Path.GetFileNameWithoutExtension(file);

    [GeneratedRegex(@"^import \{(?<names>[^}]*)\} from '\./(?<file>[a-z]+\.js)';$", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^export (?<kind>(?:async )?function|const) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Export();
}
