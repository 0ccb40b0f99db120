namespace Relumine.Live.Events;

/// <summary>Something that pages are told.</summary>
/// <param name="Id">Its number in this session, from 1.</param>
/// <param name="Kind">What it is, e.g. <c>frame</c>.</param>
/// <param name="Data">The JSON, on one line.</param>
internal sealed record LiveEvent(long Id, string Kind, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether a later one of its kind makes it worthless, so that whoever is slow may skip it.</summary>
    public bool IsSuperseded => Kind is "frame" or "cells" or "twin";
}
