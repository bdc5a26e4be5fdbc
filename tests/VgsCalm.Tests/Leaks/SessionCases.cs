namespace VgsCalm.Tests.Leaks;

internal static class SessionCases
{
    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "Connect-VgsCalm",
            "all forms of credentials",
            IsBad: false,
            """
            Connect-VgsCalm -Credential $calm -Name a -PassThru @uris
            Connect-VgsCalm -ClientId $calm.UserName -ClientSecret $calm.Password -Name b -PassThru @uris
            Connect-VgsCalm -Path $yaml -Name c -PassThru @uris
            Import-VgsServiceAccountConfig $yaml | Connect-VgsCalm -Name d -PassThru @uris
            """
        ),
        new(
            "Connect-VgsCalm",
            "credentials of the environment",
            IsBad: false,
            """
            [Environment]::SetEnvironmentVariable('VGS_CLIENT_ID', $calm.UserName)
            [Environment]::SetEnvironmentVariable('VGS_CLIENT_SECRET', $secretText)
            try { Connect-VgsCalm -FromEnvironment -Name e -PassThru @uris }
            finally {
                [Environment]::SetEnvironmentVariable('VGS_CLIENT_ID', $null)
                [Environment]::SetEnvironmentVariable('VGS_CLIENT_SECRET', $null)
            }
            """
        ),
        new(
            "Connect-VgsCalm",
            "a person by device code, renewed and ended",
            IsBad: false,
            """
            $person = Connect-VgsCalm -DeviceCode -Name person -PassThru @uris
            $person
            $null = Get-VgsAccessToken -Session person -ForceRefresh
            Get-VgsOrganization -Session person; Get-VgsVault -Session person
            Test-VgsCalmConnection -Session person
            Invoke-VgsCalmRequest /cards/CRD1 -Session person -SkipHttpErrorCheck
            Disconnect-VgsCalm person
            """
        ),
        new(
            "Connect-VgsCalm",
            "a person's server that repeats what it got",
            IsBad: true,
            """
            foreach ($mode in 'keycloak', 'html', 'fields') {
                $realm = "$echo/$mode/protocol/openid-connect/token"
                try { Connect-VgsCalm -DeviceCode -SignInTimeoutSec 3 -Name x -AuthUri $realm -PassThru }
                catch { $_ }
            }
            """
        ),
        new(
            "Connect-VgsCalm",
            "a person's server that repeats the refresh token",
            IsBad: true,
            """
            Connect-VgsCalm -DeviceCode -Name repeated -AuthUri "$echo/person/protocol/openid-connect/token"
            try { Get-VgsAccessToken -Session repeated -ForceRefresh } catch { $_ }
            Disconnect-VgsCalm repeated
            """
        ),
        new(
            "Connect-VgsCalm",
            "a person's server that repeats the device code in its error's code",
            IsBad: true,
            "Connect-VgsCalm -DeviceCode -Name x -AuthUri \"$echo/codes/protocol/openid-connect/token\""
        ),
        new(
            "Connect-VgsCalm",
            "a browser that comes back with sensitive values",
            IsBad: true,
            """
            $token = Get-VgsAccessToken -AsPlainText
            $said = [Uri]::EscapeDataString("cvv=$cvvText $grouped $token")
            Set-Content "$folder/input.browser" @"
            #!/bin/bash
            state=`${1##*state=}; port=`${1##*127.0.0.1%3A}
            exec 3<>/dev/tcp/127.0.0.1/`${port%%%2F*}
            printf 'GET /callback?state=%s&error=%s&error_description=%s HTTP/1.1\r\nHost: x\r\n\r\n' "`${state%%&*}" '$said' '$said' >&3
            cat <&3
            "@.Replace('            ', '')
            & chmod +x "$folder/input.browser"
            [Environment]::SetEnvironmentVariable('BROWSER', "$folder/input.browser")
            try { Connect-VgsCalm -Interactive -SignInTimeoutSec 20 -Name x @uris } catch { $_ }
            finally { [Environment]::SetEnvironmentVariable('BROWSER', $null) }
            """
        ),
        new("Select-VgsCalmSession", "the default one", IsBad: false, "Select-VgsCalmSession default"),
        new(
            "Get-VgsCalmSession",
            "a token in the place of a session or an id",
            IsBad: true,
            """
            $token = Get-VgsAccessToken -AsPlainText
            $token | Get-VgsCalmSession
            $token | Get-VgsCard
            try { Get-VgsCard CRD1 -Session $token } catch { $_ }
            """
        ),
        new("Select-VgsCalmSession", "a name that no session has", IsBad: true, "Select-VgsCalmSession nobody"),
        new(
            "Get-VgsOrganization",
            "a service that repeats",
            IsBad: true,
            "foreach ($mode in $refusals + $successes) { Get-VgsOrganization -Session $mode }"
        ),
        new(
            "Get-VgsVault",
            "a service that repeats",
            IsBad: true,
            "foreach ($mode in $refusals + $successes) { Get-VgsVault -Session $mode }"
        ),
        new("Get-VgsOrganization", "all", IsBad: false, "Get-VgsOrganization -Session admin"),
        new("Get-VgsVault", "all", IsBad: false, "Get-VgsVault -Session admin"),
        new("Connect-VgsCalm", "a wrong secret", IsBad: true, "Connect-VgsCalm -Credential $wrong @uris"),
        new(
            "Connect-VgsCalm",
            "a secret that is no secure string",
            IsBad: true,
            "Connect-VgsCalm -ClientId $calm.UserName -ClientSecret $secretText @uris"
        ),
        new(
            "Connect-VgsCalm",
            "a secret in the place of the credential",
            IsBad: true,
            "Connect-VgsCalm $secretText @uris"
        ),
        new(
            "Connect-VgsCalm",
            "a secret that is a list",
            IsBad: true,
            "Connect-VgsCalm -ClientId $calm.UserName -ClientSecret @($secretText, $secretText) @uris"
        ),
        new(
            "Connect-VgsCalm",
            "a secret in the place of the object",
            IsBad: true,
            "$secretText | Connect-VgsCalm @uris; [pscustomobject]@{ ClientSecret = $secretText } | Connect-VgsCalm @uris"
        ),
        new(
            "Connect-VgsCalm",
            "a file with the secret in a wrong place",
            IsBad: true,
            "foreach ($file in @($badYaml, $strayYaml, $listYaml, $kindYaml, $annotatedYaml, $doubleYaml, "
                + "$strangeYaml) + $brokenYaml.Split(';')) { try { Connect-VgsCalm -Path $file -Name f @uris } catch { $_ } }"
        ),
        new(
            "Connect-VgsCalm",
            "a token endpoint that refuses and repeats the form",
            IsBad: true,
            "foreach ($c in $calm, $wrong) { foreach ($mode in $refusals) { try { Connect-VgsCalm -Credential $c "
                + "-Name x -AuthUri \"$echo/$mode/token\" } catch { $_ } } }"
        ),
        new(
            "Connect-VgsCalm",
            "a token endpoint that succeeds with what it got",
            IsBad: true,
            "foreach ($c in $calm, $wrong) { foreach ($mode in $successes) { try { Connect-VgsCalm -Credential $c "
                + "-Name x -AuthUri \"$echo/$mode/token\" -PassThru } catch { $_ } } }"
        ),
        new(
            "Connect-VgsCalm",
            "a token endpoint whose answer is no HTTP",
            IsBad: true,
            "foreach ($mode in $breakages[0, 1]) { try { Connect-VgsCalm -Credential $calm -Name x -AuthUri "
                + "\"$echo/$mode/token\" } catch { $_ } }"
        ),
        new(
            "Connect-VgsCalm",
            "a password in an address",
            IsBad: true,
            """
            $password = $proxyCredential.GetNetworkCredential().Password
            foreach ($p in 'AuthUri', 'CalmUri', 'CmpUri', 'AccountsUri', 'CardAttributesUri', 'Proxy') {
                $given = $uris.Clone()
                $given[$p] = "http://u:$password@127.0.0.1:9/x"
                try { Connect-VgsCalm -Credential $calm -Name x -PassThru @given } catch { $_ }
            }
            foreach ($address in "socks5://u:$password@127.0.0.1:9", $proxy.Replace('//', "//u:$password@")) {
                try {
                    Connect-VgsCalm -Credential $calm -Name x -Proxy $address @uris
                    Invoke-VgsCalmRequest /x -Session x -MaximumRetryCount 0
                } catch { $_ }
            }
            """
        ),
        new(
            "Connect-VgsCalm",
            "a secret in the certificate's file",
            IsBad: true,
            "Connect-VgsCalm -Credential $calm -Proxy $proxy -ProxyCredential $proxyCredential -CaCertificatePath $pem @uris"
        ),
        new(
            "Get-VgsCalmSession",
            "all of them",
            IsBad: false,
            "Get-VgsCalmSession; Get-VgsCalmSession default; Get-VgsCalmSession -Name *"
        ),
        new(
            "Get-VgsCalmSession",
            "one whose scopes are what the endpoint got",
            IsBad: true,
            "Connect-VgsCalm -Credential $calm -Name x -AuthUri \"$echo/fields/token\"; Get-VgsCalmSession x; "
                + "Disconnect-VgsCalm x; Get-VgsCalmSession x"
        ),
        new(
            "Disconnect-VgsCalm",
            "a session",
            IsBad: false,
            "Connect-VgsCalm -Credential $calm -Name gone @uris; $s = Get-VgsCalmSession gone; $s | Disconnect-VgsCalm; $s"
        ),
        new(
            "Disconnect-VgsCalm",
            "one that there is not",
            IsBad: true,
            "Disconnect-VgsCalm -Name $secretText.Substring(0, 3); Disconnect-VgsCalm -Session nobody"
        ),
        new(
            "Get-VgsAccessToken",
            "as an object",
            IsBad: false,
            "Get-VgsAccessToken; Get-VgsAccessToken -ForceRefresh; Get-VgsAccessToken -Credential $calm @uris"
        ),
        new(
            "Get-VgsAccessToken",
            "as text",
            IsBad: false,
            "Get-VgsAccessToken -AsPlainText; Get-VgsAccessToken -AsPlainText -ForceRefresh"
        )
        {
            AsksForOutput = true,
        },
        new(
            "Get-VgsAccessToken",
            "renewal at an endpoint that refuses",
            IsBad: true,
            """
            Connect-VgsCalm -Credential $calm -Name renewed @uris
            foreach ($mode in $refusals) { try { Get-VgsAccessToken -Credential $wrong -AuthUri "$echo/$mode/token" } catch { $_ } }
            Get-VgsAccessToken -ClientId x -ClientSecret $secretText
            """
        ),
    ];
}
