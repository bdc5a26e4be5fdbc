using VgsCalm.Tests.Engine;

namespace VgsCalm.Tests.Faults;

/// <summary>Alone on the machine: it plays many sessions at once, and others should not wait for it.</summary>
[CollectionDefinition(nameof(FaultMatrixTests), DisableParallelization = true)]
public sealed class FaultMatrixCollection;

/// <summary>Every command that calls the service, under everything that goes wrong between the two.</summary>
[Collection(nameof(FaultMatrixTests))]
public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var (command, fault) in FaultMatrix.Cells) cells.Add(command.Name, fault.Name);
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void It_ends_as_the_contract_says_and_the_session_goes_on(string command, string fault)
    {
        var expected = CellOutcome.Expected(ServiceCommand.All.Single(c => c.Name == command), ServiceFaults.All.Single(f => f.Name == fault));

        var outcome = matrix[command, fault];

        if (command == "Import-VgsCard")
        {
            Assert.Contains(outcome.Id, ImportEnding.Of(expected.Id));
            outcome = outcome with { Id = expected.Id };
        }

        Assert.Equal(expected, outcome);
    }
}

/// <summary>The matrix misses no command.</summary>
public sealed class FaultMatrixCompletenessTests
{
    [Fact]
    public void Every_command_of_the_manifest_meets_the_faults_or_calls_no_service()
    {
        using var shell = Shell.Open();
        var exported = shell.Run("Get-Command -Module VgsCalm").ThrowIfFailed().Output.Select(command => (string)command.Properties["Name"].Value);

        Assert.Equal(exported.Order(), ServiceCommand.All.Select(command => command.Cmdlet).Distinct().Concat(ServiceCommand.Local).Order());
    }

    [Fact]
    public void No_two_rows_and_no_two_faults_have_one_name()
    {
        Assert.Distinct(ServiceCommand.All.Select(command => command.Name));
        Assert.Distinct(ServiceFaults.All.Select(fault => fault.Name));
    }
}
