using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace VgsCalm.Tests.Bulk;

/// <summary>
/// Security codes, PINs and track data of a row are not kept after a payment, whatever their columns are called: nothing that leaves
/// the process and nothing that is left of it has any of them.
/// </summary>
public sealed class SecretColumnTests : ConnectedTest
{
    private const string Card =
        """{"data":{"id":"CRD1","type":"cards","attributes":{"state":"enrolled"},"state":"enrolled"}}""";

    private static readonly string[] Columns =
    [
        "cvv",
        "CVV2",
        "cvc",
        "Card_CVC",
        "CVN",
        "cid",
        "csc",
        "security code",
        "card_security_code",
        "verification_code",
        "Card Verification Value",
        "PIN",
        "pin_block",
        "pin-number",
        "track1",
        "Track 2",
        "track3",
        "track_data",
        "Track2 Data",
        "magstripe",
        "Magnetic Stripe",
    ];

    // Text that is nowhere else, in place of digits that a time or a trace id may have, too.
    private static readonly string[] Values =
    [
        .. Columns.Select((_, column) => string.Create(CultureInfo.InvariantCulture, $"Qz{column:00}wX")),
    ];

    private static string Header => "Name,CardNumber,Expiry,Reference," + string.Join(',', Columns);

    [Fact]
    public async Task None_of_them_is_sent_or_kept_of_a_file()
    {
        var rows = Enumerable.Range(1, 3).Select(row => $"Card {row},{ImportEvidence.NumberOf(row)},12/31,R{row},");
        Folder.Write(
            "cards.csv",
            string.Join(
                '\n',
                rows.Append("Short,123,12/31,R4,").Select(row => row + string.Join(',', Values)).Prepend(Header)
            )
        );

        await ShouldKeepThemAsync(
            "Import-VgsCard \"$folder/cards.csv\" @more; Import-VgsCard \"$folder/cards.csv\" -WhatIf",
            3
        );
    }

    [Fact]
    public async Task None_of_them_is_sent_or_kept_of_objects()
    {
        Shell.Set("rows", Enumerable.Range(1, 3).Select(Row).ToArray());

        await ShouldKeepThemAsync("$rows | Import-VgsCard -JournalPath \"$folder/objects.jsonl\" @more", 3);
    }

    [Fact]
    public async Task NewVgsCard_takes_none_of_them_from_an_object()
    {
        Shell.Set("rows", Enumerable.Range(1, 3).Select(Row).ToArray());

        await ShouldKeepThemAsync("$rows | New-VgsCard -ExpMonth 12 -ExpYear 31", 3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_map_cannot_send_one_as_another_field(string column)
    {
        Folder.Write(
            "cards.csv",
            $"Name,CardNumber,Expiry,{column}\nA,{ImportEvidence.NumberOf(1)},12/31,{Values[0]}\n"
        );

        var error = Run(
                "Import-VgsCard $csv -ColumnMap @{ Reference = $column }",
                ("csv", Folder.At("cards.csv")),
                ("column", column)
            )
            .ShouldFailWith("CardInvalid", ErrorCategory.InvalidData, Folder.At("cards.csv"));

        Assert.Contains("is never sent or kept", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    public static TheoryData<string> Names() => [.. Columns];

    private static PSObject Row(int row)
    {
        var card = new PSObject();
        card.Properties.Add(new PSNoteProperty("Name", $"Card {row}"));
        card.Properties.Add(new PSNoteProperty("Number", ImportEvidence.NumberOf(row)));
        card.Properties.Add(new PSNoteProperty("Expiry", "12/31"));
        card.Properties.Add(new PSNoteProperty("Reference", $"R{row}"));
        foreach (var (column, value) in Columns.Zip(Values))
        {
            card.Properties.Add(new PSNoteProperty(column, value));
        }

        return card;
    }

    private async Task ShouldKeepThemAsync(string command, int cards)
    {
        await using var service = await EchoServer.StartAsync();
        service.Answer = request => (request.Method == "POST" ? 202 : 200, Card);
        service.Connect(Shell, Emulator);

        // Up to PowerShell 7.5, -Debug asks before each change.
        var result = Run(
            "$more = @{ ResultPath = \"$folder/r.csv\"; RejectPath = \"$folder/e.csv\"; ReportPath = \"$folder/r.html\"; "
                + "PassThru = $true }; $PSDefaultParameterValues = @{ '*-Vgs*:Session' = 'echo'; '*-VgsCard:Verbose' = $true; "
                + "'*-VgsCard:Debug' = $true; '*-VgsCard:Confirm' = $false }; $DebugPreference = 'Continue'; "
                + $"{command} | Tee-Object -Variable cards; "
                + "$cards | ConvertTo-Json -Depth 6; $cards | Format-List * | Out-String",
            ("folder", Folder.Path)
        );

        Assert.Equal(
            cards,
            service.Received.Count(request => request.Text.Contains("515151", StringComparison.Ordinal))
        );
        var seen = new StringBuilder();
        foreach (var request in service.Received)
        {
            seen.AppendLine(request.RawUrl)
                .AppendLine(request.Text)
                .AppendJoin('\n', request.Headers.SelectMany(h => h.Value));
        }

        foreach (var file in Folder.Files.Where(file => file != "cards.csv"))
        {
            seen.AppendLine(Folder.Read(file));
        }

        seen.AppendJoin('\n', result.Output)
            .AppendJoin('\n', result.Errors)
            .Append(result.Terminating)
            .AppendJoin('\n', result.Verbose)
            .AppendJoin('\n', result.Debug)
            .AppendJoin('\n', result.Warnings)
            .AppendJoin('\n', result.Information)
            .AppendJoin('\n', result.Progress);
        Assert.NotEmpty(result.Debug);
        var text = seen.ToString();
        Assert.All(Values, value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
    }
}
