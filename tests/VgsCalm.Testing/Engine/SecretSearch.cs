using System.Management.Automation;
using VgsCalm.Emulator;

namespace VgsCalm.Testing.Engine;

/// <summary>Looks for secrets where none may be: in all that a script wrote, and in whatever can be read off its objects.</summary>
public static class SecretSearch
{
    /// <summary>No secret and no token that the emulator ever gave out is in what the script wrote, to any stream.</summary>
    public static void ShouldShowNoSecretOf(this ShellResult result, VgsEmulator emulator)
    {
        foreach (var text in TextsOf(result))
        {
            ShouldShowNoSecretOf(text, emulator);
        }
    }

    public static void ShouldShowNoSecretOf(string text, VgsEmulator emulator)
    {
        Assert.NotEmpty(emulator.IssuedSecrets);
        foreach (var secret in emulator.IssuedSecrets.Concat(emulator.IssuedTokens).Concat(emulator.SignInSecrets))
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    /// <summary>An object as text, as its properties and as it goes through a remoting session or a job.</summary>
    public static IEnumerable<string> TextsOf(PSObject item) =>
        [
            item.ToString(),
            .. item.Properties.Select(property => $"{property.Name}={property.Value}"),
            PSSerializer.Serialize(item, depth: 5),
        ];

    // Deeper than this an exception leads to its method, and from there to all of the runtime.
    private static IEnumerable<string> TextsOf(ErrorRecord error) =>
        [
            error.ToString(),
            $"{error.ErrorDetails}",
            $"{error.TargetObject}",
            error.Exception.ToString(),
            PSSerializer.Serialize(error, depth: 1),
            PSSerializer.Serialize(error.Exception, depth: 1),
        ];

    private static IEnumerable<string> TextsOf(ShellResult result)
    {
        ErrorRecord?[] errors = [.. result.Errors, result.Terminating];
        return
        [
            .. result.Output.SelectMany(TextsOf),
            .. result.Verbose,
            .. result.Debug,
            .. result.Warnings,
            .. errors.OfType<ErrorRecord>().SelectMany(TextsOf),
        ];
    }
}
