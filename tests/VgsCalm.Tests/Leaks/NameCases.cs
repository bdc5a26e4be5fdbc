namespace VgsCalm.Tests.Leaks;

/// <summary>Names that a caller chose and that act on a terminal. The target of an error has the name itself, and is no screen.</summary>
internal static class NameCases
{
    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "Get-VgsCard",
            "a session whose name has an escape sequence, and whose rights are refused",
            IsBad: true,
            """
            Connect-VgsCalm $calm -Name $escape -AuthUri "$echo/opaque/token" -CalmUri "$echo/headers"
            Get-VgsCard CRD1 -Session $escape
            Disconnect-VgsCalm $escape
            """
        ),
        new(
            "Connect-VgsCalm",
            "a session whose name has an escape sequence, and which stays open",
            IsBad: true,
            """
            Connect-VgsCalm $calm -Name $escape @uris
            try { Connect-VgsCalm $wrong -Name $escape @uris } catch { $_ }
            Disconnect-VgsCalm $escape
            """
        ),
    ];
}
