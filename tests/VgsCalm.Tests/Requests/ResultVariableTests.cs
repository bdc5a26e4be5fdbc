namespace VgsCalm.Tests.Requests;

/// <summary>
/// The variables have what the last answer had. Those that cannot take a status or headers are found out before anything is sent.
/// </summary>
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

    [Theory]
    [InlineData("/cards/CRDnone", "404 application/json")]
    [InlineData("/cards/CRDnone -SkipHttpErrorCheck", "404 application/json")]
    [InlineData("/cards -Method Post -Body '{}'", "400 application/json")]
    [InlineData("/cards/CRDnone -OutFile $file", "404 application/json")]
    [InlineData("/cards/CRDnone -FollowRelLink", "404 application/json")]
    [InlineData("/cards/CRDnone -Session nowhere", " ")]
    [InlineData("http://elsewhere/cards", " ")]
    [InlineData(
        "/cards -Method Post -Body '{' -ContentType application/x-www-form-urlencoded -Headers @{ a = @{} }",
        " "
    )]
    [InlineData("/cards/CRDnone -Method Post -WhatIf", " ")]
    public void A_request_that_fails_sets_what_its_answer_had(string request, string expected)
    {
        var had = Run(
            "$status = 7; $headers = @{ 'Content-Type' = 'old' }; "
                + $"try {{ $null = Invoke-VgsCalmRequest {request} -StatusCodeVariable status "
                + "-ResponseHeadersVariable headers -ErrorAction Stop } "
                + "catch { }; \"$status $(if ($headers) { \"$($headers['Content-Type'])\".Split(';')[0] })\"",
            ("file", Folder.At("answer.json"))
        );

        Assert.Equal(expected, had.Single.BaseObject);
    }

    [Fact]
    public void A_failure_without_an_answer_does_not_keep_the_last_status()
    {
        var had = Run(
            "'/cards/CRDnone', 'http://elsewhere/x' | ForEach-Object { [pscustomobject]@{ Path = $_ } } | "
                + "Invoke-VgsCalmRequest -StatusCodeVariable status -ErrorAction SilentlyContinue; \"<$status>\""
        );

        Assert.Equal("<>", had.Single.BaseObject);
    }
}
