namespace VgsCalm.Core.Tests.Webhooks;

/// <summary>Which signatures in a header count, and which headers are refused.</summary>
public sealed class WebhookHeaderTests
{
    [Fact]
    public void One_good_signature_of_several_will_do()
    {
        var rig = new WebhookRig();
        var other = new string('0', 64);
        var good = WebhookRig.DigestOf($"{rig.Now}.{WebhookRig.Body}");

        Assert.NotNull(rig.Read(WebhookRig.Body, $"t={rig.Now},v0={other},v0={good}"));
        Assert.NotNull(rig.Read(WebhookRig.Body, $"v0={good}, v0={other}, t={rig.Now}"));
        rig.Refused(WebhookRig.Body, $"t={rig.Now},v0={other},v0={other}");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void A_secret_or_a_signature_may_be_there_twice(int secrets, int signatures)
    {
        var rig = new WebhookRig { Secrets = [.. Enumerable.Repeat(WebhookRig.Secret, secrets)] };
        var good = $",v0={WebhookRig.DigestOf($"{rig.Now}.{WebhookRig.Body}")}";

        Assert.NotNull(rig.Read(WebhookRig.Body, $"t={rig.Now}{string.Concat(Enumerable.Repeat(good, signatures))}"));
    }

    [Fact]
    public void A_scheme_of_another_name_neither_counts_nor_hurts()
    {
        var rig = new WebhookRig();
        var good = WebhookRig.DigestOf($"{rig.Now}.{WebhookRig.Body}");

        Assert.NotNull(rig.Read(WebhookRig.Body, $"t={rig.Now},v1=anything,v0={good},k=1"));
        Assert.Contains(
            "no signature of the scheme v0",
            rig.Refused(WebhookRig.Body, $"t={rig.Now},v1={good}").Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "has no header")]
    [InlineData("", "has no header")]
    [InlineData(" ", "has no header")]
    [InlineData("t", "not of the form name=value")]
    [InlineData(",,", "not of the form name=value")]
    [InlineData("t=1,v0=", "not of the form name=value")]
    [InlineData("t,v0=", "not of the form name=value")]
    [InlineData("=", "not of the form name=value")]
    [InlineData("t=1", "no signature of the scheme v0")]
    [InlineData("v0={64}", "it has no time")]
    [InlineData("t=1,t=2,v0={64}", "more than one time")]
    [InlineData("t=-1,v0={64}", "not a number of seconds")]
    [InlineData("t=1e3,v0={64}", "not a number of seconds")]
    [InlineData("t=123456789012,v0={64}", "not a number of seconds")]
    [InlineData("t=١٧,v0={64}", "not a number of seconds")]
    [InlineData("t=1,v0=abc", "not 64 hexadecimal digits")]
    [InlineData("t=1,v0={64}0", "not 64 hexadecimal digits")]
    [InlineData("t=1,v0=g{63}", "not 64 hexadecimal digits")]
    [InlineData("t=1,v0={63}g", "not 64 hexadecimal digits")]
    [InlineData("t=1,v0={64},=v1", "not of the form name=value")]
    public void A_malformed_header_is_refused_in_its_own_words(string? header, string words)
    {
        var given = header
            ?.Replace("{64}", new string('a', 64), StringComparison.Ordinal)
            .Replace("{63}", new string('a', 63), StringComparison.Ordinal);

        Assert.Contains(words, new WebhookRig().Refused(WebhookRig.Body, given).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_end_is_refused() =>
        Assert.Contains(
            "longer than",
            new WebhookRig().Refused(WebhookRig.Body, new string('t', 5000)).Message,
            StringComparison.Ordinal
        );
}
