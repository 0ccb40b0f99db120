using System.Diagnostics;
using System.Globalization;
using Relumine.Doctor.Audits;
using Spectre.Console;

namespace Relumine.Cli.Output;

/// <summary>
/// A bar on standard error, wiped when the work is done. It appears only once the work has taken a while, so that quick
/// commands neither flicker nor load what draws it. Where nothing can be drawn, a line now and then says that work goes on.
/// </summary>
internal sealed class Progress : IProgress<AuditProgress>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);

    private readonly Terminal _terminal;
    private readonly string _what;
    private readonly double _total;
    private readonly bool _draws;
    private readonly bool _tells;
    private TimeSpan _told;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _finished = new();
    private long _done;
    private Task? _drawing;

    /// <summary>Begins; nothing is drawn yet.</summary>
    /// <param name="terminal">Where to draw.</param>
    /// <param name="what">What is done, e.g. <c>examining</c>.</param>
    /// <param name="total">How many samples or steps there are.</param>
    /// <param name="draws">Whether anything is drawn at all.</param>
    /// <param name="tells">Whether lines are written where nothing is drawn.</param>
    public Progress(Terminal terminal, string what, long total, bool draws, bool tells) =>
        (_terminal, _what, _total, _draws, _tells) = (terminal, what, Math.Max(1, total), draws, tells);

    /// <summary>Says that so many more are done.</summary>
    public void Add(long count)
    {
        Interlocked.Add(ref _done, count);
        if (_draws && _drawing is null && Stopwatch.GetElapsedTime(_start) > s_patience)
        {
            _drawing = Task.Run(DrawAsync);
        }
        else if (_tells && !_draws && Stopwatch.GetElapsedTime(_start) is var passed && passed - _told > s_interval)
        {
            _told = passed;
            _terminal.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{_what}: {100 * Interlocked.Read(ref _done) / _total:0} % after {passed.TotalSeconds:0} s"));
        }
    }

    /// <inheritdoc/>
    public void Report(AuditProgress value) => Add(value.Done - Interlocked.Read(ref _done));

    /// <summary>Wipes the bar.</summary>
    public void Dispose()
    {
        _finished.Cancel();
        _drawing?.Wait();
        _finished.Dispose();
    }

    private Task DrawAsync()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(_terminal.Drawing),
        });
        console.Profile.Width = _terminal.Width;
        console.Profile.Capabilities.Unicode = _terminal.Unicode;
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(_what), maxValue: _total);
                while (!_finished.IsCancellationRequested)
                {
                    task.Value = Interlocked.Read(ref _done);
                    await Task.Delay(100, _finished.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            });
    }
}
