namespace VgsCalm.Tests.Bulk;

/// <summary>A field of an object from the pipeline that has no text is that row's trouble: the row is named, and costs no other.</summary>
public sealed class RowWithoutTextTests : ConnectedTest
{
    private const string Secret = "([Net.NetworkCredential]::new('', 'hunter2').SecurePassword)";

    [Theory]
    [InlineData("Number = " + Secret, "has a field Number that is a SecureString")]
    [InlineData("Name = @{ First = 'B' }", "has a field Name that is a Hashtable")]
    [InlineData("Name = [object]::new()", "has a field Name that is a Object")]
    [InlineData("ExpMonth = [pscustomobject]@{ Month = 1 }", "has a field ExpMonth that is a PSCustomObject")]
    [InlineData("Capability = 'ACCOUNT_UPDATER', " + Secret, "has a field Capability that is a SecureString")]
    [InlineData(
        "BillingAddress = @{ City = " + Secret + " }",
        "has a field BillingAddress.city that is a SecureString"
    )]
    [InlineData("BillingAddress = '1 Main St'", "has a field BillingAddress that is a String; give a hashtable")]
    [InlineData(
        "BillingAddress = @(@{ city = 'Bonn' })",
        "has a field BillingAddress that is a Object[]; give a hashtable"
    )]
    public void A_field_without_text_costs_its_row_alone(string field, string reason)
    {
        var sent = Import(field);

        Assert.Equal(2L, sent["Enrolled"]);
        Assert.Equal(1L, sent["Rejected"]);
        var row = Run("Import-Csv $reject").Single;
        Assert.Equal("2", row.Properties["Row"].Value);
        Assert.StartsWith(
            $"The card of row 2 was not sent: the row {reason}",
            $"{row.Properties["Reason"].Value}",
            StringComparison.Ordinal
        );
        Assert.Equal(2, Emulator.Requests.Count("POST", "/calm/cards"));
        Assert.DoesNotContain("hunter2", Folder.Read("rows.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_null_keeps_its_place_and_is_rejected()
    {
        const string First = "@{ Name = 'A'; Number = '5415775831611962'; ExpMonth = 1; ExpYear = 30 }";
        const string Third = "@{ Name = 'C'; Number = '5547991340800585'; ExpMonth = 3; ExpYear = 30 }";
        Shell.Set("journal", Folder.At("rows.jsonl"));

        var sent = Run($"{First}, $null, {Third} | Import-VgsCard -JournalPath $journal").ThrowIfFailed().Single;
        var again = Run($"{First}, {First}, {Third} | Import-VgsCard -JournalPath $journal").ThrowIfFailed().Single;

        Assert.Equal(1L, sent.Properties["Rejected"].Value);
        Assert.Equal(0L, again.Properties["Rejected"].Value);
        Assert.Equal(3, Emulator.Cards.Count);
    }

    [Theory]
    [InlineData("Number", "has a field Number that cannot be read")]
    [InlineData("BillingAddress", "has a field BillingAddress that cannot be read")]
    public void A_property_that_cannot_be_read_costs_its_row_alone(string property, string reason)
    {
        var sent = Import("", $"| Add-Member -Force -PassThru ScriptProperty {property} {{ throw 'no' }}");

        Assert.Equal(1L, sent["Rejected"]);
        Assert.Contains(
            reason,
            $"{Run("Import-Csv $reject").Single.Properties["Reason"].Value}",
            StringComparison.Ordinal
        );
        Assert.Equal(2, Emulator.Cards.Count);
    }

    [Fact]
    public void A_property_that_cannot_be_read_and_is_no_field_is_passed_over() =>
        Assert.Equal(3L, Import("", "| Add-Member -PassThru ScriptProperty Other { throw 'no' }")["Enrolled"]);

    [Fact]
    public void A_row_corrected_is_sent_by_the_next_run()
    {
        Import("Number = " + Secret);

        Assert.Equal(3L, Import("")["Enrolled"]);
        Assert.Equal(3, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void A_dry_run_tells_the_row_and_the_field()
    {
        var plan = Import("Number = " + Secret, options: "-WhatIf");

        Assert.Equal(2L, plan["New"]);
        Assert.Equal(1L, plan["Malformed"]);
    }

    [Fact]
    public void What_is_no_row_is_named_by_its_place()
    {
        var error = Run(
            "[pscustomobject]@{ Name = 'A'; Number = '5151510000000012'; ExpMonth = 1; ExpYear = 31 }, 7 | "
                + "Import-VgsCard -JournalPath $journal",
            ("journal", Folder.At("rows.jsonl"))
        );

        Assert.Contains(
            "Row 2 from the pipeline is a Int32",
            Assert.Single(error.Errors).ToString(),
            StringComparison.Ordinal
        );
    }

    private ShellResult Import(string field, string change = "", string options = "-Wait") =>
        Run(
            "1, 2, 3 | ForEach-Object { $row = [ordered]@{ Name = 'A'; Number = \"51515100000000${_}2\"; ExpMonth = 1; ExpYear = 2031 }; "
                + $"$other = @{{ {field} }}; if ($_ -eq 2) {{ $other.Keys | ForEach-Object {{ $row[$_] = $other[$_] }} }}; "
                + $"if ($_ -eq 2) {{ [pscustomobject]$row {change} }} else {{ [pscustomobject]$row }} }} | "
                + $"Import-VgsCard -JournalPath $journal -RejectPath $reject {options}",
            ("journal", Folder.At("rows.jsonl")),
            ("reject", Folder.At("rejects.csv"))
        );
}
