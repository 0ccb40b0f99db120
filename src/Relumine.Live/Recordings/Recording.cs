using System.Text.Json;
using Relumine.Live.Events;

namespace Relumine.Live.Recordings;

/// <summary>A run as pages are told of it, to be gone through again without one.</summary>
/// <param name="Look">What to look at; may be empty.</param>
/// <param name="Hello">What a page is told first.</param>
/// <param name="Pictures">What it is told then, moment by moment.</param>
internal sealed record Recording(string Look, ReadOnlyMemory<byte> Hello, IReadOnlyList<RecordedPicture> Pictures)
{
    /// <summary>The same with cells in every second of the pictures that have them, the first and the last kept.</summary>
    public Recording WithFewerCells()
    {
        var (seen, last) = (0, Pictures.Count - 1);
        return this with
        {
            Pictures = [.. Pictures.Select((p, i) => i == last || !p.Events.Any(IsCells) || seen++ % 2 == 0 ? p
                : p with { Events = [.. p.Events.Where(e => !IsCells(e))] })],
        };
    }

    /// <summary>How many pictures have cells.</summary>
    public int Cells => Pictures.Count(p => p.Events.Any(IsCells));

    /// <summary>All of it as JSON.</summary>
    public byte[] ToJson() => JsonText.Object(json =>
    {
        json.WriteString("look", Look);
        json.WritePropertyName("hello");
        json.WriteRawValue(Hello.Span, skipInputValidation: true);
        json.List("pictures", Pictures, picture =>
        {
            json.WriteNumber("step", picture.Step);
            json.WriteStartArray("events");
            foreach (var one in picture.Events)
            {
                json.WriteStartArray();
                json.WriteStringValue(one.Kind);
                json.WriteRawValue(one.Data.Span, skipInputValidation: true);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        });
    }).ToArray();

    private static bool IsCells(LiveEvent one) => one.Kind == "cells";
}

/// <summary>One moment of a recording.</summary>
/// <param name="Step">After which step.</param>
/// <param name="Events">What is new since the one before.</param>
internal sealed record RecordedPicture(long Step, IReadOnlyList<LiveEvent> Events);
