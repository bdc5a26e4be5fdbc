namespace VgsCalm.Tests.Faults;

/// <summary>Every command that calls the service, under everything that goes wrong between the two.</summary>
[Collection(nameof(FaultMatrixTests))]
public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var (command, fault) in FaultMatrix.Cells)
            {
                cells.Add(command.Name, fault.Name);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void It_ends_as_the_contract_says_and_the_session_goes_on(string command, string fault)
    {
        var expected = CellOutcome.Expected(
            ServiceCommand.All.Single(c => c.Name == command),
            ServiceFaults.All.Single(f => f.Name == fault)
        );

        var outcome = matrix[command, fault];

        if (command == "Import-VgsCard")
        {
            Assert.Contains(outcome.Id, ImportEnding.FindFitting(expected.Id));
            outcome = outcome with { Id = expected.Id };
        }

        Assert.Equal(expected, outcome);
    }
}
