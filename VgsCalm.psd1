@{
    RootModule           = 'VgsCalm.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '8a9d2c71-6f0e-4b57-9b6a-3f1f6ce4d0c2'
    Author               = 'The VgsCalm contributors'
    CompanyName          = 'The VgsCalm contributors'
    Copyright            = '(c) The VgsCalm contributors. MIT License.'
    Description          = 'Cmdlets for the payment-optimization APIs of Very Good Security (VGS): service accounts, self-renewing OAuth 2.0 sessions, card enrolment and card life-cycle requests (CALM).'
    PowerShellVersion    = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions = @('Core', 'Desktop')
    FormatsToProcess     = @('VgsCalm.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Connect-VgsCalm'
        'Get-VgsCalmSession'
        'Disconnect-VgsCalm'
        'Select-VgsCalmSession'
        'Test-VgsCalmConnection'
        'Get-VgsAccessToken'
        'Get-VgsOrganization'
        'Get-VgsVault'
        'New-VgsServiceAccountConfig'
        'Import-VgsServiceAccountConfig'
        'Export-VgsServiceAccountConfig'
        'New-VgsServiceAccount'
        'Get-VgsServiceAccount'
        'Remove-VgsServiceAccount'
        'Invoke-VgsCalmRequest'
        'New-VgsCard'
        'Get-VgsCard'
        'Import-VgsCard'
        'Get-VgsCardUpdate'
        'New-VgsNetworkToken'
        'Get-VgsNetworkToken'
        'Remove-VgsNetworkToken'
        'New-VgsMerchant'
        'Get-VgsCardAttribute'
        'Reset-VgsServiceAccount'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('VGS', 'VeryGoodSecurity', 'CALM', 'payments', 'cards', 'account-updater', 'network-tokens', 'OAuth2', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            Prerelease   = 'preview1'
            ReleaseNotes = ''
        }
    }
}
