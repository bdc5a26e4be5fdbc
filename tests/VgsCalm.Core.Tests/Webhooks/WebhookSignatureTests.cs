using System.Text;

namespace VgsCalm.Core.Tests.Webhooks;

/// <summary>Which deliveries are taken for VGS's own.</summary>
public sealed class WebhookSignatureTests
{
    // Times and bodies of other days: the clock stands at June 2025.
    private const int AnyTime = int.MaxValue;

    // Computed with OpenSSL: { printf '1700000000.'; cat body; } | openssl dgst -sha256 -hmac webhook_secret
    public static TheoryData<string, string> Vectors { get; } =
        new()
        {
            { "{}", "ca75efd9530f177dc4a05f3ae74173030f9a04894316967f9a63f704d10c0674" },
            {
                "{\n  \"id\": \"evt_own\",\n  \"event\": \"au_card.updated\",\n"
                    + "  \"details\": { \"card_id\": \"CRDown\", \"name\": \"Zoë\" }\n}\n",
                "a2df69b6a9c36584a73c9458a2f936cae656a478ab3014937c6a0c06914369ca"
            },
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_of_time_and_body_is_taken(string body, string digest)
    {
        var rig = new WebhookRig { Tolerance = AnyTime };

        Assert.NotNull(rig.Read(body, $"t=1700000000,v0={digest}"));
        Assert.NotNull(rig.Read(body, $"t=1700000000,v0={digest.ToUpperInvariant()}"));
    }

    // RFC 4231, 4.2 and 4.3: two whose keys are text.
    public static TheoryData<string, string, string> VectorsOfRfc4231 { get; } =
        new()
        {
            { "0b*20", "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
            {
                "Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            },
        };

    [Theory]
    [MemberData(nameof(VectorsOfRfc4231))]
    public void A_vector_of_RFC_4231_is_taken(string key, string text, string digest)
    {
        var secret = key == "0b*20" ? new string('\u000b', 20) : key;
        var rig = new WebhookRig { Secrets = [secret], SignedText = VgsSignedText.Body };

        // The signature is good: what is wrong comes after it, for the text is no JSON.
        Assert.Contains(
            "signature and time are good",
            rig.Refused(text, $"t={rig.Now},v0={digest}").Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void One_flipped_bit_anywhere_is_another_signature()
    {
        var rig = new WebhookRig();
        var body = Encoding.UTF8.GetBytes(WebhookRig.Body);
        var header = rig.HeaderOf(WebhookRig.Body);

        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var flipped = (byte[])body.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Contains(
                "is not that of time and body",
                rig.Refused(flipped, header).Message,
                StringComparison.Ordinal
            );
        }

        for (var bit = 0; bit < header.Length * 8; bit++)
        {
            var flipped = header.ToCharArray();
            flipped[bit / 8] ^= (char)(1 << (bit % 8));

            // A digit of the signature in the other case is the same digit.
            if (!string.Equals(new string(flipped), header, StringComparison.OrdinalIgnoreCase))
            {
                rig.Refused(body, new string(flipped));
            }
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData(" ")]
    [InlineData("\ufeff")]
    public void A_body_that_was_made_anew_is_another_body(string added)
    {
        var rig = new WebhookRig();
        var header = rig.HeaderOf(WebhookRig.Body);

        rig.Refused(WebhookRig.Body + added, header);
        rig.Refused(added + WebhookRig.Body, header);
        rig.Refused(WebhookRig.Body.Replace(":", ": ", StringComparison.Ordinal), header);
        rig.Refused(Encoding.Unicode.GetBytes(WebhookRig.Body), header);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    [InlineData(0)]
    public void A_time_within_the_tolerance_is_taken(int after)
    {
        var rig = new WebhookRig();

        Assert.NotNull(rig.Read(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, after)));
    }

    [Theory]
    [InlineData(-61, "61 seconds ago, and 60 seconds are allowed")]
    [InlineData(61, "61 seconds in the future, and 60 seconds are allowed")]
    [InlineData(-86_400, "86400 seconds ago")]
    [InlineData(86_400, "86400 seconds in the future")]
    public void A_time_beyond_the_tolerance_is_refused(int after, string words)
    {
        var rig = new WebhookRig();

        Assert.Contains(
            words,
            rig.Refused(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, after)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_tolerance_is_the_callers()
    {
        var rig = new WebhookRig { Tolerance = 600 };

        Assert.NotNull(rig.Read(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, -600)));
        rig.Refused(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, -601));
    }

    [Fact]
    public void A_post_that_comes_again_later_is_refused()
    {
        var rig = new WebhookRig();
        var header = rig.HeaderOf(WebhookRig.Body);
        Assert.NotNull(rig.Read(WebhookRig.Body, header));

        rig.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Contains("seconds ago", rig.Refused(WebhookRig.Body, header).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_secret_is_replaced_either_signs()
    {
        var rig = new WebhookRig { Secrets = ["old", "new"] };

        Assert.NotNull(rig.Read(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, secret: "old")));
        Assert.NotNull(rig.Read(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, secret: "new")));
        rig.Refused(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body, secret: "older"));
    }

    [Fact]
    public void Neither_form_of_the_signed_text_stands_in_for_the_other()
    {
        var (both, body) = (new WebhookRig(), new WebhookRig { SignedText = VgsSignedText.Body });
        var bodyOnly = $"t={both.Now},v0={WebhookRig.DigestOf(WebhookRig.Body)}";

        Assert.Contains("time and body", both.Refused(WebhookRig.Body, bodyOnly).Message, StringComparison.Ordinal);
        Assert.Contains(
            "the body alone",
            body.Refused(WebhookRig.Body, body.HeaderOf(WebhookRig.Body)).Message,
            StringComparison.Ordinal
        );
        Assert.NotNull(body.Read(WebhookRig.Body, bodyOnly));
    }

    [Theory]
    [InlineData("webhook_secret\n")]
    [InlineData("webhook_secret\r\n")]
    public void A_line_end_after_the_secret_is_no_part_of_it(string secret)
    {
        var rig = new WebhookRig { Secrets = [secret] };

        Assert.NotNull(rig.ReadSigned(WebhookRig.Body));
    }

    [Theory]
    [InlineData("\"webhook_secret\"")]
    [InlineData("'webhook_secret'\n")]
    [InlineData("webhook_secret ")]
    [InlineData("\uFEFFwebhook_secret")]
    public void A_secret_with_something_around_it_is_refused_with_a_hint(string secret)
    {
        var good = new WebhookRig();
        var odd = new WebhookRig { Secrets = ["another", secret, secret, "another"] };
        var header = good.HeaderOf(WebhookRig.Body);

        Assert.Contains(
            "quotation mark",
            odd.Refused(WebhookRig.Body, header).RecommendedAction,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "quotation mark",
            good.Refused(WebhookRig.Body + " ", header).RecommendedAction,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void An_empty_secret_checks_nothing(string secret)
    {
        // Anyone can sign with an empty secret.
        var rig = new WebhookRig { Secrets = [WebhookRig.Secret, secret] };

        Assert.Contains(
            "is empty",
            rig.Refused(WebhookRig.Body, rig.HeaderOf(WebhookRig.Body)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_secret_checks_nothing() =>
        Assert.Contains(
            "is empty",
            new WebhookRig { Secrets = [] }
                .Refused(WebhookRig.Body, "t=1")
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    public void A_signed_body_that_is_no_event_is_refused(string body)
    {
        var rig = new WebhookRig();

        Assert.Contains("not a JSON object", rig.Refused(body, rig.HeaderOf(body)).Message, StringComparison.Ordinal);
    }
}
