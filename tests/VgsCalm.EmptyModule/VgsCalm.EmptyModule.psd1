@{
    RootModule        = 'VgsCalm.EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '5b6c9a53-27c4-4a2e-9f0e-0a6b8d1f7c11'
    FunctionsToExport = @()
    CmdletsToExport   = @('Get-Nothing')
    VariablesToExport = @()
    AliasesToExport   = @()
}
