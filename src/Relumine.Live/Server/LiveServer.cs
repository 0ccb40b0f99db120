using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Relumine.Graph.Errors;
using Relumine.Live.Pages;
using Relumine.Live.Sessions;

namespace Relumine.Live.Server;

/// <summary>Serves a session on the loopback address: a page, its script and style, the events, and commands. Everything else is refused.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    private const int MostConnections = 64;
    private const int MostPages = 24;
    private const int MostHeaders = 16 << 10;

    private readonly WebApplication _app;
    private readonly LiveSession _session;
    private readonly Guard _guard;
    private readonly CancellationTokenSource _ending = new();

    private LiveServer(WebApplication app, LiveSession session, Guard guard) => (_app, _session, _guard) = (app, session, guard);

    /// <summary>Where the page is, with the token.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts to serve.</summary>
    /// <param name="session">What to show.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="token">The secret of the address; null for a new one.</param>
    /// <exception cref="RelumineException">The port is taken.</exception>
    public static LiveServer Start(LiveSession session, int port = 0, string? token = null)
    {
        token ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, port));
        builder.Services.AddSingleton<ILoggerFactory, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory>();
        var app = builder.Build();
        var server = new LiveServer(app, session, new Guard(token));
        app.Run(server.Answer);
        try
        {
            app.StartAsync().GetAwaiter().GetResult();
        }
        catch (IOException e)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"Port {port} cannot be used: {e.Message} Choose another, or 0 for any that is free.", e);
        }

        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server._guard.Port = new Uri(bound).Port;
        server.Address = FormattableString.Invariant($"http://127.0.0.1:{server._guard.Port}/{token}/");
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port);
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = LiveCommand.MostBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaders;
        kestrel.Limits.MaxRequestLineSize = 4 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
    }

    private async Task Answer(HttpContext context)
    {
        Headers(context.Response.Headers);
        var status = _guard.Judge(context.Request, out var path);
        if (status != StatusCodes.Status200OK)
        {
            context.Response.StatusCode = status;
            return;
        }

        switch (context.Request.Method, path)
        {
            case ("POST", "do"):
                context.Response.StatusCode = await Command(context.Request);
                return;
            case ("GET" or "HEAD", ""):
                await Send(context, "text/html; charset=utf-8", await Shell(context.RequestAborted));
                return;
            case ("GET", "events"):
                await EventStream.Serve(context, _session, MostPages, _ending.Token);
                return;
            case ("GET", "recipe.json"):
                context.Response.Headers.ContentDisposition = "attachment; filename=\"recipe.json\"";
                await Send(context, "application/json", System.Text.Encoding.UTF8.GetBytes(_session.Recipe.ToJson()));
                return;
            case ("GET", "recording.json") when _session.Recording is { } recording:
                await Send(context, "application/json", recording.ToJson());
                return;
            case ("GET" or "HEAD", _) when Assets.Find(path) is { } asset:
                await Send(context, asset.Type, asset.Content);
                return;
            default:
                context.Response.StatusCode = Assets.Find(path) is not null || path is "" or "do" or "events" or "recipe.json"
                    ? StatusCodes.Status405MethodNotAllowed
                    : StatusCodes.Status404NotFound;
                return;
        }
    }

    private async Task<ReadOnlyMemory<byte>> Shell(CancellationToken stop)
    {
        // Without script a page shows the latest state; it must not wait for a step that takes long.
        var snapshot = _session.Snapshot();
        var state = await Task.WhenAny(snapshot, Task.Delay(250, stop)) == snapshot && snapshot.IsCompletedSuccessfully ? snapshot.Result.Data : default;
        return LivePage.Write(_session.Options.Title, state);
    }

    private async Task<int> Command(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            return e.StatusCode;
        }

        if (LiveCommand.Read(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } command)
        {
            return StatusCodes.Status400BadRequest;
        }

        _session.Post(command);
        return StatusCodes.Status202Accepted;
    }

    private static Task Send(HttpContext context, string type, ReadOnlyMemory<byte> content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private static void Headers(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
