using System.Text.Json;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Json;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Tests.Json;

public class AuditJsonTests
{
    private static AuditResult Result =>
        Patient.Audit(Patient.Context(Patient.Layer(4, 3, (s, u) => u == 0 ? -1 : s - u)) with { Accuracy = 0.75 }) with
        {
            Findings =
            [
                new(
                    "dead-units",
                    Severity.Warning,
                    "relu1",
                    1,
                    "One of <3> is dead.",
                    new Dictionary<string, double> { ["dead"] = 1, ["gain"] = double.NaN },
                    ["trim"]
                ),
            ],
        };

    /// <summary>The form that programs read. It may gain members; what is here stays.</summary>
    private const string Golden = """
        {
          "schema": "relumine.audit/1",
          "model": {
            "path": "patient.onnx",
            "producer": "hand 1.0",
            "opset": 17,
            "parameters": 1234
          },
          "data": {
            "samples": 4,
            "complete": true,
            "inputs": [
              {
                "name": "x",
                "type": "float32",
                "shape": [4],
                "min": -2,
                "max": 2,
                "mean": 0,
                "std": 1,
                "fit": "as it is"
              }
            ],
            "distinct": 4
          },
          "layers": [
            {
              "name": "relu1",
              "activation": "Relu",
              "kind": "dense",
              "units": 3,
              "positions": 1,
              "samples": 4,
              "dead": 1,
              "neverPositive": 1,
              "nearlyDead": 0,
              "dormant": 1,
              "alwaysOn": 0,
              "constant": 0,
              "sparsity": 0.75,
              "meanPreActivation": -0.3333333333333333,
              "stdPreActivation": 1.1055415967851334,
              "maxActivation": 2,
              "nonFinite": 0,
              "deadUnits": [0],
              "firingCounts": [0, 2, 1]
            }
          ],
          "totals": {
            "units": 3,
            "dead": 1,
            "nearlyDead": 0,
            "alwaysOn": 0,
            "sparsity": 0.75
          },
          "accuracy": 0.75,
          "findings": [
            {
              "id": "dead-units",
              "severity": "warning",
              "layer": "relu1",
              "units": 1,
              "message": "One of \u003C3\u003E is dead.",
              "evidence": {
                "dead": 1,
                "gain": null
              },
              "cures": ["trim"]
            }
          ]
        }

        """;

    [Fact]
    public void TheSchemaIsPinned() => Normal(AuditJson.Write(Result)).ShouldBe(Normal(Golden));

    [Fact]
    public void ACountThatIsTooLargeIsNoAudit()
    {
        var error = Should.Throw<RelumineException>(() => AuditJson.Read(Golden.Replace("\"deadUnits\": [0]", "\"deadUnits\": [12147483647]"), "x.json"));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("'x.json' is not the JSON of an audit");
    }

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        var text = AuditJson.Write(Result);

        AuditJson.Write(AuditJson.Read(text, "it")).ShouldBe(text);
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreNull()
    {
        var layer = Patient.Layer(3, 1, (_, _) => double.NaN);

        using var document = JsonDocument.Parse(AuditJson.Write(Patient.Audit(layer)));

        var json = document.RootElement.GetProperty("layers")[0];
        json.GetProperty("meanPreActivation").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("maxActivation").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("nonFinite").GetInt32().ShouldBe(1);
        json.GetProperty("dead").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void UnitsThatCannotDieHaveNullDead()
    {
        var text = AuditJson.Write(Patient.Audit(Patient.Layer(3, 1, (_, _) => -1) with { Dead = null }));

        text.ShouldContain("\"dead\": null");
        AuditJson.Read(text, "it").Layers[0].Dead.ShouldBeNull();
    }

    [Fact]
    public void ListsOfUnitsTakeOneLine()
    {
        var text = AuditJson.Write(Patient.Audit(Patient.Mixed(10, 2000, 500, _ => -1)));

        text.Split('\n').Length.ShouldBeLessThan(120);
    }

    [Theory]
    [InlineData("", "is not the JSON of an audit")]
    [InlineData("[]", "is not the JSON of an audit")]
    [InlineData("{\"schema\": 1}", "is not the JSON of an audit")]
    [InlineData("null", "holds null")]
    [InlineData(
        "{\"schema\": \"relumine.audit/2\", \"model\": null, \"data\": null, \"layers\": null, \"totals\": null, \"findings\": null}",
        "has the schema 'relumine.audit/2'"
    )]
    [InlineData("{\"schema\": \"relumine.audit/1\", \"model\": null, \"data\": null, \"layers\": null, \"totals\": null, \"findings\": null}", "lacks a part")]
    public void ABrokenBaselineIsSaid(string text, string because)
    {
        var error = Should.Throw<RelumineException>(() => AuditJson.Read(text, "old.json"));

        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("'old.json' " + because);
        error.Message.ShouldContain("an audit");
    }

    // Where an array breaks its lines is the writer's business, what it holds is not.
    private static string Normal(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "\\[\\s+\"trim\"\\s+\\]", "[\"trim\"]").ReplaceLineEndings("\n");
}
