using System.Text.Json;
using System.Text.Unicode;
using Relumine.Data.Datasets;
using Relumine.Data.Errors;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Graph.Errors;
using Relumine.Kernels;
using Relumine.Recipes.Data;
using Relumine.Recipes.Forms;
using Relumine.Recipes.Interventions;
using Relumine.Recipes.Json;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes;

/// <summary>Reads recipes.</summary>
internal static class RecipeReader
{
    private const long LargestFile = 16 << 20;

    public static Recipe ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LargestFile)
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{path}: it has {file.Length} bytes, too many for a recipe (at most {LargestFile}). Give the path of a recipe."
                );
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(path, e);
        }

        return Read(bytes, path) with { Folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "" };
    }

    public static Recipe Read(byte[] utf8, string source)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest, $"{source}: this is not UTF-8, in which a recipe is written. Save it as UTF-8, or give the path of a recipe.");
        }

        JsonDocument document;
        try
        {
            var start = utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            document = JsonDocument.Parse(
                utf8.AsMemory(start),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? FormattableString.Invariant($"line {line + 1}, column {e.BytePositionInLine + 1}: ") : "";
            var isTable = Path.GetExtension(source).ToLowerInvariant() is ".csv" or ".tsv";
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                isTable
                    ? $"{source}: this is a table; a recipe is expected. Name the table in one: "
                        + $"{{ \"data\": {{ \"csv\": {{ \"path\": \"{DataError.Printable(Path.GetFileName(source))}\" }} }}, \"model\": …, \"loss\": … }}."
                    : $"{source}: {place}this is not JSON. {DataError.Printable(e.Message.Split(" LineNumber:")[0])}",
                e
            );
        }

        using (document)
        {
            return Read(new RecipeEntry(document.RootElement, "$", source)) with { Source = source };
        }
    }

    private static Recipe Read(RecipeEntry root)
    {
        var fields = new RecipeFields(root);
        if (fields.Take("schema") is { } schema && schema.Text() != Recipe.CurrentSchema)
        {
            throw FormerName.Advice(
                schema.Text(),
                Recipe.CurrentSchema,
                $"write \"schema\": \"{Recipe.CurrentSchema}\" into the file, nothing else has changed"
            )
                is { Length: > 0 } advice
                ? schema.Fail("is an old one. " + advice)
                : schema.Expected($"\"{Recipe.CurrentSchema}\"");
        }

        // What is said about the data may stand inside data, or beside it.
        var dataEntry = fields.Need("data", "where the samples come from, e.g. { \"blobs\": {} }");
        var data = DataForm.FieldsOf(dataEntry);
        var (validation, standardize, targets) = (Either("validation"), Either("standardize"), Either("standardizeTargets"));
        var (winsorize, winsorizeTargets) = (Either("winsorize"), Either("winsorizeTargets"));
        var (split, splitSeed, shuffle) = (Either("split"), Either("splitSeed"), Either("shuffle"));
        var source = DataForm.Read(dataEntry, data);
        data.End();
        var init = fields.Take("init");
        var model = LayerList.Read(fields.Need("model", "the list of layers"));
        var recipe = new Recipe
        {
            Data = source,
            Validation = validation?.Number(0, 0.999999) ?? 0,
            Standardize = standardize?.Flag() ?? false,
            StandardizeTargets = targets?.Flag() ?? false,
            Winsorize = winsorize?.Flag() ?? false,
            WinsorizeTargets = winsorizeTargets?.Flag() ?? false,
            Split = split is { } kind ? Split(kind) : null,
            SplitSeed = splitSeed?.Seed(),
            Shuffle = shuffle?.Flag() ?? true,
            ClassWeights = fields.Take("classWeights") is { } weights ? ClassWeightsForm.Read(weights) : null,
            Model = model,
            Init = init is { } given ? ReadInit(given) : Initialization.Default,
            Kink = new Kink(fields.Number("kink", 0, 0, 1)),
            Loss = LossForm.Read(fields.Need("loss", "e.g. \"softmaxCrossEntropy\" for classes or \"meanSquaredError\" for numbers")),
            Optimizer = fields.Take("optimizer") is { } optimizer ? OptimizerForm.Read(optimizer) : new Sgd(),
            Schedule = fields.Take("schedule") is { } course ? ScheduleForm.Read(course) : new ConstantSchedule(),
            ClipNorm = fields.Take("clipNorm")?.Number(double.Epsilon),
            ClipValue = fields.Take("clipValue")?.Number(double.Epsilon),
            Batch = fields.Integer("batch", 32, 1),
            Epochs = fields.Integer("epochs", 10, 1),
            EarlyStopping = fields.Take("earlyStopping") is { } stopping ? EarlyStoppingForm.Read(stopping) : null,
            Seed = fields.Take("seed")?.Seed() ?? 1,
            Interventions = fields.Take("interventions") is { } done ? InterventionForm.Read(done, model) : default,
        };
        fields.End();
        return recipe is { EarlyStopping: not null, Validation: 0 }
            ? throw root.Of("earlyStopping", default)
                .Fail("judges epochs by validation data, but none are kept aside. Add \"validation\": 0.2, or leave it out.")
            : recipe;

        RecipeEntry? Either(string key)
        {
            var (inside, beside) = (data.Take(key), fields.Take(key));
            return inside is not null && beside is { } twice ? throw twice.Fail("is given inside data too. Keep one of them.") : inside ?? beside;
        }
    }

    private static SplitKind Split(RecipeEntry entry)
    {
        var kinds = Enum.GetValues<SplitKind>().ToDictionary(RecipeWriter.WordOf, StringComparer.Ordinal);
        return kinds.TryGetValue(entry.Text(), out var kind) ? kind : throw entry.Unknown("way to split", entry.Text(), kinds.Keys);
    }

    private static Initialization ReadInit(RecipeEntry entry)
    {
        if (!InitializerForm.IsBesideBias(entry))
        {
            return new Initialization(InitializerForm.Read(entry));
        }

        var fields = new RecipeFields(entry);
        var weights = fields.Take("weights") is { } given ? InitializerForm.Read(given) : Initialization.Default.Weights;
        var bias = fields.Take("bias");
        var drawn = bias is { } b && InitializerForm.IsDrawn(b) ? InitializerForm.ReadForBias(b) : null;
        var init = new Initialization(weights, drawn is null ? bias?.Single() ?? 0 : 0, drawn);
        fields.End();
        return init;
    }
}
