namespace VgsCalm.Tests.Leaks;

internal static class ConnectionCases
{
    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "Connect-VgsCalm",
            "id and secret in each other's place",
            IsBad: true,
            """
            $id = ConvertTo-SecureString $calm.UserName -AsPlainText -Force
            foreach ($mode in $refusals) {
                try { Connect-VgsCalm -ClientId $secretText -ClientSecret $id -Name x -AuthUri "$echo/$mode/token" } catch { $_ }
            }
            Connect-VgsCalm -ClientId $secretText -ClientSecret $id -Name x @uris
            """
        ),
        new("Test-VgsCalmConnection", "all APIs", IsBad: false, "Test-VgsCalmConnection"),
        new(
            "Test-VgsCalmConnection",
            "a session whose servers repeat what they got",
            IsBad: true,
            "foreach ($mode in $refusals) { Test-VgsCalmConnection -Session $mode }"
        ),
        new(
            "Test-VgsCalmConnection",
            "a certificate with a name that acts on the terminal",
            IsBad: true,
            "Connect-VgsCalm $calm -Name imposter -AuthUri $auth -CalmUri $imposter; "
                + "Test-VgsCalmConnection -Api Calm -Session imposter; Disconnect-VgsCalm imposter"
        ),
    ];
}
