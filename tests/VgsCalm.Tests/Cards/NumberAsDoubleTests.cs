using System.Management.Automation;

namespace VgsCalm.Tests.Cards;

/// <summary>
/// Fields of cards that come as floating-point numbers, as a spreadsheet's module gives them: all commands read them alike.
/// </summary>
public sealed class NumberAsDoubleTests : EchoTest
{
    private const string Rounded = "was rounded by a spreadsheet";

    private static readonly string[] Commands =
    [
        "New-VgsCard",
        "Get-VgsCardUpdate",
        "Get-VgsCardAttribute",
        "Import-VgsCard -JournalPath $journal -RejectPath $reject",
    ];

    public static TheoryData<string> All => new(Commands);

    public static TheoryData<string, string> AllWithRounded
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var command in Commands)
            {
                rows.Add(command, "[double]4111111111111111222");
                rows.Add(command, "[double]9111111111111111");
                rows.Add(command, "[float]4111111111111111");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_number_that_holds_all_digits_is_sent_as_them(string command)
    {
        Echo.Answer = _ => (200, """{"data":{"id":"CRD1","bin":"411111","number":"tok_1"}}""");

        Send("[double]4111111111111112", command).ThrowIfFailed();

        var sent = Echo.Only.Text;
        Assert.Contains("\"4111111111111112\"", sent, StringComparison.Ordinal);
        if (sent.Contains("exp_month", StringComparison.Ordinal))
        {
            Assert.Contains("\"exp_month\":3,\"exp_year\":30", sent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(AllWithRounded))]
    public void A_number_that_lost_digits_is_refused(string command, string number)
    {
        var result = Send(number, command);

        Assert.Empty(Echo.Received);
        Assert.Contains(
            Rounded,
            command.StartsWith("Import", StringComparison.Ordinal) ? Folder.Read("reject.csv") : $"{result.Failure}",
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Get-VgsCardAttribute -Number $n,$n -Session echo", 2)]
    [InlineData("Get-VgsCardAttribute -Number @($n) -Session echo", 1)]
    [InlineData("Get-VgsCardAttribute -Number ([double[]]($n, $n)) -Session echo", 2)]
    [InlineData("Get-VgsCardAttribute -Number $n,'4111111111111111' -Session echo", 2)]
    [InlineData("$n, $n | Get-VgsCardAttribute -Session echo", 2)]
    [InlineData("[pscustomobject]@{ Number = $n, $n } | Get-VgsCardAttribute -Session echo", 2)]
    [InlineData("$n | ForEach-Object { Get-VgsCardAttribute $_ -Session echo }", 1)]
    public void Numbers_in_a_list_or_from_the_pipeline_are_sent_too(string script, int count)
    {
        Echo.Answer = _ => (200, """{"data":{"id":"CRD1","bin":"411111","number":"tok_1"}}""");

        Run("$n = [double]4111111111111110; " + script).ThrowIfFailed();

        Assert.Equal(count, Echo.Received.Count);
        Assert.Contains(Echo.Received, sent => sent.Text.Contains("\"4111111111111110\"", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_no_finite_number_is_refused(string command)
    {
        foreach (var number in new[] { "[double]::NaN", "[double]::PositiveInfinity", "[float]::NaN" })
        {
            var result = Send(number, command);

            Assert.Contains(
                "no finite number",
                command.StartsWith("Import", StringComparison.Ordinal)
                    ? Folder.Read("reject.csv")
                    : $"{result.Failure}",
                StringComparison.Ordinal
            );
        }

        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Get-VgsCardAttribute ([double]::NaN) -Session echo")]
    [InlineData("Get-VgsCardAttribute 4111111111111111, ([float]::NegativeInfinity) -Session echo")]
    [InlineData("[double]::NaN | Get-VgsCardAttribute -Session echo")]
    public void No_list_or_pipeline_sends_what_is_no_finite_number(string script)
    {
        Assert.Contains("no finite number", $"{Run(script).Failure}", StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void A_number_that_was_typed_is_taken_as_it_stands()
    {
        var error = Run("Get-VgsCardAttribute 4.11111E+15 -Session echo").Failure!;

        Assert.Contains(Rounded, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    private ShellResult Send(string number, string command) =>
        Run(
            $"[pscustomobject]@{{ Name = 'x'; Number = {number}; ExpMonth = [double]3; ExpYear = [double]2030 }} | "
                + $"{command} -Session echo",
            ("journal", Folder.At("j.jsonl")),
            ("reject", Folder.At("reject.csv"))
        );
}
