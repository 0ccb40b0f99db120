using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Data.Formats;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine data FILE</c>.</summary>
internal sealed class DataCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "A CSV file, also .gz, or a recipe that names one",
        HelpName = "TABLE.csv|RECIPE.json",
    };
    private readonly Option<string> _label = new("--label-column")
    {
        HelpName = "last|first|none|NAME|NUMBER",
        Description = "The column that is to be learned; columns are counted from 1",
        DefaultValueFactory = _ => "last",
    };
    private readonly Option<int> _skip = StandardOptions.Whole("--csv-skip", "Lines to skip before the header or first row", 0, 0, int.MaxValue);
    private readonly Option<string?> _delimiter = new("--csv-delimiter")
    {
        HelpName = "CHAR",
        Description = "What stands between fields: a character, tab or space (found out)",
    };
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write it as JSON, too; - for standard output, alone");

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "MODEL.onnx",
        Description = "Read the table as this model learned from one like it, and not anew",
    };
    private readonly Option<string?> _save = StandardOptions.File("--save", "Write the numbers that a network is given", "FILE.npy|FILE.csv");

    /// <summary>Declares the options.</summary>
    public DataCommand() =>
        Syntax = new("data", "Shows what would be read from a table: its columns, what becomes of them, and why.")
        {
            _file, _label, _skip, _delimiter, _model, _save, _json,
        };

    /// <inheritdoc/>
    public override int Rank => 3;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var (path, json) = (given.GetRequiredValue(_file), given.GetValue(_json));
        ResultFile.CheckFolder(json);
        var save = given.GetValue(_save);
        ResultFile.CheckFolder(save);
        if (given.GetValue(_model) is { } model)
        {
            if (json is not null)
            {
                throw new RelumineException(ErrorKind.InvalidRequest, "--json is about a table that is read anew; with --model leave it out.");
            }

            var said = new DataOptions { CsvSkip = given.GetValue(_skip), CsvDelimiter = DataArguments.Delimiter(given.GetValue(_delimiter)) };
            PreparedTable.Write(model, path, said, save, session);
            return ExitCode.Done;
        }

        var table = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? RecipeDataset.OpenTable(Recipe.Read(path))
            : TableFile.Read(
                path,
                new TableOptions
                {
                    Target = LabelColumn.Parse(given.GetRequiredValue(_label)),
                    Skip = given.GetValue(_skip),
                    Delimiter = DataArguments.Delimiter(given.GetValue(_delimiter)),

                    // What is missing is to be shown, and not to be in the way.
                    Missing = new() { DropRowsWithoutTarget = true },
                });
        if (json != ResultFile.StandardOutput)
        {
            TableText.Write(table, session.Terminal);
            session.Out.Flush();
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", TableDocument.Write(table));
        }

        if (save is not null)
        {
            PreparedTable.Save(save, table, session);
        }

        return ExitCode.Done;
    }
}
