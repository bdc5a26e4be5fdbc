namespace VgsCalm.Tests.Leaks;

internal static class ServiceAccountCases
{
    private const string New =
        "$sa = New-VgsServiceAccountConfig tntabc123 | New-VgsServiceAccount ACemulator -Session admin; ";

    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "New-VgsServiceAccountConfig",
            "for a vault",
            IsBad: false,
            "New-VgsServiceAccountConfig tntabc123 -Name calm -Scope cards:read -AccessTokenLifespan 300"
        ),
        new("New-VgsServiceAccountConfig", "no vault", IsBad: true, "New-VgsServiceAccountConfig"),
        new(
            "Import-VgsServiceAccountConfig",
            "a file with a secret",
            IsBad: false,
            "Import-VgsServiceAccountConfig $yaml; Import-VgsServiceAccountConfig $yaml | New-VgsServiceAccount "
                + "ACemulator -Session admin -WhatIf"
        ),
        new(
            "Import-VgsServiceAccountConfig",
            "the secret in a wrong place",
            IsBad: true,
            "Import-VgsServiceAccountConfig (@($badYaml, $strayYaml, $listYaml, $kindYaml, $csv, $pem, $strangeYaml, "
                + "$annotatedYaml, $doubleYaml) + $brokenYaml.Split(';'))"
        ),
        new(
            "Import-VgsServiceAccountConfig",
            "what is in a file, in the place of its path",
            IsBad: true,
            """
            $text = Get-Content $yaml -Raw
            foreach ($given in $text, "{ `"clientSecret`": `"$secretText`" }", (Get-VgsAccessToken -AsPlainText)) {
                Import-VgsServiceAccountConfig $given
                try { Connect-VgsCalm -Path $given -Name x @uris } catch { $_ }
            }
            Get-Content $yaml | Import-VgsServiceAccountConfig
            """
        ),
        new(
            "Export-VgsServiceAccountConfig",
            "without the secret",
            IsBad: false,
            New
                + "$sa | Export-VgsServiceAccountConfig \"$folder/a.yaml\" -PassThru; Import-VgsServiceAccountConfig "
                + "$yaml | Export-VgsServiceAccountConfig \"$folder/b.yaml\""
        ),
        new(
            "Export-VgsServiceAccountConfig",
            "with the secret",
            IsBad: false,
            New + "$sa | Export-VgsServiceAccountConfig \"$folder/secret.yaml\" -IncludeSecret -PassThru"
        )
        {
            AsksForFiles = ["secret.yaml"],
        },
        new(
            "Export-VgsServiceAccountConfig",
            "a file that exists, and no folder",
            IsBad: true,
            New
                + "try { $sa | Export-VgsServiceAccountConfig $yaml -IncludeSecret } catch { $_ }; try { $sa | "
                + "Export-VgsServiceAccountConfig \"$folder/none/x.yaml\" -IncludeSecret } catch { $_ }; $sa | "
                + "Export-VgsServiceAccountConfig \"$folder/w.yaml\" -IncludeSecret -WhatIf; $secretText | "
                + "Export-VgsServiceAccountConfig \"$folder/t.yaml\""
        ),
        new(
            "New-VgsServiceAccount",
            "of a configuration",
            IsBad: false,
            New
                + "$sa; New-VgsServiceAccount ACemulator -Path $yaml -Session admin; New-VgsServiceAccountConfig tnt1 "
                + "| New-VgsServiceAccount ACemulator -Session admin -WhatIf"
        ),
        new(
            "New-VgsServiceAccount",
            "of a bad file",
            IsBad: true,
            "foreach ($file in $badYaml, $strayYaml) { try { New-VgsServiceAccount ACemulator -Path $file -Session admin } catch { $_ } }"
        ),
        new(
            "New-VgsServiceAccount",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes + $breakages) { New-VgsServiceAccountConfig tntabc123 | "
                + "New-VgsServiceAccount ACemulator -Session $s }; New-VgsServiceAccountConfig tntabc123 | "
                + "New-VgsServiceAccount ACemulator -Session fields | Export-VgsServiceAccountConfig "
                + "\"$folder/repeated.yaml\"; foreach ($s in 'errors', 'list') { New-VgsServiceAccountConfig "
                + "tntabc123 | New-VgsServiceAccount $number -Session $s; Get-VgsServiceAccount $number -Session $s }"
        ),
        new("Get-VgsServiceAccount", "all of them", IsBad: false, "Get-VgsServiceAccount ACemulator -Session admin"),
        new(
            "Get-VgsServiceAccount",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes) { Get-VgsServiceAccount ACemulator -Session $s }"
        ),
        new(
            "Remove-VgsServiceAccount",
            "one that was made",
            IsBad: false,
            New
                + "$sa | Remove-VgsServiceAccount -Session admin -WhatIf; $sa | Remove-VgsServiceAccount -Session admin -Confirm"
        ),
        new(
            "Remove-VgsServiceAccount",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals) { Remove-VgsServiceAccount ACemulator -ClientId ACnobody -Session $s -Force }"
        ),
        new(
            "Reset-VgsServiceAccount",
            "one that was made",
            IsBad: false,
            New + "Reset-VgsServiceAccount ACemulator -InputObject $sa -Session admin -RemoveOld -Force -Verbose -Debug"
        ),
        new(
            "Reset-VgsServiceAccount",
            "a script that puts the secret into its error",
            IsBad: true,
            New
                + "Reset-VgsServiceAccount ACemulator -InputObject $sa -Session admin -Read { } -Save { "
                + "throw \"cannot save $($_.Credential.GetNetworkCredential().Password)\" }; "
                // The script's own error is the caller's.
                + "foreach ($e in @($Error)) { if ($e.FullyQualifiedErrorId -notlike '*VgsCalm*') { $Error.Remove($e) } }"
        ),
        new(
            "Reset-VgsServiceAccount",
            "a store that gives the secret in the place of the id",
            IsBad: true,
            New
                + "Reset-VgsServiceAccount ACemulator -InputObject $sa -Session admin -Save { } "
                + "-Read { [pscredential]::new($secretText, $calm.Password) }"
        ),
        new(
            "Reset-VgsServiceAccount",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals) { Reset-VgsServiceAccount ACemulator -ClientId ACrepeated -Session $s }; "
                + "Reset-VgsServiceAccount ACemulator -ClientId nobody -Session admin -Path $strayYaml"
        ),
    ];
}
