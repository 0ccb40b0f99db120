using System.CommandLine;
using System.Globalization;
using Relumine.Doctor.Checkups;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Options;

/// <summary>Options that several commands have, and the parsers of their values, with messages that say what was expected.</summary>
internal static class StandardOptions
{
    /// <summary><c>--threads N</c>: 0 stands for all cores.</summary>
    public static Option<int> Threads() => Whole("--threads", "How many threads compute; 0 for one a core. The result does not depend on it", 0, 0, 1024);

    /// <summary><c>--any-work</c>.</summary>
    public static Option<bool> AnyWork() => new("--any-work")
    {
        Description = "Run also what takes more than weights and data explain, as in a file made to waste time",
    };

    /// <summary><c>--seed N</c>.</summary>
    public static Option<int> Seed() => Whole("--seed", "Where random numbers start: the same seed gives the same result", 1, 0, int.MaxValue);

    /// <summary><c>--budget X</c> of a checkup.</summary>
    public static Option<double?> Budget() => new("--budget")
    {
        Description = "What each seed may cost, everything included, in multiples of the untreated training "
            + $"({CheckupOptions.CustomaryBudget}, and for short trainings as much as takes {CheckupOptions.CustomarySeconds:0} seconds)",
        HelpName = "X",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 1000)
            {
                return value;
            }

            result.AddError($"--budget takes a number from 1 to 1000, not '{text}'.");
            return 1;
        },
    };

    /// <summary>The model to work on.</summary>
    public static Argument<string> Model() => new("MODEL") { Description = "An ONNX model, opset 1 to 27", HelpName = "MODEL.onnx" };

    /// <summary><c>--precision single|double</c>.</summary>
    public static Option<string> Precision() => Choice("--precision", "Compute as the model says, or everything in double", "single", "double");

    /// <summary>What <see cref="Precision()"/> means for a plan.</summary>
    public static ElementType? Precision(string word) => word == "double" ? ElementType.Float64 : null;

    /// <summary>An option that takes a whole number of a range.</summary>
    public static Option<int> Whole(string name, string description, int otherwise, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        // A default outside the range stands for "not given" and is not shown.
        DefaultValueFactory = otherwise < least ? null : _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError($"{name} takes a whole number from {least} to {most}, not '{text}'.");
            return otherwise;
        },
    };

    /// <summary>An option that takes a path to write to.</summary>
    public static Option<string?> File(string name, string description, string help = "PATH") =>
        new ResultOption(name) { Description = description, HelpName = help };

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<string> Choice(string name, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => words[0] };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [.., var last] && !words.Contains(last.Value))
            {
                result.AddError($"{name} takes {string.Join(" or ", words)}, not '{last.Value}'.");
            }
        });
        return option;
    }
}
