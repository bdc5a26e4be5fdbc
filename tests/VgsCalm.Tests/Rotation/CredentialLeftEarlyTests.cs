using System.Management.Automation;

namespace VgsCalm.Tests.Rotation;

/// <summary>A break, continue or exit in -Save or -Read: said as such, with what is in force, and no account is lost.</summary>
public sealed class CredentialLeftEarlyTests : CredentialHandoverTest
{
    public static TheoryData<string, string> Words =>
        new()
        {
            { "break", "break" },
            { "continue", "continue" },
            { "exit", "exit" },
            { "exit 3", "exit" },
            { "break outer", "break" },
            { "function Leave { break }; Leave", "break" },
        };

    [Theory]
    [MemberData(nameof(Words))]
    public void Left_in_Save_the_old_credential_is_put_back(string statement, string word)
    {
        var error = ShouldFail(ResetWith($"{Save}; if ({IsNew}) {{ {statement} }}", Read, "-RemoveOld -Force"));

        Assert.Contains($"-Save failed: '{word}' left the script block", error, StringComparison.Ordinal);
        Assert.Contains("The store gives the old credential. The successor", error, StringComparison.Ordinal);
        ShouldBeAsBefore();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Left_in_Save_each_time_the_store_is_asked_what_it_has(string statement, string word)
    {
        var error = ShouldFail(ResetWith($"{Save}; {statement}", Read));

        Assert.Contains($"-Save failed: '{word}' left the script block", error, StringComparison.Ordinal);
        ShouldBeAsBefore();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Left_in_Read_after_the_successor_was_saved(string statement, string word)
    {
        var error = ShouldFail(ResetWith(Save, $"if ({GivesNew}) {{ {statement} }}; {Read}"));

        Assert.Contains($"-Read failed: '{word}' left the script block", error, StringComparison.Ordinal);
        Assert.Contains("The store gives the old credential. The successor", error, StringComparison.Ordinal);
        ShouldBeAsBefore();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Left_in_the_first_Read_nothing_is_made(string statement, string word)
    {
        var error = ShouldFail(ResetWith(Save, $"{Read}; {statement}"));

        Assert.Contains($"-Read failed: '{word}' left the script block", error, StringComparison.Ordinal);
        Assert.Contains(
            $"'{OldId}' was not replaced and is untouched; nothing was made or saved",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, Vault["saves"]);
        Assert.Equal(1, Emulator.Requests.Count("POST", List));
        ShouldBeAsBefore();
    }

    [Fact]
    public void A_loop_around_the_command_goes_on()
    {
        var rounds = Run(
            $"foreach ($round in 1, 2) {{ {ResetWith($"{Save}; break", Read)} -ErrorAction SilentlyContinue; $round }}"
        );

        Assert.Equal([1, 2], rounds.Output.Select(round => round.BaseObject));
        ShouldBeAsBefore();
    }

    private string ShouldFail(string script)
    {
        var result = Run(script);
        Assert.Empty(result.Output);
        var error = result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, OldId).ToString();
        Assert.DoesNotContain("System error", error, StringComparison.Ordinal);
        return error;
    }

    private void ShouldBeAsBefore()
    {
        Assert.Empty(Others());
        Assert.Equal(OldId, InVault());
        VaultWorks();
    }
}
