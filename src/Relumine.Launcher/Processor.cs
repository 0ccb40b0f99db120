using System.Runtime.Intrinsics.X86;

namespace Relumine.Launcher;

/// <summary>
/// What the processor can do, as it says itself: in a program compiled for every processor, <c>Avx2.IsSupported</c> and its like are answered by the
/// compiler, with no.
/// </summary>
internal static class Processor
{
    /// <summary>What the program for 256 bits needs and the processor does not have, with commas between; empty on a processor of x86-64-v3.</summary>
    public static string Missing()
    {
        if (!X86Base.IsSupported)
        {
            return "the instructions of x86-64";
        }

        var basic = X86Base.CpuId(1, 0).Ecx;
        var extended = Leaf(7).Ebx;
        var more = Leaf(unchecked((int)0x80000001)).Ecx;
        ReadOnlySpan<(string Name, int Register, int Bit)> needed =
        [
            ("FMA", basic, 12), ("AVX", basic, 28), ("AVX2", extended, 5), ("F16C", basic, 29), ("BMI1", extended, 3), ("BMI2", extended, 8),
            ("LZCNT", more, 5), ("MOVBE", basic, 22), ("XSAVE by the system", basic, 27),
        ];
        var missing = "";
        foreach (var (name, register, bit) in needed)
        {
            missing += Has(register, bit) ? "" : missing.Length == 0 ? name : ", " + name;
        }

        return missing;
    }

    /// <summary>Whether processor and system know registers of 512 bits (x86-64-v4).</summary>
    public static bool HasWideRegisters()
    {
        // AVX-512 F, DQ, CD, BW, VL. Whether the system saves the registers only the kernel knows: then it lists them.
        var extended = Leaf(7).Ebx;
        return Has(extended, 16) && Has(extended, 17) && Has(extended, 28) && Has(extended, 30) && Has(extended, 31) && IsListed("avx512vl"u8);
    }

    private static bool Has(int register, int bit) => ((register >> bit) & 1) != 0;

    // A processor that has no such leaf would answer with another.
    private static (int Eax, int Ebx, int Ecx, int Edx) Leaf(int leaf) =>
        (uint)X86Base.CpuId(leaf & int.MinValue, 0).Eax >= (uint)leaf ? X86Base.CpuId(leaf, 0) : default;

    private static bool IsListed(ReadOnlySpan<byte> flag)
    {
        try
        {
            // The flags of the first processor stand in the first lines.
            using var file = File.OpenHandle("/proc/cpuinfo");
            Span<byte> lines = stackalloc byte[8192];
            return lines[..RandomAccess.Read(file, lines, 0)].IndexOf(flag) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
