using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Relumine.House.Tests.Reading;

namespace Relumine.House.Tests.Guides;

/// <summary>
/// The public API of an assembly as text: a line for each type and each member, sorted. What a type takes over from its base
/// or the compiler adds to a record is left out.
/// </summary>
internal static class ApiPage
{
    private static readonly SymbolDisplayFormat s_type = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_member = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The page of an assembly.</summary>
    public static string Of(string assembly)
    {
        var reference = Sources.Assemblies.Single(a => Path.GetFileNameWithoutExtension(a.Display) == assembly);
        var compilation = CSharpCompilation.Create("Reader", references: Sources.Assemblies);
        var page = new StringBuilder();
        foreach (var space in Types(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!).GlobalNamespace)
            .GroupBy(t => t.ContainingNamespace.ToDisplayString()).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            page.Append(page.Length == 0 ? "" : "\n").Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(t => t.ToDisplayString(s_type), StringComparer.Ordinal))
            {
                page.Append("  ").Append(Heading(type)).Append('\n');
                foreach (var member in Members(type))
                {
                    page.Append("    ").Append(member).Append('\n');
                }
            }
        }

        return page.ToString();
    }

    private static string Heading(INamedTypeSymbol type)
    {
        var kind =
            type.IsStatic ? "static "
            : type is { IsAbstract: true, TypeKind: TypeKind.Class } ? "abstract "
            : type is { IsSealed: true, TypeKind: TypeKind.Class } ? "sealed "
            : "";
        var name = type.ToDisplayString(s_type).Split(" where ", 2);
        var above = type.TypeKind is TypeKind.Enum or TypeKind.Delegate
            ? []
            : (type.BaseType is { SpecialType: SpecialType.None } parent ? [parent] : Array.Empty<INamedTypeSymbol>())
                .Concat(type.Interfaces.OrderBy(i => i.Name, StringComparer.Ordinal))
                .Where(i => i.DeclaredAccessibility == Accessibility.Public && !(type.IsRecord && i.Name == "IEquatable"))
                .Select(i => i.ToDisplayString(s_member)).ToArray();
        return kind + name[0] + (above.Length == 0 ? "" : " : " + string.Join(", ", above)) + (name.Length == 1 ? "" : " where " + name[1]);
    }

    private static IEnumerable<string> Members(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
            ? []
            : type.GetMembers()
                .Where(m =>
                    m
                        is IMethodSymbol
                        {
                            MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion
                        }
                            or IPropertySymbol
                            or IFieldSymbol
                            or IEventSymbol
                )
                .Where(m =>
                    IsOffered(m)
                    && !m.IsOverride
                    && !m.IsImplicitlyDeclared
                    && m.GetAttributes().All(a => a.AttributeClass?.Name != "CompilerGeneratedAttribute")
                )
                .Select(m => m.ToDisplayString(s_member).Replace("public ", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol within) => within.GetMembers().SelectMany(m => m switch
    {
        INamespaceSymbol space => Types(space),
        INamedTypeSymbol type when IsOffered(type) => Types(type).Prepend(type),
        _ => [],
    });

    private static bool IsOffered(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
