namespace VgsCalm.Tests.Cards;

/// <summary>A row with several wrong fields is told all of them at once, and which row it is.</summary>
public sealed class WrongFieldsTests : ConnectedTest
{
    [Theory]
    [InlineData("New-VgsCard")]
    [InlineData("Get-VgsCardUpdate")]
    public void All_wrong_fields_are_named(string command)
    {
        var error = Run(
            "[pscustomobject]@{ Name = 'A'; Number = '4111111111111111'; ExpMonth = 1; ExpYear = 30 }, "
                + $"[pscustomobject]@{{ Name = ''; Number = ''; ExpMonth = 13; ExpYear = '' }} | {command}"
        ).Errors[^1];

        Assert.StartsWith("CardInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(
            ["row 2", "its Name is missing", "its Number is missing", "its ExpMonth is not", "its ExpYear is missing"],
            part => Assert.Contains(part, error.ToString(), StringComparison.Ordinal)
        );
    }
}
