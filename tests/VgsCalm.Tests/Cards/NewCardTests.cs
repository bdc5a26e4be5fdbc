using System.Text.Json.Nodes;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

/// <summary>New-VgsCard: what is sent, and what comes back.</summary>
public sealed class NewCardTests : EchoTest
{
    private const string One = "New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 27 ";

    protected override void Prepare()
    {
        base.Prepare();
        Echo.Answer = _ => (202, """{"data":{"id":"CRDecho","state":"enrolling"}}""");
    }

    [Fact]
    public void A_card_comes_back_enrolling_with_all_that_is_known_of_it()
    {
        var card = Run(One + "-Reference order-7");

        var enrolled = Assert.Single(Emulator.Cards);
        Assert.Equal("VgsCalm.VgsCard", card.Single.BaseObject.GetType().FullName);
        Assert.Equal(enrolled.Id, card["Id"]);
        Assert.Equal("enrolling", card["State"]);
        Assert.Null(card["Event"]);
        Assert.Null(card["FailureCode"]);
        Assert.Equal("John Doe", card["Name"]);
        Assert.Equal("541577******1962", card["Number"]);
        Assert.Equal("541577", card["Bin"]);
        Assert.Equal("1962", card["Last4"]);
        Assert.Equal(11, card["ExpMonth"]);
        Assert.Equal(27, card["ExpYear"]);
        Assert.Equal("order-7", card["Reference"]);
        Assert.Equal(
            enrolled.CreatedAt.ToUnixTimeSeconds(),
            new DateTimeOffset(Assert.IsType<DateTime>(card["CreatedAt"])).ToUnixTimeSeconds()
        );
        Assert.NotNull(card["UpdatedAt"]);
        Assert.Equal("5415775831611962", Run("$card.RevealNumber()", ("card", card.Single)).Single.BaseObject);
        Assert.Equal($"{enrolled.Id} (enrolling)", card.Single.ToString());
    }

    [Fact]
    public void Only_the_fields_that_were_given_are_sent()
    {
        Run(One + "-Reference order-7 -Session echo").ThrowIfFailed();

        Assert.Equal("POST /calm/cards", $"{Echo.Only.Method} {Echo.Only.RawUrl}");
        ShouldHaveSent("""{"name":"John Doe","number":"5415775831611962","exp_month":11,"exp_year":27}""");
    }

    [Theory]
    [InlineData("-MerchantId MCabc", """{"vgs_merchant_id":"MCabc"}""")]
    [InlineData("-SubMerchantName Shop -SubMerchantMid 42", """{"sub_merchant_name":"Shop","sub_merchant_mid":"42"}""")]
    public void A_merchant_is_named_in_either_form(string parameters, string merchant)
    {
        Run(One + parameters + " -Session echo").ThrowIfFailed();

        ShouldHaveSent(
            $$"""{"name":"John Doe","number":"5415775831611962","exp_month":11,"exp_year":27,"merchant":{{merchant}}}"""
        );
    }

    [Theory]
    [InlineData("@{ address1 = '1 Main St'; postal_code = 12345; Region = '' }")]
    [InlineData("([ordered]@{ Address1 = '1 Main St'; 'Postal-Code' = '12345' })")]
    [InlineData("([pscustomobject]@{ Address1 = '1 Main St'; PostalCode = '12345'; Company = $null })")]
    public void A_billing_address_is_a_hashtable_or_an_object_in_either_spelling(string address)
    {
        Run(One + $"-BillingAddress {address} -Capability ACCOUNT_UPDATER -Session echo").ThrowIfFailed();

        ShouldHaveSent(
            """
            {"name":"John Doe","number":"5415775831611962","exp_month":11,"exp_year":27,
             "billing_address":{"address1":"1 Main St","postal_code":"12345"},"capabilities":["ACCOUNT_UPDATER"]}
            """
        );
    }

    [Fact]
    public void Rows_with_VGS_s_own_column_names_are_taken_as_Import_Csv_gives_them()
    {
        var result = Run(
                """
                [pscustomobject]@{ Name = 'John Doe'; CardNumber = '5415775831611962'; ExpirationMonth = '11'; ExpirationYear = '24' },
                [pscustomobject]@{ Name = 'Jane Roe'; CardNumber = '541577h6JzS40IV1962'; ExpirationMonth = '02';
                    ExpirationYear = '2031' } | New-VgsCard
                """
            )
            .ThrowIfFailed();

        Assert.Equal(
            [("John Doe", "5415775831611962", 11, 24), ("Jane Roe", "541577h6JzS40IV1962", 2, 31)],
            Emulator.Cards.OrderBy(c => c.ExpYear).Select(c => (c.Name, c.Number, c.ExpMonth, c.ExpYear))
        );
        Assert.Equal(
            ["541577******1962", "541577h6JzS40IV1962"],
            result.Output.Select(c => c.Properties["Number"].Value)
        );
    }

