using System.Management.Automation;

namespace VgsCalm.Tests.ServiceAccounts;

/// <summary>What Tab offers after -Scope.</summary>
public sealed class ScopeCompletionTests
{
    [Theory]
    [InlineData("-Scope cards:r", "cards:read cards:read-pci")]
    [InlineData("-Scope cards:read,cards:", "cards:write cards:read-pci")]
    [InlineData("-Scope 'cards:write','cards:read',cards:", "cards:read-pci")]
    public void A_scope_that_is_there_already_is_not_offered_again(string given, string completions)
    {
        var line = $"New-VgsServiceAccountConfig tnt1 {given}";
        using var shell = Shell.Open();
        using var engine = PowerShell.Create(shell.Runspace);

        var found = CommandCompletion.CompleteInput(line, line.Length, options: null, engine).CompletionMatches;

        Assert.Equal(completions.Split(' ').Order(), found.Select(match => match.CompletionText).Order());
    }

    [Fact]
    public void After_a_comma_the_others_are_offered()
    {
        const string Line = "New-VgsServiceAccountConfig tnt1 -Scope cards:read,";
        using var shell = Shell.Open();
        using var engine = PowerShell.Create(shell.Runspace);

        var found = CommandCompletion.CompleteInput(Line, Line.Length, options: null, engine).CompletionMatches;

        Assert.Contains("cards:write", found.Select(match => match.CompletionText));
        Assert.DoesNotContain("cards:read", found.Select(match => match.CompletionText));
    }
}
