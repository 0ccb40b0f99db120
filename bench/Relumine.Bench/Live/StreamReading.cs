namespace Relumine.Bench.Live;

/// <summary>Reads the events of a live page until it is disposed, as an open page does.</summary>
internal sealed class StreamReading : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    /// <summary>Begins to read.</summary>
    /// <param name="address">Where the page is.</param>
    public StreamReading(string address) => _reading = Read(address + "events");

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _reading.GetAwaiter().GetResult();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task Read(string address)
    {
        try
        {
            await using var stream = await _client.GetStreamAsync(address, _stop.Token);
            await stream.CopyToAsync(Stream.Null, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // The run is over.
        }
    }
}
