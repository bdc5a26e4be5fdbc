namespace VgsCalm.Tests.Cards;

/// <summary>With one request at a time, -PipelineVariable of a command before has the record that a result is of.</summary>
public sealed class PipelineVariableTests : ConnectedTest
{
    private const string Rows =
        "$rows = 1..5 | ForEach-Object { [pscustomobject]@{ Customer = \"C$_\"; Name = \"N$_\"; Number = '4111111111111112'; "
        + "ExpMonth = 1; ExpYear = 30 } }; ";

    [Theory]
    [InlineData("New-VgsCard -ThrottleLimit 1 | ForEach-Object { $row.Customer + $_.Name }")]
    [InlineData(
        "New-VgsCard -ThrottleLimit 1 | Get-VgsCard -ThrottleLimit 1 | ForEach-Object { $row.Customer + $_.Name }"
    )]
    [InlineData(
        "ForEach-Object { @{ name = $_.Name; number = $_.Number; exp_month = 1; exp_year = 30 } } | "
            + "Invoke-VgsCalmRequest /cards -Method Post | ForEach-Object { $row.Customer + $_.data.name }"
    )]
    [InlineData("Get-VgsCardUpdate -ThrottleLimit 1 | ForEach-Object { $row.Customer + $_.Name }")]
    public void Each_result_comes_before_the_next_row_is_read(string script) =>
        Assert.Equal(
            "C1N1 C2N2 C3N3 C4N4 C5N5",
            Run($"{Rows}($rows | Write-Output -PipelineVariable row | {script}) -join ' '")
                .ThrowIfFailed()
                .Single.BaseObject
        );

    [Fact]
    public void So_does_the_error_of_a_row()
    {
        var result = Run(
            Rows
                + "$rows[2].ExpMonth = 13; ($rows | Write-Output -PipelineVariable row | New-VgsCard -ThrottleLimit 1 2>&1 | "
                + "ForEach-Object { $row.Customer + $_.Name + $_.TargetObject }) -join ' '"
        );

        Assert.Equal("C1N1 C2N2 C3row 3 C4N4 C5N5", result.Single.BaseObject);
    }
}
