namespace VgsCalm.Tests.Requests;

/// <summary>Variables that cannot take the status or the headers are found out before anything is sent.</summary>
public sealed class ResultVariableTests : EchoTest
{
    [Theory]
    [InlineData("-StatusCodeVariable", "true", "")]
    [InlineData("-StatusCodeVariable", "a b:c", "")]
    [InlineData("-StatusCodeVariable", "kept", "Set-Variable kept 1 -Option ReadOnly")]
    [InlineData("-StatusCodeVariable", "kept", "[hashtable]$kept = @{}")]
    [InlineData("-ResponseHeadersVariable", "kept", "Set-Variable kept 1 -Option Constant")]
    [InlineData("-ResponseHeadersVariable", "kept", "[int]$kept = 1")]
    public void A_variable_that_cannot_be_set_fails_before_the_request(string parameter, string name, string setUp)
    {
        var result = Run(
            $"{setUp}; Invoke-VgsCalmRequest /x -Method Post -Body '{{}}' -Session echo {parameter} '{name}'"
        );

        Assert.NotNull(result.Failure);
        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void A_request_that_fails_leaves_the_variables_as_they_were()
    {
        var kept = Run(
            "$status = 7; $headers = 'old'; try { Invoke-VgsCalmRequest /cards/CRDnone -StatusCodeVariable status "
                + "-ResponseHeadersVariable headers -ErrorAction Stop } catch { } \"$status $headers\""
        );

        Assert.Equal("7 old", kept.Single.BaseObject);
    }
}
