using System.Management.Automation;
using VgsCalm.Auth;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Get-VgsAccessToken: the session's token, renewed when it is due, for tools other than this module.</summary>
[Cmdlet(VerbsCommon.Get, "VgsAccessToken", DefaultParameterSetName = BySession)]
[OutputType(typeof(VgsAccessToken), typeof(string))]
public sealed class GetVgsAccessTokenCommand : VgsCredentialCmdlet
{
    private const string BySession = "Session";

    private bool _isChecked;

    /// <summary>The session to take it from, or its name; without it, the default one.</summary>
    [Parameter(ParameterSetName = BySession, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNull]
    public VgsSession? Session { get; set; }

    /// <summary>
    /// Give the token as text, for curl and environment variables. Anyone who reads it can act as the account until it
    /// expires.
    /// </summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Ask for a new token even if the present one is good.</summary>
    [Parameter]
    public SwitchParameter ForceRefresh { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (session, token) = ParameterSetName == BySession ? FromSession() : FromNewSession();
        WriteObject(
            AsPlainText ? token.Value : new VgsAccessToken(token.Secret, token.ExpiresOn, token.Scope, session.ClientId)
        );
    }

    /// <inheritdoc/>
    private protected override string? OpenedName => ParameterSetName == BySession ? null : SessionStore.DefaultName;

    private (VgsSession Session, AccessToken Token) FromNewSession()
    {
        var session = Open(SessionStore.DefaultName);
        var token = AwaitOrFail(cancel => session.Tokens.GetAsync(Observer, cancel).AsTask());
        EndSignIn(SessionStore.Current.FindOwn(session.Name), then: () => SessionStore.Current.Put(session));
        return (session, token);
    }

    private (VgsSession Session, AccessToken Token) FromSession()
    {
        // What was written is the same for every session of the pipeline.
        if (!_isChecked && UnusedConnectParameter.Find(this) is { } parameter)
        {
            throw Fail(UnusedConnectParameter.Refused(parameter));
        }

        _isChecked = true;
        var session = Require(Session);
        var tokens = session.Tokens;
        var token = ForceRefresh
            ? new ValueTask<AccessToken>(tokens.RenewAsync(tokens.Current, Observer, StopToken))
            : tokens.GetAsync(Observer, StopToken);

        // What is said of a renewal under way is written by whichever record comes next.
        WritePosted();

        // Nearly always at hand: a task, and what waits for one, would be most of what that takes.
        return (session, token.IsCompletedSuccessfully ? token.Result : WaitFor(token));
    }

    private AccessToken WaitFor(ValueTask<AccessToken> token) => AwaitOrFail(_ => token.AsTask());

    private VgsSession Require(VgsSession? given)
    {
        try
        {
            return SessionStore.Current.Require(given);
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }
}
