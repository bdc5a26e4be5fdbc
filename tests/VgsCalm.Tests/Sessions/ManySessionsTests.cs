using System.Net.NetworkInformation;

namespace VgsCalm.Tests.Sessions;

/// <summary>Hundreds of sessions of one runspace.</summary>
public sealed class ManySessionsTests : EmulatorTest
{
    private const int Sessions = 500;

    [Fact]
    public void Five_hundred_sessions_are_kept_apart_and_give_back_what_they_hold()
    {
        Run("Connect-VgsCalm $calm @uris; Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();

        Run($"1..{Sessions} | ForEach-Object {{ Connect-VgsCalm $calm -Name \"s$_\" @uris }}").ThrowIfFailed();

        Assert.Equal(Sessions + 1, Run("(Get-VgsCalmSession).Count").Single.BaseObject);
        Assert.Equal(Sessions + 1, Emulator.TokenRequestCount);
        var tokens = Run("Get-VgsCalmSession | ForEach-Object { Get-VgsAccessToken -Session $_ -AsPlainText }").Output;
        Assert.Equal(
            Emulator.IssuedTokens.Order(StringComparer.Ordinal),
            tokens.Select(token => (string)token.BaseObject).Order(StringComparer.Ordinal)
        );

        Assert.Equal("s250", Run("Get-VgsCalmSession s250")["Name"]);
        Assert.Equal(Sessions + 1, Emulator.TokenRequestCount);

        // At once, since an idle connection ends by itself after a second.
        Run(
                "Get-VgsCalmSession | ForEach-Object { Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck -Session $_ };"
                    + "Disconnect-VgsCalm s*"
            )
            .ThrowIfFailed();
        var left = Connections();

        Assert.Equal("default", Run("Get-VgsCalmSession")["Name"]);
        Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        Assert.InRange(left, 0, Sessions / 4);
    }

    // Both ends of one are this process's.
    private int Connections() =>
        IPGlobalProperties
            .GetIPGlobalProperties()
            .GetActiveTcpConnections()
            .Count(connection =>
                connection.State is TcpState.Established or TcpState.CloseWait
                && connection.RemoteEndPoint.Port == Emulator.CalmUri.Port
            );
}
