using System.Collections;
using System.Management.Automation.Language;

namespace VgsCalm.Tests.Leaks;

/// <summary>
/// Runs every command with good input and bad, with all that can be said switched on and against servers that repeat what they get,
/// and looks at everything that is left to see: streams, errors in full, formatted output, transcript, files, the process itself.
/// </summary>
[Collection("Environment variables")]
public sealed class LeakTests : IClassFixture<OpenStage>
{
    // What fails is the result of the one; a session that is not there is none to close, for the other.
    private static readonly string[] WithoutErrors = ["Test-VgsCalmConnection", "Disconnect-VgsCalm"];

    private readonly OpenStage _open;

    public LeakTests(OpenStage open) => _open = open;

    public static TheoryData<string> Commands { get; } = new(Exported());

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_shows_no_secret_token_CVV_or_card_number(string command)
    {
        var cases = LeakCases.All.Where(c => c.Command == command).ToArray();
        Assert.True(
            cases.Any(c => !c.IsBad) && cases.Any(c => c.IsBad),
            $"{command} has no case with good input, or none with bad: add it to Leaks/*Cases.cs."
        );

        var before = _open.Stage.Errors;
        AssertNone(cases.SelectMany(_open.Stage.Play));

        Assert.True(
            WithoutErrors.Contains(command) || _open.Stage.Errors > before,
            "Nothing went wrong: the cases with bad input are none."
        );
    }

    [Theory]
    [InlineData("$number")]
    [InlineData("$grouped")]
    [InlineData("$encoded")]
    [InlineData("$number.Insert(6, '.')")]
    [InlineData("$secretText")]
    [InlineData("$cvvText")]
    [InlineData("[Uri]::EscapeDataString($wrong.GetNetworkCredential().Password)")]
    [InlineData("[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('id:' + $secretText))")]
    [InlineData("(Get-VgsAccessToken -AsPlainText).Split('.')[2].Substring(0, 40)")]
    public void A_leak_is_found_wherever_it_is_made(string value)
    {
        foreach (
            var script in (string[])
                [
                    "$_",
                    "[pscustomobject]@{ Field = \"<$_>\" }",
                    "throw [InvalidOperationException]::new('outer', [Exception]::new(\"inner $_\"))",
                ]
        )
        {
            Assert.NotEmpty(
                _open.Stage.Play(
                    new LeakCase(
                        "a command that leaks",
                        script,
                        IsBad: true,
                        $"{value} | ForEach-Object {{ {script} }}"
                    )
                )
            );
        }

        Assert.NotEmpty(
            _open.Stage.Play(
                new LeakCase(
                    "a command that leaks",
                    "a file",
                    IsBad: true,
                    $"[IO.File]::WriteAllText(\"$folder/left.txt\", {value})"
                )
            )
        );
    }

    [Fact]
    public void A_case_that_does_not_play_to_its_end_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() =>
            _open.Stage.Play(
                new LeakCase(
                    "a command that fails",
                    "a good case that is none",
                    IsBad: false,
                    "Get-VgsCard CRDnone; Get-VgsCard CRDnone"
                )
            )
        );

    [Fact]
    public void Every_case_is_of_a_command_that_there_is() =>
        Assert.Empty(LeakCases.All.Select(c => c.Command).Except(Exported(), StringComparer.Ordinal));

    [Fact]
    public void Temporary_files_environment_and_command_line_keep_nothing() => AssertNone(_open.Stage.LeftBehind());

    private static void AssertNone(IEnumerable<Leak> leaks)
    {
        var found = leaks.Select(leak => leak.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        Assert.True(found.Length == 0, $"{found.Length} leaks:\n{string.Join('\n', found)}");
    }

    private static string[] Exported()
    {
        var manifest = (Hashtable)
            Parser
                .ParseFile(StagedModule.Manifest, out _, out _)
                .Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!
                .SafeGetValue();
        return [.. ((object[])manifest["CmdletsToExport"]!).Cast<string>()];
    }
}
