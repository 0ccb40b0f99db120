using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Relumine.Generators;

/// <summary>
/// Fills catalogues at compile time, so that a new file is found without reflection: trimming and ahead-of-time
/// compilation stay possible. <see cref="CatalogueAttribute"/> tells how to ask for one.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CatalogueGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            output.AddSource("CatalogueAttribute.g.cs", CatalogueAttribute.Source);
        });

        var candidates = context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is TypeDeclarationSyntax { BaseList: not null },
            static (found, cancel) => found.SemanticModel.GetDeclaredSymbol(found.Node, cancel) is INamedTypeSymbol type ? Candidate.From(type) : null)
            .Where(static candidate => candidate is not null)
            .Collect();

        var catalogues = context.SyntaxProvider.ForAttributeWithMetadataName(
            CatalogueAttribute.Name,
            static (_, _) => true,
            static (found, _) => Catalogues(found.TargetSymbol, found.Attributes[0]))
            .SelectMany(static (found, _) => found);

        context.RegisterSourceOutput(catalogues.Combine(candidates), static (output, pair) =>
            output.AddSource(
                pair.Left.Namespace + "." + pair.Left.Class.Split(' ')[1] + "." + pair.Left.Property + ".g.cs",
                pair.Left.Implementation(pair.Right!)));
    }

    private static ImmutableArray<Catalogue> Catalogues(ISymbol target, AttributeData attribute)
    {
        var properties = target is INamedTypeSymbol type
            ? type.GetMembers().OfType<IPropertySymbol>().Where(p => p.GetAttributes().All(a => a.AttributeClass?.Name != nameof(CatalogueAttribute)))
            : [(IPropertySymbol)target];
        return [.. properties.Select(p => Catalogue.From(p, attribute)).Where(c => c is not null).Select(c => c!)];
    }
}
