using System.CommandLine;
using System.CommandLine.Parsing;
using Relumine.Cli.Files;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;

namespace Relumine.Cli.Options;

/// <summary>An option that takes the path of a file to write.</summary>
/// <param name="name">The option.</param>
internal sealed class ResultOption(string name) : Option<string?>(name)
{
    /// <summary>Refuses a command line that would write over what it reads, or write two results into one file.</summary>
    /// <exception cref="RelumineException">It would.</exception>
    public static void Check(ParseResult given) => Check(given, []);

    /// <summary>The same, where the command reads further files, which one of those on the command line names.</summary>
    /// <exception cref="RelumineException">It would.</exception>
    public static void Check(ParseResult given, IEnumerable<string> further)
    {
        var results = new List<(string Option, string Path)>();
        var inputs = further.Where(File.Exists).ToList();
        foreach (var child in given.CommandResult.Children)
        {
            var values = child.Tokens.Select(t => t.Value).Where(v => v != ResultFile.StandardOutput).ToList();
            if (child is OptionResult { Option: ResultOption option })
            {
                results.AddRange(values.Select(v => (option.Name, v)));
            }
            else
            {
                // Some are written NAME=PATH.
                inputs.AddRange(values.SelectMany(v => new[] { v, v[(v.IndexOf('=', StringComparison.Ordinal) + 1)..] }).Distinct().Where(File.Exists));
            }
        }

        for (var i = 0; i < results.Count; i++)
        {
            var (option, path) = results[i];
            if (inputs.Find(input => AtomicFile.IsOneFile(input, path)) is { } read)
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest, $"{option} {path} would write over '{read}', which this command reads. Give another name for the result.");
            }

            if (results.Take(i).Where(r => AtomicFile.IsOneFile(r.Path, path)).Select(r => r.Option).FirstOrDefault() is { } other)
            {
                throw new RelumineException(ErrorKind.InvalidRequest, $"{other} and {option} would write into one file, {path}. Give two names.");
            }
        }
    }
}
