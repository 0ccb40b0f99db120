using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Relumine.Live.Events;
using Relumine.Live.Sessions;

namespace Relumine.Live.Server;

/// <summary>Server-sent events: everything once, then what is new. A page that was away goes on from its last event, or is told everything anew.</summary>
internal static class EventStream
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);

    /// <summary>Serves a page until it or the server goes.</summary>
    public static async Task Serve(HttpContext context, LiveSession session, int mostPages, CancellationToken ending)
    {
        var log = session.Log;
        if (!log.TryEnter(mostPages))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        try
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.WriteAsync("retry: 500\n\n"u8.ToArray(), stop.Token);
            await context.Response.Body.FlushAsync(stop.Token);
            await Follow(context.Response.Body, session, Known(context.Request, log), stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // One side has gone.
        }
        finally
        {
            log.Leave();
        }
    }

    private static async Task Follow(Stream body, LiveSession session, long? known, CancellationToken stop)
    {
        var log = session.Log;
        var text = new MemoryStream();
        while (true)
        {
            text.SetLength(0);
            if (known is { } id && log.After(id) is { } news)
            {
                foreach (var one in news)
                {
                    Write(text, log, one.Id, one.Kind, one.Data);
                    known = one.Id;
                }
            }
            else
            {
                var (data, last) = await session.Snapshot().WaitAsync(stop);
                Write(text, log, last, "hello", data);
                known = last;
            }

            await body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), stop);
            await body.FlushAsync(stop);
            while (!await Comes(log.NewsAfter(known.Value), stop))
            {
                // A comment now and then, so that a page that has gone is noticed.
                await body.WriteAsync(": \n\n"u8.ToArray(), stop);
                await body.FlushAsync(stop);
            }
        }
    }

    private static async Task<bool> Comes(Task news, CancellationToken stop)
    {
        try
        {
            await news.WaitAsync(s_silence, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // "session:number"; that of another session is worth nothing.
    private static long? Known(HttpRequest request, EventLog log)
    {
        var parts = request.Headers["Last-Event-ID"].ToString().Split(':');
        return parts is [var session, var number] && session == log.Session
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static void Write(MemoryStream text, EventLog log, long id, string kind, ReadOnlyMemory<byte> data)
    {
        text.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"id: {log.Session}:{id}\nevent: {kind}\ndata: ")));
        text.Write(data.Span);
        text.Write("\n\n"u8);
    }
}
