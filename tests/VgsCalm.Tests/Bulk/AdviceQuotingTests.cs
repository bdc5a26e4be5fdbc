using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.Versioning;

namespace VgsCalm.Tests.Bulk;

/// <summary>A command that an error tells to run can be run as it stands, whatever the file is called: in PowerShell, and in sh.</summary>
[SupportedOSPlatform("linux")]
public sealed class AdviceQuotingTests : ConnectedTest
{
    private const string Rows = "Name,Number,ExpMonth,ExpYear\nA,5151510000000012,1,29\n";

    public static TheoryData<string, bool> Names =>
        new()
        {
            { "cards.csv", true },
            { "a b.csv", true },
            { "$HOME `x \"y\".csv", true },
            { "it's.csv", true },
            { "it\u2019s.csv", true },
            { "it's 5$ \"net\".csv", false },
            { "\u2018a\u2019 `b.csv", false },
        };

    [LinuxTheory]
    [MemberData(nameof(Names))]
    public void A_right_of_others_is_taken_away_as_the_error_says(string name, bool runsInSh)
    {
        Prepare(name);
        foreach (var run in Shells(runsInSh))
        {
            File.SetUnixFileMode(Journal(name), (UnixFileMode)0b110_110_000);
            run(Told("(chmod", ")."));

            Assert.Equal(0b110_100_000, (int)File.GetUnixFileMode(Journal(name)));
            Run("Import-VgsCard -LiteralPath $csv").ThrowIfFailed();
        }

        Assert.Single(Emulator.Cards);
    }

    [LinuxTheory]
    [MemberData(nameof(Names))]
    public void A_hard_link_is_replaced_as_the_error_says(string name, bool runsInSh)
    {
        Prepare(name);
        foreach (var run in Shells(runsInSh))
        {
            using var link = Process.Start("ln", [Journal(name), Folder.At("other" + Guid.NewGuid())]);
            link.WaitForExit();
            run(Told("(cp -p", "). "));

            Run("Import-VgsCard -LiteralPath $csv").ThrowIfFailed();
        }

        Assert.Single(Emulator.Cards);
        Assert.DoesNotContain(Folder.Files, file => file.EndsWith(".copy", StringComparison.Ordinal));
    }

    [LinuxTheory]
    [MemberData(nameof(Names))]
    public void The_journal_of_a_first_file_is_named_so_that_it_can_be_typed(string name, bool runsInSh)
    {
        Prepare(name);
        Folder.Write("second.csv", Rows.Replace("0012", "0022", StringComparison.Ordinal));
        Shell.Set("second", Folder.At("second.csv"));
        Shell.Set("journal", Journal(name));

        var error = Run("Get-Item -LiteralPath $csv, $second | Import-VgsCard -JournalPath $journal")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, Folder.At("second.csv"));

        var typed = Between(error.ErrorDetails.Message, "with -JournalPath ", ", which knows");
        Assert.Equal(Journal(name), Run($"Write-Output -InputObject {typed}").Single.BaseObject);
        if (runsInSh)
        {
            RunInSh($"test -f {typed}");
        }
    }

    [Theory]
    [InlineData("plain", "-Session plain,")]
    [InlineData("it''s", "-Session \"it's\",")]
    public void A_session_is_named_so_that_it_can_be_typed(string name, string expected)
    {
        var error = Run($"Connect-VgsCalm $calm @uris -Name '{name}' -PassThru | Connect-VgsCalm");

        Assert.Contains(expected, $"{string.Join(' ', error.Errors)} {error.Failure}", StringComparison.Ordinal);
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static void RunInSh(string command)
    {
        using var sh = Process.Start("sh", ["-c", command]);
        sh.WaitForExit();
        Assert.Equal(0, sh.ExitCode);
    }

    private IEnumerable<Action<string>> Shells(bool runsInSh) =>
        runsInSh ? [command => Run(command).ThrowIfFailed(), RunInSh] : [command => Run(command).ThrowIfFailed()];

    private string Journal(string name) => Folder.At(name) + ".journal.jsonl";

    private string Told(string start, string end)
    {
        var error = Run("Import-VgsCard -LiteralPath $csv").Failure!;
        return start[1..] + Between(error.ErrorDetails.Message, start, end);
    }

    private void Prepare(string name)
    {
        Shell.Set("csv", Folder.Write(name, Rows));
        Run("Import-VgsCard -LiteralPath $csv").ThrowIfFailed();
    }
}
