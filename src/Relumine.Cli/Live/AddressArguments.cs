using System.CommandLine;
using System.Globalization;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Live.Server;
using Relumine.Live.Sessions;

namespace Relumine.Cli.Live;

/// <summary>Where a live page is to be found.</summary>
internal sealed class AddressArguments
{
    private readonly Option<int> _port = StandardOptions.Whole("--port", "The port of the page; 0 for any that is free", 0, 0, 65535);
    private readonly Option<string?> _address = new("--address")
    {
        Description = "A file, readable by you alone, that keeps the address: an open page finds the run again when it was started anew",
        HelpName = "PATH",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_port);
        command.Add(_address);
    }

    /// <summary>Serves the page of a session, and says where.</summary>
    public LivePageHandle Open(ParseResult given, LiveSession live, Session session)
    {
        var (port, token, file) = (given.GetValue(_port), (string?)null, given.GetValue(_address));
        if (file is not null && File.Exists(file) && TextFile.Read(file).Trim().Split('/') is ["http:", "", var host, { Length: 32 } kept, ..]
            && int.TryParse(host.Split(':')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var before))
        {
            (port, token) = (port == 0 ? before : port, kept);
        }

        var server = LiveServer.Start(live, port, token);
        if (file is not null)
        {
            Keep(file, server.Address);
        }

        session.Terminal.Error.WriteLine($"Live: {server.Address}");
        session.Note("Ctrl+C ends it.");
        return new LivePageHandle(server);
    }

    private static void Keep(string file, string address)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new StreamWriter(file, options);
        stream.WriteLine(address);
    }
}

/// <summary>A page that is served until this is disposed.</summary>
/// <param name="server">What serves it.</param>
internal sealed class LivePageHandle(LiveServer server) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