    [Fact]
    public void Rows_with_our_names_may_bring_every_field()
    {
        Run(
                """
                [pscustomobject]@{
                    Name = ' John Doe '; Number = '5415-7758 3161 1962'; ExpMonth = 1; ExpYear = 2030; MerchantId = 'MC1'; Reference = 'r1'
                    BillingAddress = @{ city = 'Berlin' }; Capability = 'ACCOUNT_UPDATER'; Colour = 'blue'
                } | New-VgsCard -Session echo
                """
            )
            .ThrowIfFailed();

        ShouldHaveSent(
            """
            {"name":"John Doe","number":"5415775831611962","exp_month":1,"exp_year":30,"billing_address":{"city":"Berlin"},
             "capabilities":["ACCOUNT_UPDATER"],"merchant":{"vgs_merchant_id":"MC1"}}
            """
        );
    }

    [Fact]
    public void Empty_cells_count_as_missing_and_keep_nothing_of_the_row_before()
    {
        Run(
                """
                [pscustomobject]@{ Name = 'A'; Number = '5415775831611962'; ExpMonth = 1; ExpYear = 30; MerchantId = 'MC1';
                    Reference = 'r1'; BillingAddress = @{ city = 'B' } },
                [pscustomobject]@{ Name = 'B'; Number = '5415775831611962'; ExpMonth = 1; ExpYear = 30; MerchantId = ''; Reference = '';
                    BillingAddress = '' },
                [pscustomobject]@{ Name = 'C'; Number = '5415775831611962'; ExpMonth = 1; ExpYear = 30 } |
                    New-VgsCard -Session echo -ThrottleLimit 1
                """
            )
            .ThrowIfFailed();

        Assert.Equal([true, false, false], Echo.Received.Select(r => r.Json!["merchant"] is not null));
        Assert.Equal([true, false, false], Echo.Received.Select(r => r.Json!["billing_address"] is not null));
    }

    [Theory]
    [InlineData("27", 27)]
    [InlineData("2027", 27)]
    [InlineData("5", 5)]
    [InlineData("05", 5)]
    [InlineData("2000", 0)]
    [InlineData("2099", 99)]
    public void A_year_has_two_digits_or_four(string year, int sent)
    {
        Run("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear $year", ("year", year)).ThrowIfFailed();

        Assert.Equal(sent, Emulator.Cards.Single().ExpYear);
    }

    [Fact]
    public void Cards_come_in_the_order_of_the_rows_however_many_are_under_way()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.SlowDrip,
                PathPrefix = "/calm/cards",
                Times = 2,
                Delay = 200,
                DripInterval = 1,
            }
        );

        var result = Run(
                "1..30 | ForEach-Object { [pscustomobject]@{ Name = \"n$_\"; Number = '5415775831611962'; ExpMonth = "
                    + "1; ExpYear = 30; Reference = \"r$_\" } } | New-VgsCard -ThrottleLimit 16"
            )
            .ThrowIfFailed();

        Assert.Equal(
            Enumerable.Range(1, 30).Select(i => $"n{i} r{i}"),
            result.Output.Select(c => $"{c.Properties["Name"].Value} {c.Properties["Reference"].Value}")
        );
        Assert.InRange(Emulator.Requests.MaxConcurrent, 2, 16);
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData("-ThrottleLimit 1", 1)]
    [InlineData("-ThrottleLimit 3", 3)]
    public void No_more_are_under_way_than_is_said(string parameters, int limit)
    {
        Emulator.Options.Latency = 15;

        Run(
                "1..32 | ForEach-Object { [pscustomobject]@{ Name = 'A'; Number = '5415775831611962'; ExpMonth = 1; "
                    + "ExpYear = 30 } } | New-VgsCard "
                    + parameters
            )
            .ThrowIfFailed();

        Assert.Equal(32, Emulator.Cards.Count);
        Assert.InRange(Emulator.Requests.MaxConcurrent, Math.Min(2, limit), limit);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_shows_no_number()
    {
        var result = Run(One + "-WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(Emulator.Cards);
        Assert.Equal(0, Emulator.Requests.Count("POST", "/calm"));
    }

    private void ShouldHaveSent(string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), Echo.Only.Json), Echo.Only.Text);
}
