namespace VgsCalm.Tests.Leaks;

/// <summary>
/// Every command with good input and with bad. What a script may name: <c>$card $cards $number $numbers $grouped $encoded
/// $cvv $cvvText</c>,
/// <c>$calm $admin $wrong $proxyCredential $secretText</c>, the files of <see cref="LeakFiles"/>, <c>$folder</c>, and the sessions
/// <c>admin</c> and those named in <c>$refusals $successes $breakages</c>, whose APIs give back what they get in as many ways.
/// </summary>
internal static class LeakCases
{
    public static IReadOnlyList<LeakCase> All { get; } =
    [
        .. SessionCases.All,
        .. ConnectionCases.All,
        .. NameCases.All,
        .. ServiceAccountCases.All,
        .. CardCases.All,
        .. ResourceCases.All,
        .. ImportCases.All,
        .. RequestCases.All,
        .. WebhookCases.All,
    ];
}
