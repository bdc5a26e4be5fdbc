namespace VgsCalm.Tests.Faults;

/// <summary>The matrix misses no command.</summary>
public sealed class FaultMatrixCompletenessTests
{
    [Fact]
    public void Every_command_of_the_manifest_meets_the_faults_or_calls_no_service()
    {
        using var shell = Shell.Open();
        var exported = shell
            .Run("Get-Command -Module VgsCalm")
            .ThrowIfFailed()
            .Output.Select(command => (string)command.Properties["Name"].Value);

        Assert.Equal(
            exported.Order(),
            ServiceCommand.All.Select(command => command.Cmdlet).Distinct().Concat(ServiceCommand.Local).Order()
        );
    }

    [Fact]
    public void No_two_rows_and_no_two_faults_have_one_name()
    {
        Assert.Distinct(ServiceCommand.All.Select(command => command.Name));
        Assert.Distinct(ServiceFaults.All.Select(fault => fault.Name));
    }
}
