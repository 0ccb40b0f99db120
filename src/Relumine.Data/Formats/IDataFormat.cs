using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>A kind of data file. Implement it in one file with a constructor that needs no arguments, and it is found.</summary>
public interface IDataFormat
{
    /// <summary>The name in messages, for example <c>NumPy (.npy)</c>.</summary>
    string Name { get; }

    /// <summary>How such files usually end, in lower case and with the dot.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>What such a file begins with, for the message about a file that has the extension and not the content.</summary>
    string Signature { get; }

    /// <summary>Whether a file is of this kind: by its first bytes where the format has a mark, otherwise by its extension.</summary>
    bool Recognizes(DataFile file);

    /// <summary>Whether <see cref="Recognizes"/> is a guess, because the format has no mark and takes, say, any text: other formats are asked first, and a
    /// file whose name another format has is not taken.</summary>
    bool IsGuess => false;

    /// <summary>Opens a file that <see cref="Recognizes"/> accepted.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What the user said about it.</param>
    /// <param name="formats">All formats, for files that hold or lead to other files.</param>
    /// <exception cref="RelumineException">The file is broken, or an option does not fit it.</exception>
    DataContents Open(DataFile file, DataOptions options, DataFormats formats);
}
