using System.Management.Automation;
using VgsCalm.Testing.Servers;

namespace VgsCalm.Tests.Requests;

/// <summary>What a query, headers and a form take for a value, and what they refuse rather than send as a type's name.</summary>
public sealed class QueryValueTests : EchoTest
{
    private const string Form = "-Method Post -ContentType application/x-www-form-urlencoded";

    [Theory]
    [InlineData("[pscustomobject]@{ path = '/x'; query = [pscustomobject]@{ b = 1; a = 2 } } | Invoke-VgsCalmRequest")]
    [InlineData("'{\"path\":\"/x\",\"query\":{\"b\":1,\"a\":2}}' | ConvertFrom-Json | Invoke-VgsCalmRequest")]
    [InlineData("Invoke-VgsCalmRequest /x -Query ([pscustomobject]@{ b = 1; a = 2 })")]
    public void A_query_may_be_an_object_as_JSON_gives_it(string command)
    {
        Run($"{command} -Session echo").ThrowIfFailed();

        Assert.Equal("/calm/x?b=1&a=2", Echo.Only.RawUrl);
    }

    [Theory]
    [InlineData("'a=1'")]
    [InlineData("'a=1', 'b=2'")]
    [InlineData("5")]
    public void A_piped_query_without_names_is_refused_not_left_out(string query)
    {
        var refused = Run($"[pscustomobject]@{{ Path = '/x'; Query = {query} }} | Invoke-VgsCalmRequest -Session echo");

        Assert.Contains("has no names and values", refused.Failure!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("\"Query,Path`n,/x\" | ConvertFrom-Csv")]
    [InlineData("\"Path,Query`n/x,\" | ConvertFrom-Csv")]
    [InlineData("'{\"path\":\"/x\",\"query\":null}' | ConvertFrom-Json")]
    public void An_empty_cell_is_no_query(string record)
    {
        Run($"{record} | Invoke-VgsCalmRequest -Session echo").ThrowIfFailed();

        Assert.Equal("/calm/x", Echo.Only.RawUrl);
    }

    [Fact]
    public void A_query_that_is_typed_and_null_is_refused()
    {
        Run("Invoke-VgsCalmRequest /x -Query $unset -Session echo")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "Query");

        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void A_switch_is_true_or_false()
    {
        Run("Invoke-VgsCalmRequest /x -Session echo -Query @{ a = [switch]$true }").ThrowIfFailed();

        Assert.Equal("/calm/x?a=true", Echo.Only.RawUrl);
    }

    [Theory]
    [InlineData("ConvertTo-SecureString s3cr3t -AsPlainText -Force", "SecureString")]
    [InlineData("[pscredential]::new('bob', (ConvertTo-SecureString s3cr3t -AsPlainText -Force))", "PSCredential")]
    [InlineData("@{ b = 1 }", "Hashtable")]
    [InlineData("[pscustomobject]@{ b = 1 }", "PSCustomObject")]
    [InlineData("[xml]'<b/>'", "XmlDocument")]
    public void A_value_without_plain_text_is_refused_by_its_name(string value, string type)
    {
        foreach (
            var parameters in new[] { "-Query @{ a = $v }", "-Headers @{ a = $v }", $"{Form} -Body @{{ a = $v }}" }
        )
        {
            var failure = Run($"$v = {value}; Invoke-VgsCalmRequest /x -Session echo {parameters}").Failure!;

            Assert.StartsWith("RequestInvalid,", failure.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(
                $"The value of 'a' is a {type}, which is no plain value; nothing was sent.",
                failure.Exception.Message
            );
        }

        Assert.Empty(Echo.Received);
    }
}
