<#
.SYNOPSIS
    Replaces the service account in a secret vault, every 90 days, without an outage.
.DESCRIPTION
    1. Removes the account that this script replaced the last time, if any. Its credential is the secret NAME-previous,
       which this script alone writes: the account is known by that id, and no other account is ever removed.
    2. Makes a successor with the same name, scopes and vault, and proves it by a token.
    3. Writes the present credential to NAME-previous and the successor's to NAME, reads NAME back, and proves what was
       read.

    The account that was replaced stays in force until the next run, so its consumers have that long to read the new
    credential. Whatever fails, NAME has a credential that works, and a successor that is not in use is removed or
    named.
.PARAMETER Name
    The secret's name in the vault.
.PARAMETER Administrator
    A client that may manage the organization's service accounts.
.PARAMETER OrganizationId
    The organization (AC...). It may be left out where the administrator sees one only.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }. The session is the script's own: a Name is
    not taken, and the sessions that are open stay open.
.PARAMETER Get
    Reads a credential from the vault: gets the name, gives a PSCredential, or nothing when there is none.
    SecretManagement unless given.
.PARAMETER Set
    Writes a credential to the vault: gets the name and the PSCredential. SecretManagement unless given.
.OUTPUTS
    The successor: ClientId, Name, Scope, VaultId, OrganizationId. Its secret is in the vault.
.EXAMPLE
    ./Step-Credential.ps1 vgs-calm -OrganizationId ACxyz -Administrator (Get-Secret vgs-admin)
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Name,
    [Parameter(Mandatory)] [pscredential] $Administrator,
    [string] $OrganizationId,
    [hashtable] $Connection = @{},
    [scriptblock] $Get = { param($Name) if (Get-SecretInfo $Name) { Get-Secret $Name } },
    [scriptblock] $Set = { param($Name, $Credential) Set-Secret $Name $Credential }
)
$ErrorActionPreference = 'Stop'

$own = $Connection.Clone()
$own.Name = "Step-Credential $(New-Guid)"
$own.PassThru = $true
$admin = Connect-VgsCalm -Credential $Administrator @own
$at = @{ Session = $admin }
if ($OrganizationId) { $at.OrganizationId = $OrganizationId }
try {
    $old = & $Get $Name
    if (-not $old) { throw "There is no secret '$Name' in the vault: nothing was done." }
    $oldAccount = Get-VgsServiceAccount -ClientId $old.UserName @at -ErrorAction Stop

    # Nothing there, or the same as now (an earlier run was interrupted, or a person went back to it): nothing to remove.
    $previous = & $Get "$Name-previous"
    if ($previous -and $previous.UserName -ne $old.UserName) {
        $retired = Get-VgsServiceAccount @at | Where-Object ClientId -CEQ $previous.UserName
        if ($retired -and ($retired.Name -cne $oldAccount.Name -or $retired.VaultId -cne $oldAccount.VaultId)) {
            throw "The secret '$Name-previous' is '$($retired.ClientId)', which is no predecessor of '$($old.UserName)': " +
                'its name or vault differs. Nothing was done.'
        }
        if ($retired) { $retired | Remove-VgsServiceAccount -Session $admin -Force }
    }

    $save = {
        # Also called to put the old credential back; then both secrets are that one, and the next run removes nothing.
        & $Set "$Name-previous" $old
        & $Set $Name $_.Credential
    }
    $next = Reset-VgsServiceAccount -ClientId $old.UserName @at -Save $save -Read { & $Get $Name } -Confirm:$false

    # Five properties print as a list, at once. A table waits for more rows, and is lost where the job ends with exit.
    $next | Select-Object ClientId, Name, Scope, VaultId, OrganizationId
}
finally { Disconnect-VgsCalm -Session $admin }
