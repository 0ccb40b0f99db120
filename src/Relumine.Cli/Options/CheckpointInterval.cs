using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Relumine.Cli.Options;

/// <summary>How often a checkpoint is written: every so many steps, or every so many seconds.</summary>
/// <param name="Steps">The steps; 0 if it is a matter of time.</param>
/// <param name="Time">The time; zero if it is a matter of steps.</param>
internal readonly record struct CheckpointInterval(long Steps, TimeSpan Time)
{
    /// <summary>The usual one: a crash costs half a minute at most.</summary>
    public static CheckpointInterval Usual { get; } = new(0, TimeSpan.FromSeconds(30));

    /// <summary><c>--checkpoint-every 500|30s</c>.</summary>
    public static Option<CheckpointInterval> Option() => new("--checkpoint-every")
    {
        Description = "How often to save what is needed to go on after a crash: a number of steps (500) or seconds (30s)",
        HelpName = "STEPS|SECONDSs",
        DefaultValueFactory = _ => Usual,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) && steps > 0)
            {
                return new CheckpointInterval(steps, TimeSpan.Zero);
            }

            if (
                text.EndsWith('s')
                && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds is > 0 and < 1e6
            )
            {
                return new CheckpointInterval(0, TimeSpan.FromSeconds(seconds));
            }

            result.AddError($"--checkpoint-every takes a number of steps from 1 on, or seconds with an s behind them such as 30s, not '{text}'.");
            return Usual;
        },
    };

    /// <summary>As the option is written: <c>500</c> or <c>30s</c>.</summary>
    public override string ToString() =>
        Steps > 0 ? Steps.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Time.TotalSeconds}s");

    /// <summary>Whether a checkpoint is due.</summary>
    /// <param name="step">The steps done.</param>
    /// <param name="last">When the last one was written, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public bool IsDue(long step, long last) => Steps > 0 ? step % Steps == 0 : Stopwatch.GetElapsedTime(last) >= Time;
}
