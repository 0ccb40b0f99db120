using Relumine.Live.Server;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Browser.Tests;

/// <summary>A session that trains on a thread of its own, with its server.</summary>
internal sealed class RunningSession : IAsyncDisposable
{
    /// <summary>Two inputs, units that are born dead, and enough steps for any test.</summary>
    public const string Spiral = """
        { "data": { "spiral": { "classes": 2, "samples": 400 } }, "validation": 0.2,
          "model": [{ "dense": 16, "bias": -0.6 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }],
          "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "batch": 16, "epochs": 50000, "seed": 1 }
        """;

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly LiveServer _server;

    public RunningSession(string recipe = Spiral, int port = 0, string? token = null, double? pace = null, bool plays = false)
    {
        Session = new LiveSession(
            TrainingRun.Prepare(Recipe.Parse(recipe), asWritten: true), new LiveOptions { Title = "two arms", Pace = pace, Plays = plays });
        _server = LiveServer.Start(Session, port, token);
        _thread = new Thread(() =>
        {
            try
            {
                Session.Train(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                // As when the program is told to stop.
            }
        });
        _thread.Start();
    }

    public LiveSession Session { get; }

    public string Address => _server.Address;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _thread.Join(TimeSpan.FromSeconds(10));
        await _server.DisposeAsync();
        Session.Dispose();
        _stop.Dispose();
    }
}
