using System.Globalization;
using System.Text;

namespace Relumine.Cli.Output;

/// <summary>
/// Where a command writes: the result to <see cref="Out"/>, everything else to <see cref="Error"/>, and what the two can show.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private readonly bool _ownsWriters;
    private readonly HarmlessWriter _out;

    /// <summary>Writes to the given writers; nothing moves and nothing is coloured unless it is asked for.</summary>
    public Terminal(TextWriter output, TextWriter error)
    {
        _out = new(output);
        (Out, Error, Drawing) = (_out, new HarmlessWriter(error), error);
    }

    private Terminal(TextWriter output, TextWriter error, bool ownsWriters)
        : this(output, error) => _ownsWriters = ownsWriters;

    /// <summary>The result, and nothing else.</summary>
    public TextWriter Out { get; }

    /// <summary>Progress, notes and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Standard error as it is, for a progress that is drawn; never for names out of files.</summary>
    public TextWriter Drawing { get; }

    /// <summary>The number of columns of the result.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Whether the result may be coloured.</summary>
    public bool Color
    {
        get => _out.PassesColors;
        init => _out.PassesColors = value;
    }

    /// <summary>Whether progress may be drawn over and over on standard error.</summary>
    public bool Animates { get; init; }

    /// <summary>Whether characters beyond ASCII are safe in drawings.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>The terminal of this process, as its environment describes it.</summary>
    public static Terminal OfProcess()
    {
        var output = new StreamWriter(Opened(Console.OpenStandardOutput, new ClosedStream()), new UTF8Encoding(false), 1 << 14);
        var error = new StreamWriter(Opened(Console.OpenStandardError, Stream.Null), new UTF8Encoding(false)) { AutoFlush = true };
        var plain = IsSet("NO_COLOR") || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(output, error, ownsWriters: true)
        {
            Width = Columns(),
            Color = !Console.IsOutputRedirected && !plain,
            Animates = !Console.IsErrorRedirected && !plain && !IsSet("CI"),
            Unicode = SaysUnicode(),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var writer in new[] { Out, Error })
        {
            try
            {
                writer.Flush();
                if (_ownsWriters)
                {
                    writer.Dispose();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // That a stream fails was said when the command ended, if there was anywhere to say it.
            }
        }
    }

    private static Stream Opened(Func<Stream> open, Stream otherwise)
    {
        try
        {
            return open();
        }
        catch (IOException)
        {
            return otherwise;
        }
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static int Columns()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0)
        {
            return set;
        }

        if (Console.IsOutputRedirected)
        {
            return 100;
        }

        var width = Console.WindowWidth;
        return width > 0 ? width : 80;
    }

    // Only a locale that names another character set speaks against Unicode: in containers none is set at all.
    private static bool SaysUnicode()
    {
        if (Environment.GetEnvironmentVariable("TERM") == "dumb")
        {
            return false;
        }

        var locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return locale is null || locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
