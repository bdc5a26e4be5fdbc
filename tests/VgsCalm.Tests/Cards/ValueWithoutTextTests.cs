namespace VgsCalm.Tests.Cards;

/// <summary>Fields of a card given as objects that have no text: the name of their type must not be sent for an alias.</summary>
public sealed class ValueWithoutTextTests : EchoTest
{
    [Theory]
    [InlineData("([Net.NetworkCredential]::new('', '4111111111111111').SecurePassword)")]
    [InlineData("@{ Number = '4111111111111111' }")]
    [InlineData("([pscustomobject]@{ Number = '4111111111111111' })")]
    [InlineData("([pscredential]::new('x', [securestring]::new()))")]
    public void A_field_without_text_is_refused_and_nothing_sent(string value)
    {
        var typed = Try($"New-VgsCard -Session echo -Name 'John Doe' -Number {value} -ExpMonth 11 -ExpYear 2027");
        var piped = Try(
            $"[pscustomobject]@{{ Name = 'John Doe'; Number = {value}; ExpMonth = 11; ExpYear = 2027 }} | "
                + "New-VgsCard -Session echo -ErrorAction Stop"
        );
        var imported = Try(
            $"[pscustomobject]@{{ Name = 'John Doe'; Number = {value}; ExpMonth = 11; ExpYear = 2027 }} | "
                + $"Import-VgsCard -Session echo -JournalPath '{Folder.At("rows.jsonl")}' -RejectPath '{Folder.At("rejects.csv")}' | "
                + $"ForEach-Object {{ (Import-Csv '{Folder.At("rejects.csv")}').Reason }}"
        );

        Assert.All(
            [typed, piped, imported],
            error => Assert.Contains("no text that could be sent", error, StringComparison.Ordinal)
        );
        Assert.Empty(Echo.Received);
    }

    private string Try(string script) => Run($"try {{ {script} }} catch {{ \"$_\" }}").Output.Single().ToString()!;
}
