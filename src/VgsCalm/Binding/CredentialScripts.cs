using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Auth;

namespace VgsCalm.Binding;

/// <summary>
/// The caller's -Save and -Read script blocks. They run on the pipeline's thread; an error in them, terminating or not,
/// is a failure.
/// </summary>
/// <param name="save">-Save.</param>
/// <param name="read">-Read.</param>
/// <param name="organizationId">The organization of the accounts.</param>
/// <param name="session">The state of the shell that they run in.</param>
internal sealed class CredentialScripts(ScriptBlock save, ScriptBlock read, string organizationId, SessionState session)
{
    // A message of either script may have their secrets in it.
    private readonly List<StoredCredential> _known = [];

    /// <summary>Runs -Save with the account as <c>$_</c> and as its argument; what it puts out is dropped.</summary>
    /// <exception cref="VgsApiException">It failed.</exception>
    public void Save(ServiceAccount account)
    {
        var secret = account.ClientSecret!;
        _known.Add(new StoredCredential(account.ClientId, secret));

        // A copy, since a script may wipe the secret that it has saved.
        Invoke("-Save", save, new VgsServiceAccount(account with { ClientSecret = secret.Copy() }, organizationId));
    }

    /// <summary>Runs -Read.</summary>
    /// <returns>The credential that it gives; null where it gives nothing.</returns>
    /// <exception cref="VgsApiException">It failed, or gives something else.</exception>
    public StoredCredential? Read()
    {
        var given = Invoke("-Read", read, current: null).Where(item => item is not null).ToArray();
        return given switch
        {
            [] => null,
            [var one] => Keep(one.BaseObject)
                ?? throw Failed(
                    $"-Read gives a {one.BaseObject.GetType().Name} that is not a credential with its secret.",
                    "Let it give the PSCredential that was saved."
                ),
            _ => throw Failed(
                $"-Read gives {given.Length} objects.",
                "Let it give the PSCredential that was saved, and nothing else."
            ),
        };
    }

    // A copy, since the script may wipe the secret that it gave.
    private StoredCredential? Keep(object given)
    {
        try
        {
            if (Convert(given) is not { } credential)
            {
                return null;
            }

            var kept = credential with { Secret = credential.Secret.Copy() };

            // What no token request would take is no credential, and is refused where nothing has been made yet.
            new ClientCredentials(kept.ClientId, kept.Secret).Dispose();
            _known.Add(kept);
            return kept;
        }
        catch (VgsConfigException error)
        {
            throw Failed(
                "-Read gives a credential whose id or secret begins or ends with a line end or another invisible character.",
                error.RecommendedAction!
            );
        }
        catch (ObjectDisposedException)
        {
            throw Failed(
                "-Read gives a credential whose secret was wiped.",
                "Let it give the PSCredential that was saved, and Dispose() none."
            );
        }
    }

    private static StoredCredential? Convert(object given) =>
        given switch
        {
            PSCredential { UserName.Length: > 0, Password.Length: > 0 } credential => new(
                credential.UserName.TrimStart('\\'),
                credential.Password
            ),
            VgsServiceAccount { ClientSecret: { } secret } account => new(account.ClientId, secret)
            {
                Settings = account.ToConfig(),
            },
            VgsServiceAccountConfig { ClientId: { } id, ClientSecret: { } secret } config => new(id, secret)
            {
                Settings = config,
            },
            _ => null,
        };

    private Collection<PSObject> Invoke(string parameter, ScriptBlock script, object? current)
    {
        try
        {
            return script.InvokeWithContext(
                functionsToDefine: null,
                [new PSVariable("_", current), new PSVariable("ErrorActionPreference", ActionPreference.Stop)],
                current is null ? [] : [current]
            );
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (Exception error)
        {
            // Anything that the caller's script throws, an exit or a break in it included: all of them end the handover.
            ForgetErrors();
            throw WayOut(error) is { } word
                ? Failed(
                    $"{parameter} failed: '{word}' left the script block, so that what it had still to do was not done.",
                    $"Let the script block run to its end, or leave it by return; {word} would leave the script around it."
                )
                : Failed($"{parameter} failed: {Redact(error.Message)}", "Correct the script block and try again.");
        }
    }

    // The statement that left the script; the engine's own text for it is "System error".
    private static string? WayOut(Exception error) =>
        error.GetType().Name switch
        {
            "BreakException" => "break",
            "ContinueException" => "continue",
            "ExitException" => "exit",
            _ => null,
        };

    // The engine has put the script's own error into $Error by now, whole.
    private void ForgetErrors()
    {
        if (session.PSVariable.GetValue("global:Error") is not IList errors)
        {
            return;
        }

        for (var i = errors.Count - 1; i >= 0; i--)
        {
            if (errors[i]?.ToString() is { } text && Redact(text) != text)
            {
                errors.RemoveAt(i);
            }
        }
    }

    // A vault's module may put what it could not save, or did not expect, into its message.
    private string Redact(string message)
    {
        foreach (var known in _known)
        {
            using var credentials = new ClientCredentials(known.ClientId, known.Secret);
            message = credentials.Redact(message);
        }

        return message;
    }

    private static VgsApiException Failed(string message, string action) =>
        new(VgsErrorId.RequestInvalid, message) { RecommendedAction = action };
}
