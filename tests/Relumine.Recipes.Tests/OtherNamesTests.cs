using Relumine.Graph.Errors;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Tests;

/// <summary>Whoever comes from another library is told what a thing is called here.</summary>
public class OtherNamesTests
{
    private static readonly Dictionary<string, Func<string, string>> s_places = new()
    {
        ["loss"] = name => Texts.With("loss", $"\"{name}\""),
        ["optimizer"] = name => Texts.With("optimizer", $$"""{ "{{name}}": 0.1 }"""),
        ["layer"] = name => Texts.With("model", $"[\"{name}\"]"),
        ["initializer"] = name => Texts.With("init", $$"""{ "weights": "{{name}}" }"""),
        ["schedule"] = name => Texts.With("schedule", $"\"{name}\""),
    };

    public static IEnumerable<object[]> Names => OtherNames.All.Where(n => n.Kind != OtherNames.Key).Select(n => new object[] { n.Kind, n.Other, n.Here });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryNameOfOthersIsAnsweredWithOneThatIsAllowed(string kind, string other, string here)
    {
        var error = Should.Throw<RelumineException>(() => Recipe.Parse(s_places[kind](other)));

        error.Message.ShouldContain($"names no {kind}: '{other}' is not known. Here it is written ");
        error.Message.ShouldContain(here);
    }

    [Theory]
    [InlineData("loss", "CrossEntropyLoss", "Here it is written softmaxCrossEntropy.")]
    [InlineData("loss", "sparse_categorical_crossentropy", "Here it is written softmaxCrossEntropy.")]
    [InlineData("loss", "BCEWithLogitsLoss", "Here it is written binaryCrossEntropy.")]
    [InlineData("layer", "Conv2D", "Did you mean 'conv'?")]
    [InlineData("layer", "BatchNorm2d", "Here it is written batchNormalization.")]
    [InlineData("layer", "nn.Linear", "'nn.Linear' is not known.")]
    [InlineData("initializer", "zeros", """Here it is written { "constant": 0 }.""")]
    [InlineData("initializer", "kaiming_normal", "Here it is written heNormal.")]
    public void CapitalsSignsAndEndingsDoNotMatter(string kind, string other, string answer) =>
        Should.Throw<RelumineException>(() => Recipe.Parse(s_places[kind](other))).Message.ShouldContain(answer);

    [Theory]
    [InlineData("\"epochs\": 10", "\"epochs\": 10, \"batch_size\": 3", "$ has no key 'batch_size'. Here it is called 'batch'.")]
    [InlineData("\"lr\"", "\"learning_rate\"", "$.optimizer.sgd has no key 'learning_rate'. Here it is called 'lr'.")]
    [InlineData("\"loss\"", "\"criterion\"", "$ has no key 'criterion'. Here it is called 'loss'.")]
    [InlineData("\"model\"", "\"layers\"", "$ has no key 'layers'. Here it is called 'model'.")]
    [InlineData("\"seed\"", "\"random_state\"", "$ has no key 'random_state'. Here it is called 'seed'.")]
    public void KeysOfOthersAreAnsweredToo(string here, string other, string answer) =>
        Should.Throw<RelumineException>(() => Recipe.Parse(Texts.Blobs.Replace(here, other))).Message.ShouldStartWith("the recipe: " + answer);

    [Theory]
    [InlineData(
        "model", """[{ "type": "Dense", "units": 16 }]""",
        "$.model[0] names its layer by the key 'type'. Here the name is the key itself: { \"dense\": { … } }.")]
    [InlineData(
        "model", """[{ "layer": "Linear", "units": 16 }]""",
        "$.model[0] names its layer by the key 'layer'. Here the name is the key itself: { \"dense\": { … } }.")]
    [InlineData(
        "optimizer", """{ "name": "adam", "lr": 0.1 }""",
        "$.optimizer names its optimizer by the key 'name'. Here the name is the key itself: { \"adam\": { … } }.")]
    [InlineData("loss", """{ "type": "mse" }""", "$.loss names its loss by the key 'type'. Here the name is the key itself: \"meanSquaredError\".")]
    [InlineData(
        "model", """[{ "dense": { "units": 9, "activation": "relu" } }]""",
        "$.model[0].dense has no key 'activation'. An activation is an element of the model")]
    [InlineData(
        "optimizer", """{ "adam": { "betas": [0.9, 0.99] } }""",
        "$.optimizer.adam has no key 'betas'. They are given one by one, as 'beta1' and 'beta2'.")]
    [InlineData("learning_rate", "0.1", "$ has no key 'learning_rate'. A learning rate belongs to an optimizer: ")]
    [InlineData("dropout", "0.1", "$ has no key 'dropout'. Dropout is an element of the model of its own: ")]
    [InlineData("model", """[{ "type": "Foo", "units": 16 }]""", "$.model[0] names no layer: 'Foo' is not known.")]
    [InlineData(
        "init", """{ "weights": { "type": "zeros" } }""",
        "$.init.weights names its initializer by the key 'type'. Here the name is the key itself: { \"constant\": 0 }.")]
    public void WhatOthersWriteInAnotherPlaceIsAnsweredWithItsPlace(string key, string json, string answer) =>
        Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With(key, json))).Message.ShouldStartWith("the recipe: " + answer);
}
