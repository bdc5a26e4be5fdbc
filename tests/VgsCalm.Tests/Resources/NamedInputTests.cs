namespace VgsCalm.Tests.Resources;

/// <summary>Errors of several inputs: the text alone tells which one failed, since a console shows nothing else.</summary>
public sealed class NamedInputTests : EchoTest
{
    [Theory]
    [InlineData("'CRDh8TREGU9LTR1jwEwnbnBM', 'CRDMy3zCdMwaYAcQ3y9kSiywF' | Get-VgsCard", "CRDMy3zCdMwaYAcQ3y9kSiywF")]
    [InlineData("Get-VgsCard CRDh8TREGU9LTR1jwEwnbnBM, CRDMy3zCdMwaYAcQ3y9kSiywF", "CRDMy3zCdMwaYAcQ3y9kSiywF")]
    [InlineData("'411111', '511111' | Get-VgsCardAttribute", "row 2")]
    [InlineData("'tok_1', 'tok_2' | New-VgsNetworkToken -ExpMonth 1 -ExpYear 30", "tok_2")]
    [InlineData("\"MerchantLegalName,MerchantCode`n,1`n,2\" | ConvertFrom-Csv | New-VgsMerchant", "row 2")]
    [InlineData("\"DbaMerchantTradeName,MerchantLegalName`n,A`n,B\" | ConvertFrom-Csv | New-VgsMerchant", "B")]
    public void The_second_is_named_in_its_error(string script, string name)
    {
        Echo.Answer = _ => (422, """{"errors":[{"code":"rejected"}]}""");

        var errors = Run(script + " -Session echo").Errors;

        Assert.StartsWith(name + ": ", errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(name, errors[1].TargetObject);
    }

    [Theory]
    [InlineData("Get-VgsCard CRDh8TREGU9LTR1jwEwnbnBM")]
    [InlineData("Get-VgsCardAttribute 411111")]
    [InlineData("New-VgsNetworkToken tok_1 -ExpMonth 1 -ExpYear 30")]
    [InlineData("New-VgsMerchant Shop")]
    [InlineData("Invoke-VgsCalmRequest /cards/CRDh8TREGU9LTR1jwEwnbnBM")]
    public void What_was_typed_as_one_thing_is_not_repeated(string script)
    {
        Echo.Answer = _ => (422, """{"errors":[{"code":"rejected"}]}""");

        var error = Run(script + " -Session echo").Failure!;

        Assert.Matches("^(GET|POST) /", error.Exception.Message);
    }
}
