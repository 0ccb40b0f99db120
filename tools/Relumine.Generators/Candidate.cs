using Microsoft.CodeAnalysis;

namespace Relumine.Generators;

/// <summary>A type that may belong to a catalogue, reduced to values that the incremental pipeline can compare.</summary>
/// <param name="FullName">The name with <c>global::</c>.</param>
/// <param name="Name">The name without its namespace, by which catalogues are ordered.</param>
/// <param name="Kinds">All that it derives from and implements, each between two bars.</param>
/// <param name="IsConstructible">Whether <c>new T()</c> compiles.</param>
internal sealed record Candidate(string FullName, string Name, string Kinds, bool IsConstructible)
{
    public static Candidate? From(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic || type.IsGenericType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !IsReachable(type))
        {
            return null;
        }

        var kinds = new List<string>();
        foreach (var implemented in type.AllInterfaces)
        {
            Add(implemented);
        }

        for (var ancestor = type.BaseType; ancestor is not null && ancestor.SpecialType == SpecialType.None; ancestor = ancestor.BaseType)
        {
            Add(ancestor);
        }

        var constructible = type.TypeKind == TypeKind.Struct || type.InstanceConstructors.Any(
            c => c.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected) && c.Parameters.All(p => p.IsOptional));
        return new(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), type.Name, "|" + string.Join("|", kinds) + "|", constructible);

        void Add(INamedTypeSymbol kind)
        {
            kinds.Add(Kind(kind));
            if (kind.IsGenericType)
            {
                kinds.Add(Kind(kind.ConstructUnboundGenericType()));
            }
        }
    }

    public static string Kind(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    public bool Is(string kind) => Kinds.Contains("|" + kind + "|");

    private static bool IsReachable(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected || at.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }
}
