@{
    RootModule        = 'VgsCalm.EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '0f2f8a0e-5c9b-4a56-9a52-7f6d1b0d3c44'
    FormatsToProcess  = @('VgsCalm.EmptyModule.Format.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @('Get-Nothing')
    VariablesToExport = @()
    AliasesToExport   = @()
}
