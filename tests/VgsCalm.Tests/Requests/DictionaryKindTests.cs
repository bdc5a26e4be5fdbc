namespace VgsCalm.Tests.Requests;

/// <summary>Names and values in dictionaries of every type that scripts have.</summary>
public sealed class DictionaryKindTests : EchoTest
{
    public static TheoryData<string> Kinds { get; } =
        new(
            "@{}",
            "[ordered]@{}",
            "[Collections.Generic.Dictionary[string,string]]::new()",
            "[Collections.Generic.Dictionary[string,object]]::new()",
            "[Collections.Generic.SortedDictionary[string,object]]::new()",
            "[Collections.Concurrent.ConcurrentDictionary[string,string]]::new()",
            "[Collections.Specialized.ListDictionary]::new()"
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_query_may_be_a_dictionary_of_any_type(string kind)
    {
        Send(kind, "-Query $given");

        Assert.Equal("/calm/x?a=1%202", Echo.Only.RawUrl);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Headers_may_be_a_dictionary_of_any_type(string kind)
    {
        Send(kind, "-Headers $given");

        Assert.Equal(["1 2"], Echo.Only.Headers["a"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_body_may_be_a_dictionary_of_any_type(string kind)
    {
        Send(kind, "-Method Post -Body $given");

        Assert.Equal("""{"a":"1 2"}""", Echo.Only.Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_form_may_be_a_dictionary_of_any_type(string kind)
    {
        Send(kind, "-Method Post -Body $given -ContentType application/x-www-form-urlencoded");

        Assert.Equal("a=1+2", Echo.Only.Text);
    }

    [Fact]
    public void A_form_may_be_an_object()
    {
        Run(
                "Invoke-VgsCalmRequest /x -Session echo -Method Post -Body ([pscustomobject]@{ a = '1 2'; b = 3 }) "
                    + "-ContentType application/x-www-form-urlencoded"
            )
            .ThrowIfFailed();

        Assert.Equal("a=1+2&b=3", Echo.Only.Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_billing_address_may_be_a_dictionary_of_any_type(string kind)
    {
        Run(
            $"$given = {kind}; $given['City'] = 'Bonn'; New-VgsCard -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30 "
                + "-BillingAddress $given -Session echo"
        );

        Assert.Contains("\"Bonn\"", Echo.Only.Text, StringComparison.Ordinal);
    }

    private void Send(string kind, string parameters) =>
        Run($"$given = {kind}; $given['a'] = '1 2'; Invoke-VgsCalmRequest /x -Session echo {parameters}")
            .ThrowIfFailed();
}
