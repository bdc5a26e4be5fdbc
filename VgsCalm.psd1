@{
    RootModule           = 'VgsCalm.dll'
    # Imported before the root module, whose Core it loads with native code where the package has it for this platform.
    NestedModules        = @('VgsCalm.Loader.dll')
    ModuleVersion        = '0.1.0'
    GUID                 = '8a9d2c71-6f0e-4b57-9b6a-3f1f6ce4d0c2'
    Author               = 'The VgsCalm contributors'
    CompanyName          = 'The VgsCalm contributors'
    Copyright            = '(c) The VgsCalm contributors. MIT License.'
    Description          = 'Keeps cards on file current with the payment-optimization APIs of Very Good Security (VGS): enrols files of cards, safely, waits for new numbers and expiries, and makes and replaces the service accounts that this takes, with sessions whose token renews itself. An independent project, not affiliated with or endorsed by Very Good Security.'
    PowerShellVersion    = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    # Where it has been run. Built for Desktop (Windows PowerShell 5.1) too, which is added here once it has run there.
    CompatiblePSEditions = @('Core')
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
        'ConvertFrom-VgsWebhook'
        'Reset-VgsServiceAccount'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('VGS', 'VeryGoodSecurity', 'CALM', 'payments', 'cards', 'account-updater', 'network-tokens', 'OAuth2', 'PSEdition_Core', 'Linux')
            LicenseUri   = 'https://opensource.org/license/mit'
            # Without a number: updates compare ModuleVersion only, so each preview raises that.
            Prerelease   = 'preview'
            ReleaseNotes = ''
        }
    }
}
