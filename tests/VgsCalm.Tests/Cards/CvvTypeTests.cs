namespace VgsCalm.Tests.Cards;

/// <summary>-Cvv, as spreadsheets, databases and files hand it over.</summary>
public sealed class CvvTypeTests : EchoTest
{
    [Theory]
    [InlineData("123")]
    [InlineData("[double]123")]
    [InlineData("[decimal]123")]
    [InlineData("[short]123")]
    [InlineData("[long]123")]
    [InlineData("'123'")]
    [InlineData("[pscustomobject]@{ Cvv = [double]123 }.Cvv")]
    public void A_CVV_of_any_type_goes_out_as_its_digits(string cvv)
    {
        Run(
            "Get-VgsCardUpdate -Session echo -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027 "
                + $"-Cvv ({cvv})"
        );

        Assert.Contains("\"123\"", Echo.Only.Text, StringComparison.Ordinal);
    }
}
