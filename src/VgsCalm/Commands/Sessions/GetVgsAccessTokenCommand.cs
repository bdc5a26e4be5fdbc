using System.Management.Automation;
using VgsCalm.Auth;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Get-VgsAccessToken: the session's token, renewed when it is due, for tools other than this module.</summary>
[Cmdlet(VerbsCommon.Get, "VgsAccessToken", DefaultParameterSetName = BySession)]
[OutputType(typeof(VgsAccessToken), typeof(string))]
public sealed class GetVgsAccessTokenCommand : VgsCredentialCmdlet
{
    private const string BySession = "Session";

    private static readonly string[] OfConnecting =
    [
        nameof(Environment),
        nameof(Scope),
        nameof(VaultId),
        nameof(AuthUri),
        nameof(CalmUri),
        nameof(CmpUri),
        nameof(AccountsUri),
        nameof(CardAttributesUri),
        nameof(VaultProxy),
        nameof(Proxy),
        nameof(ProxyCredential),
        nameof(CaCertificatePath),
        nameof(TimeoutSec),
    ];

    private string? _foreign;

    /// <summary>The session to take it from, or its name; without it, the default one.</summary>
    [Parameter(ParameterSetName = BySession, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNull]
    public VgsSession? Session { get; set; }

    /// <summary>
    /// Give the token as text, for curl and environment variables. Whoever reads it can act as the account until it
    /// expires.
    /// </summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Ask for a new token even if the present one is good.</summary>
    [Parameter]
    public SwitchParameter ForceRefresh { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // None of these comes from the pipeline: once is enough.
        _foreign = OfConnecting.FirstOrDefault(IsWritten);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = ParameterSetName == BySession ? Connected() : OpenDefault();
        var token =
            ForceRefresh && ParameterSetName == BySession
                ? Renewed(session)
                : session.Tokens.CurrentIfGood ?? Requested(session);
        if (AsPlainText)
        {
            WriteObject(token.Value);
        }
        else
        {
            WriteObject(new VgsAccessToken(token.Secret, token.ExpiresOn, token.Scope, session.ClientId));
        }
    }

    private AccessToken Renewed(VgsSession session) =>
        AwaitOrThrow(cancel => session.Tokens.RenewAsync(session.Tokens.Current, Observer, cancel));

    private AccessToken Requested(VgsSession session) =>
        AwaitOrThrow(cancel => session.Tokens.GetAsync(Observer, cancel).AsTask());

    private VgsSession OpenDefault()
    {
        var session = Open(SessionStore.DefaultName);
        SessionStore.Current.Put(session);
        return session;
    }

    private VgsSession Connected()
    {
        if (_foreign is not null)
        {
            ThrowTerminatingError(
                VgsErrors.RequestInvalid(
                    _foreign,
                    $"-{_foreign} is for opening a session, and no credentials are given.",
                    "Give credentials too, or leave it out."
                )
            );
        }

        var session = Session ?? SessionStore.Current.Find(SessionStore.DefaultName);
        if (session is not { IsOpen: true })
        {
            ThrowTerminatingError(
                VgsErrors.NotConnected(
                    session?.Name ?? SessionStore.DefaultName,
                    isClosed: session is { ClientId.Length: > 0 }
                )
            );
        }

        return session!;
    }

    // A default of the user's is for the commands that open sessions, and no reason to refuse a token of one that is open.
    private bool IsWritten(string parameter) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out var bound)
        && !DefaultedParameter.Holds(SessionState, MyInvocation.MyCommand.Name, parameter, bound);
}
