using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Units;

public class UnitTableTests
{
    [Fact]
    public void OneRowForEachUnit()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        var layer = Patient.Layer(4, 2, (s, u) => u == 0 ? -1 : s - 1, "a,\"b\"");
        layer = layer with { Details = [.. layer.Details.Select(d => d with { FiringRateByClass = [0.5, double.NaN] })] };
        try
        {
            UnitTable.Write(Patient.Audit(layer), path, ["cat"]);

            File.ReadAllText(path).ShouldBe(
                "layer,unit,verdict,firingRate,largestZ,meanZ,firingRate:cat,firingRate:1\n"
                + "\"a,\"\"b\"\"\",0,dead,0,-1,-1,0.5,\n"
                + "\"a,\"\"b\"\"\",1,healthy,0.5,2,0.5,0.5,\n");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
