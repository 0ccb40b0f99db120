using System.Reflection;

namespace Relumine.Cli.Sessions;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>As users know it, e.g. <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
