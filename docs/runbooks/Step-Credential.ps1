<#
.SYNOPSIS
    Replaces the service account in a secret vault, every 90 days, with no outage.
.DESCRIPTION
    Makes and proves a successor, puts it in the vault, proves what the vault returns, and removes accounts of the same name that are older than
    the one it replaced: those have had 90 days to go out of use. Whatever fails, the vault returns an account that works.
.PARAMETER Name
    The secret's name in the vault. Get-Secret and Set-Secret are SecretManagement's.
.PARAMETER OrganizationId
    The organization (AC...).
.PARAMETER Administrator
    A client that may manage the organization's service accounts.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }.
.OUTPUTS
    The successor: ClientId, Name, Scope. Its secret is in the vault.
.EXAMPLE
    ./Step-Credential.ps1 vgs-calm -OrganizationId ACxyz -Administrator (Get-Secret vgs-admin)
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Name,
    [Parameter(Mandatory)] [string] $OrganizationId,
    [Parameter(Mandatory)] [pscredential] $Administrator,
    [hashtable] $Connection = @{}
)
$ErrorActionPreference = 'Stop'

$admin = Connect-VgsCalm -Credential $Administrator -Name admin -PassThru @Connection
try {
    $old = Get-Secret $Name
    $oldAccount = Get-VgsServiceAccount -OrganizationId $OrganizationId -ClientId $old.UserName -Session $admin
    $retired = @(Get-VgsServiceAccount -OrganizationId $OrganizationId -Name $oldAccount.Name -Session $admin | Where-Object ClientId -NE $old.UserName)
    $next = Reset-VgsServiceAccount -OrganizationId $OrganizationId -ClientId $old.UserName -Session $admin -Confirm:$false

    try {
        Set-Secret $Name $next.Credential
        $proof = Connect-VgsCalm -Credential (Get-Secret $Name) -Name proof -PassThru @Connection
        if ($proof.ClientId -ne $next.ClientId) { throw "The vault returns '$($proof.ClientId)', not the successor '$($next.ClientId)'." }
        Disconnect-VgsCalm -Session $proof
    }
    catch {
        Set-Secret $Name $old
        Remove-VgsServiceAccount -OrganizationId $OrganizationId -ClientId $next.ClientId -Session $admin -Force
        throw
    }

    # The one just replaced stays for its consumers until the next time.
    $retired | Remove-VgsServiceAccount -OrganizationId $OrganizationId -Session $admin -Force
    $next | Select-Object ClientId, Name, Scope
}
finally { Disconnect-VgsCalm -Session $admin }
