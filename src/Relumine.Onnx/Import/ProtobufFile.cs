using System.IO.MemoryMappedFiles;
using Google.Protobuf;
using Microsoft.Win32.SafeHandles;
using Relumine.Graph.Errors;

namespace Relumine.Onnx.Import;

/// <summary>Reads a protobuf message from a file, mapped into memory so that it is not held twice.</summary>
internal static class ProtobufFile
{
    /// <summary>Protobuf counts bytes with 32 bits.</summary>
    private const long MaxLength = int.MaxValue;

    /// <summary>Parses the file.</summary>
    /// <param name="parser">The message's parser.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What the file should be, for messages, e.g. <c>an ONNX model</c>.</param>
    /// <exception cref="RelumineException">The file is missing, unreadable, empty, too large, or not such a message.</exception>
    public static T Parse<T>(MessageParser<T> parser, string path, string what) where T : class, IMessage<T>
    {
        try
        {
            // Asked before opening: opening a pipe would wait for its writer.
            var length = LengthOf(path, what);
            if (length is 0 or > MaxLength)
            {
                throw Broken(path, length == 0
                    ? $"is empty or no regular file; expected {what}. Check the path, and that the file was copied completely"
                    : $"has {length} bytes; {what} has at most {MaxLength}. Store the weights as external data");
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            using var view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            return Parse(parser.WithDiscardUnknownFields(true), view.SafeMemoryMappedViewHandle, (int)length);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Broken(path, $"is damaged or not {what}: {Reason(e)} Check that the file was copied completely, or export it again", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Broken(path, $"cannot be read: {e.Message.TrimEnd('.')}. Check its permissions", e);
        }
    }

    private static long LengthOf(string path, string what)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? file.Length
            : throw Broken(path, Directory.Exists(path) ? $"is a folder; expected {what}. Name the file in it" : "does not exist. Check the path");
    }

    private static unsafe T Parse<T>(MessageParser<T> parser, SafeMemoryMappedViewHandle handle, int length) where T : class, IMessage<T>
    {
        byte* start = null;
        handle.AcquirePointer(ref start);
        try
        {
            return parser.ParseFrom(new ReadOnlySpan<byte>(start, length));
        }
        finally
        {
            handle.ReleasePointer();
        }
    }

    /// <summary>Protobuf's own reason, its first sentence: the rest talks about programming.</summary>
    private static string Reason(InvalidProtocolBufferException e)
    {
        var end = e.Message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..(end + 1)];
    }

    private static RelumineException Broken(string path, string what, Exception? inner = null) =>
        new(ErrorKind.BrokenFile, $"{path} {what}.", inner);
}
