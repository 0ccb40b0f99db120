using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Data.Formats;
using Relumine.Data.Pictures;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Plans;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Recipes;

namespace Relumine.Cli.Options;

/// <summary>The options by which a user gives data to a model, the same for every command that takes them.</summary>
internal sealed class DataArguments
{
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "PATH",
        Description =
            "Samples for the only input: .npy, .npz, safetensors, IDX, CSV (also .gz), an ONNX tensor .pb, a folder of pictures or test_data_set_N. "
                + "The first dimension counts samples",
    };
    private readonly Option<string[]> _input = new("--input")
    {
        HelpName = "NAME=PATH",
        Description = "Samples for one input; once for each input",
        AllowMultipleArgumentsPerToken = false,
    };
    private readonly Option<string?> _divide = new("--divide") { HelpName = "X", Description = "Divide every number, e.g. pixels by 255" };
    private readonly Option<string?> _mean = new("--mean")
    {
        HelpName = "X[,…]",
        Description = "Subtract after dividing: one number, or one a channel or feature",
    };
    private readonly Option<string?> _std = new("--std") { HelpName = "X[,…]", Description = "Divide by after subtracting the mean" };
    private readonly Option<int> _skip = StandardOptions.Whole("--csv-skip", "Lines of a CSV file to skip before its header or first row", 0, 0, int.MaxValue);
    private readonly Option<string?> _delimiter = new("--csv-delimiter")
    {
        HelpName = "CHAR",
        Description = "What stands between fields: a character, tab or space (found out)",
    };
    private readonly Option<string> _labelColumn = new("--label-column")
    {
        HelpName = "last|first|none|NAME|NUMBER",
        Description = "The CSV column that holds labels, counted from 1; a model that was trained on a table knows it",
        DefaultValueFactory = _ => "none",
    };
    private readonly Option<string?> _raw = new("--raw")
    {
        HelpName = "TYPE[:D,D…]",
        Description = "Read --data and --input as raw little-endian numbers: their type and the shape of one sample, e.g. uint8:28,28",
    };
    private readonly OnnxTensorFormat _tensors = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _input, _divide, _mean, _std, _raw, _skip, _delimiter, _labelColumn])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether any data are given.</summary>
    public bool AreGiven(ParseResult given) => given.GetValue(_data) is not null || given.GetValue(_input) is { Length: > 0 };

    /// <summary>Opens the data that are given for the inputs of a network.</summary>
    /// <param name="given">The parsed command line.</param>
    /// <param name="model">The network; names of inputs are checked against it, and a table is read by the plan that it carries.</param>
    /// <param name="wantsLabels">Whether labels in a table are of use.</param>
    /// <exception cref="RelumineException">Nothing is given, a name is unknown, or a file is missing or broken.</exception>
    public OpenedData Open(ParseResult given, Model model, bool wantsLabels = false)
    {
        var (graph, options) = (model.Graph, Options(given));
        var formats = given.GetValue(_raw) is { } raw ? new DataFormats(RawFormat.Parse(raw)) : FormatsFor(given, model, wantsLabels);
        var paths = Paths(given, graph);
        var sets = new List<DataContents>();
        try
        {
            foreach (var (name, path) in paths)
            {
                var set = formats.Open(path, options with { Name = name });
                set = Chosen(set, graph);
                sets.Add(set);
                if (name.Length > 0 && set.Inputs.Count > 1)
                {
                    throw new RelumineException(
                        ErrorKind.BrokenFile,
                        $"{path}: it holds {set.Inputs.Count} arrays ({string.Join(", ", set.Inputs.Select(i => i.Name))}), but only one can be the input "
                            + $"'{name}'. Give it as --data, and its names count."
                    );
                }
            }

            return new(sets);
        }
        catch
        {
            sets.ForEach(s => s.Dispose());
            throw;
        }
    }

    // An archive as recipes have it, with the samples called x and the labels y, says nothing of the model's input; there is only one way to read it.
    private static DataContents Chosen(DataContents set, ModelGraph graph)
    {
        if (
            graph.Inputs.Count != 1
            || set.Inputs.Count < 2
            || set.Inputs.Any(i => i.Name == graph.Inputs[0].Name)
            || set.Inputs.FirstOrDefault(i => i.Name == "x") is not { } samples
        )
        {
            return set;
        }

        var labels = set.Inputs.FirstOrDefault(i => i.Name == "y" && i.SampleSize == 1 && i.Samples == samples.Samples && i.Type.IsInteger());
        foreach (var other in set.Inputs.Where(i => i != samples && i != labels))
        {
            other.Dispose();
        }

        return new(
            [samples],
            labels,
            notes: [.. set.Notes, $"'x' is taken for the input '{graph.Inputs[0].Name}'{(labels is null ? "" : ", 'y' for the labels")}"]
        );
    }

    /// <summary>Opens a file of labels.</summary>
    public DataContents OpenLabels(ParseResult given, Model model, string path) => FormatsFor(given, model, true).OpenLabels(path, Options(given));

    private DataFormats FormatsFor(ParseResult given, Model model, bool wantsLabels)
    {
        var isNone = given.GetResult(_labelColumn) is { Implicit: false } && given.GetValue(_labelColumn) == "none";
        var pictures = Pictures(model);
        return model.Graph.Inputs.Count == 1 && model.Metadata.TryGetValue(TablePlan.MetadataKey, out var json)
            ? new(new PlannedTableFormat(TablePlan.Parse(json, $"the model's metadata '{TablePlan.MetadataKey}'"), wantsLabels && !isNone), _tensors, pictures)
            : new(_tensors, pictures);
    }

    // As the model learned them; or in the size that its input asks for, with pixels from 0 to 255 unless other options scale them.
    private static PictureFolderFormat Pictures(Model model)
    {
        if (model.Metadata.TryGetValue(PicturePlan.MetadataKey, out var json))
        {
            return new(PicturePlan.Parse(json, $"the model's metadata '{PicturePlan.MetadataKey}'"), isLearned: true);
        }

        var asked = new PicturePlan { Divide = 1 };
        int[] dims = model.Graph.Inputs is [{ RankKnown: true, Dims.Count: 4 } input] ? [.. input.Dims.Skip(1).Select(d => (int)(d.Size ?? 0))] : [];
        return dims switch
        {
            [1 or 3, var height, var width] => new(asked with { Channels = dims[0], Height = height, Width = width }, isLearned: false),
            [var height, var width, 1 or 3] => new(asked with { Channels = dims[2], Height = height, Width = width, ChannelsLast = true }, isLearned: false),
            _ => new(asked, isLearned: false),
        };
    }

    private List<(string Name, string Path)> Paths(ParseResult given, ModelGraph graph)
    {
        var paths = new List<(string, string)>();
        if (given.GetValue(_data) is { } data)
        {
            paths.Add(("", data));
        }

        foreach (var text in given.GetValue(_input) ?? [])
        {
            // A path may contain '=', too: what stands before the first one counts as a name only if an input has it.
            var split = text.IndexOf('=', StringComparison.Ordinal);
            var name = split < 0 ? "" : text[..split];
            if (split >= 0 && graph.Inputs.All(i => i.Name != name) && !Path.Exists(text))
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"--input {text}: the model has no input '{name}'.{Nearest.Question(name, graph.Inputs.Select(i => i.Name))} Its inputs are "
                        + $"{string.Join(", ", graph.Inputs.Select(i => $"'{i}'"))}."
                );
            }

            paths.Add(graph.Inputs.Any(i => i.Name == name) ? (name, text[(split + 1)..]) : ("", text));
        }

        return paths.Count > 0 || graph.Inputs.Count == 0
            ? paths
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"No data are given. The model needs {string.Join(", ", graph.Inputs.Select(i => $"'{i}'"))}: "
                    + $"{(graph.Inputs.Count == 1 ? "--data PATH" : "--input NAME=PATH for each")}."
            );
    }

    private DataOptions Options(ParseResult given) => new()
    {
        CsvSkip = given.GetValue(_skip),
        CsvDelimiter = Delimiter(given.GetValue(_delimiter)),
        LabelColumn = LabelColumn.Parse(given.GetValue(_labelColumn)!),
        Scaling = Scaling(given),
    };

    private Scaling? Scaling(ParseResult given)
    {
        var (divide, mean, std) = (given.GetValue(_divide), given.GetValue(_mean), given.GetValue(_std));
        if (divide is null && mean is null && std is null)
        {
            return null;
        }

        return new()
        {
            Divide = divide is null ? 1
                : Relumine.Data.Sources.Scaling.ParseList("--divide", divide) is [var only] ? only
                : throw new RelumineException(ErrorKind.InvalidRequest, $"--divide {divide}: one number is expected. For one a channel or feature use --std."),
            Mean = mean is null ? [0] : Relumine.Data.Sources.Scaling.ParseList("--mean", mean),
            Deviation = std is null ? [1] : Relumine.Data.Sources.Scaling.ParseList("--std", std),
        };
    }

    /// <summary>What stands between fields, as <c>--csv-delimiter</c> says it; null to find out.</summary>
    internal static char? Delimiter(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        "space" => ' ',
        [var only] => only,
        _ => throw new RelumineException(ErrorKind.InvalidRequest, $"--csv-delimiter takes one character, tab or space, not '{text}'."),
    };
}

/// <summary>The data of a run, open.</summary>
/// <param name="sets">What the files held.</param>
internal sealed class OpenedData(IReadOnlyList<DataContents> sets) : IDisposable
{
    /// <summary>All tensors, in the order of the files.</summary>
    public IReadOnlyList<DataSource> Sources { get; } = [.. sets.SelectMany(s => s.Inputs)];

    /// <summary>The label column of the first file that has one.</summary>
    public DataContents? Labeled { get; } = sets.FirstOrDefault(s => s.Labels is not null);

    /// <summary>What was found out about the files, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; } = [.. sets.SelectMany(s => s.Notes)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var set in sets)
        {
            set.Dispose();
        }
    }
}
