using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

/// <summary>New-VgsCard: cards that cannot be sent, are rejected, or whose answer is lost.</summary>
public sealed class NewCardFailureTests : ConnectedTest
{
    private const string One = "New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 27 ";

    [Theory]
    [InlineData("@{ Name = '' }", "Name")]
    [InlineData("@{ Name = $null }", "Name")]
    [InlineData("@{ Name = 'x' * 256 }", "Name")]
    [InlineData("@{ Number = '' }", "Number")]
    [InlineData("@{ Number = '541577583161' }", "Number")]
    [InlineData("@{ Number = '54157758316119621234' }", "Number")]
    [InlineData("@{ Number = '5.41578E+15' }", "Number")]
    [InlineData("@{ Number = '541577******1962' }", "Number")]
    [InlineData("@{ Number = \"541577\t5831611962\" }", "Number")]
    [InlineData("@{ ExpMonth = '' }", "ExpMonth")]
    [InlineData("@{ ExpMonth = '0' }", "ExpMonth")]
    [InlineData("@{ ExpMonth = '13' }", "ExpMonth")]
    [InlineData("@{ ExpMonth = 'May' }", "ExpMonth")]
    [InlineData("@{ ExpYear = '' }", "ExpYear")]
    [InlineData("@{ ExpYear = '-1' }", "ExpYear")]
    [InlineData("@{ ExpYear = '203' }", "ExpYear")]
    [InlineData("@{ ExpYear = '1999' }", "ExpYear")]
    [InlineData("@{ ExpYear = '2100' }", "ExpYear")]
    [InlineData("@{ SubMerchantName = 'Shop' }", "SubMerchantMid")]
    [InlineData("@{ SubMerchantMid = '42' }", "SubMerchantName")]
    [InlineData("@{ MerchantId = 'MC1'; SubMerchantName = 'Shop'; SubMerchantMid = '42' }", "MerchantId")]
    [InlineData("@{ BillingAddress = @{ street = 'Main' } }", "BillingAddress")]
    [InlineData("@{ BillingAddress = '1 Main St' }", "BillingAddress")]
    [InlineData("@{ BillingAddress = 5 }", "BillingAddress")]
    [InlineData("@{ BillingAddress = @(@{ city = 'Bonn' }) }", "BillingAddress")]
    public void A_missing_or_malformed_field_is_CardInvalid_and_is_not_sent(string difference, string field)
    {
        var result = Run(
            $$"""
            $bad = [ordered]@{ Name = 'John Doe'; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 27 }
            $difference = {{difference}}
            foreach ($name in $difference.Keys) { $bad[$name] = $difference[$name] }
            [pscustomobject]@{ Name = 'first'; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 27 },
            [pscustomobject]$bad,
            [pscustomobject]@{ Name = 'last'; Number = '5415775831611962'; ExpMonth = 11; ExpYear = 27 } | New-VgsCard
            """
        );

        var error = result.ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "row 2");
        Assert.Equal(field, error.ValueOf("Code"));
        Assert.Contains(field, error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.ValueOf("StatusCode"));
        Assert.DoesNotContain(error.Texts(), text => text.Contains("583161", StringComparison.Ordinal));
        Assert.Equal(["first", "last"], result.Output.Select(c => c.Properties["Name"].Value));
        Assert.Equal(2, Emulator.Requests.Count("POST"));
    }

    [Fact]
    public void A_card_without_any_field_is_an_error_and_no_prompt() =>
        Run("New-VgsCard").ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "row 1");

    [Fact]
    public void An_error_names_the_row_s_own_reference_and_no_number_in_it()
    {
        Run("New-VgsCard -Name A -Number 1 -ExpMonth 1 -ExpYear 30 -Reference order-7")
            .ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "order-7");
        Run("New-VgsCard -Name A -Number 1 -ExpMonth 1 -ExpYear 30 -Reference 5415775831611962")
            .ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "541577******1962");
    }

    [Theory]
    [InlineData(
        "-Number 9415775831611962",
        422,
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "card-brand-not-supported"
    )]
    [InlineData(
        "-Number 5415775831611962 -MerchantId MCnobody",
        404,
        "NotFound",
        ErrorCategory.ObjectNotFound,
        "merchant-not-found"
    )]
    [InlineData(
        "-Number 5415775831611962 -Capability NO_SUCH",
        400,
        "RequestInvalid",
        ErrorCategory.InvalidArgument,
        "validation-failed"
    )]
    public void A_card_that_the_service_rejects_has_its_code_detail_and_trace_id(
        string parameters,
        int status,
        string id,
        ErrorCategory category,
        string code
    )
    {
        var error = Run($"New-VgsCard -Name A -ExpMonth 1 -ExpYear 30 -Reference order-7 {parameters}")
            .ShouldFailWith(id, category, "order-7");

        Assert.Equal(status, error.ValueOf("StatusCode"));
        Assert.Equal(code, error.ValueOf("Code"));
        Assert.Matches("^[0-9a-f]{32}$", (string)error.ValueOf("TraceId")!);
        Assert.Contains(code, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains((string)error.ValueOf("TraceId")!, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(
            (string)error.ValueOf("RecommendedAction")!,
            error.ErrorDetails.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_rejected_card_keeps_its_place_and_stops_none_of_the_others()
    {
        var result = Run(
            """
            '5415775831611962', '9415775831611962', '5415775831611970', 'x', '5415775831611988' |
                ForEach-Object { [pscustomobject]@{ Name = 'A'; Number = $_; ExpMonth = 1; ExpYear = 30 } } |
                New-VgsCard 2>&1 |
                ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.Last4 } }
            """
        );

        // x may be an alias: only the service can know.
        Assert.Equal(["1962", "row 2", "1970", "row 4", "1988"], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void A_lost_answer_is_OutcomeUnknown_and_the_card_is_sent_once()
    {
        Once(FaultKind.ResetAfter, "/calm/cards", method: "POST");

        var error = Run(One + "-Reference order-7")
            .ShouldFailWith("OutcomeUnknown", ErrorCategory.InvalidResult, "order-7");

        Assert.Single(Emulator.Cards);
        Assert.Equal(1, Emulator.Requests.Count("POST"));
        Assert.Contains("before you send it again", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_is_no_card_says_that_a_card_may_exist()
    {
        Once(FaultKind.WrongJson, "/calm/cards");

        var error = Run(One).ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, "row 1");

        Assert.Contains("may have been carried out", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("POST"));
    }

    [Fact]
    public void An_account_without_the_scope_is_Forbidden()
    {
        var reader = Emulator.AddServiceAccount(["cards:read"]);
        Run(
                "Connect-VgsCalm -Credential $reader -Name reader @uris",
                ("reader", Shell.CredentialOf(reader.ClientId, reader.ClientSecret))
            )
            .ThrowIfFailed();

        Run(One + "-Session reader").ShouldFailWith("Forbidden", ErrorCategory.PermissionDenied, "row 1");
    }

    [Fact]
    public void Stop_sends_no_card_after_a_failure_and_loses_no_enrolled_one()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.SlowDrip,
                PathPrefix = "/calm/cards",
                Times = 1,
                Delay = 100,
                DripInterval = 1,
            }
        );

        var result = Run(
            """
            [pscustomobject]@{ Name = 'slow'; Number = '5415775831611962'; ExpMonth = 1; ExpYear = 30 },
            [pscustomobject]@{ Name = 'bad'; Number = ''; ExpMonth = 1; ExpYear = 30 },
            [pscustomobject]@{ Name = 'never'; Number = '5415775831611962'; ExpMonth = 1; ExpYear = 30 } | New-VgsCard -ErrorAction Stop
            """
        );

        Assert.NotNull(result.Terminating);
        result.ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, "row 2");
        Assert.Equal("slow", Assert.Single(result.Output).Properties["Name"].Value);
        Assert.Equal("slow", Assert.Single(Emulator.Cards).Name);
    }

    [Fact]
    public void Not_connected_is_said_before_any_row_is_read()
    {
        Run("Disconnect-VgsCalm").ThrowIfFailed();

        Run(One).ShouldFailWith("NotConnected", ErrorCategory.ConnectionError, "default");
    }
}
