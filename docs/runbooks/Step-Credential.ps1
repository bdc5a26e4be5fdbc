<#
.SYNOPSIS
    Replaces the service account in a secret vault, every 90 days, without an outage.
.DESCRIPTION
    1. Removes the account that this script replaced the last time, if any. Its credential is the secret NAME-previous,
       which this script alone writes: the account is known by that id, and no other account is ever removed.
    2. Writes to NAME-rotation what it is about to do: no secret, but the account that is replaced, and the ids of those
       of its name and vault that there are.
    3. Makes a successor with the same name, scopes and vault, and proves it by a token.
    4. Writes the present credential to NAME-previous and the successor's to NAME, reads NAME back, and proves what was
       read. NAME-rotation then says that it is finished.

    The account that was replaced stays in force until the next run, so its consumers have that long to read the new
    credential. Whatever fails, NAME has a credential that works, and a successor that is not in use is removed or
    named.

    A run that was killed is taken up by the next one. Where NAME had the successor already, that one proves it and
    ends, so that a job which is started again at once takes no account from consumers that have not read NAME yet.
    Otherwise it begins anew, and warns of an account that the killed run may have made, whose secret nobody has.
    So does each run of what is new at its end, and in none of the secrets, as where two runs started at once.
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
    In both a variable is the script's own first: end the block with .GetNewClosure() where it uses yours.
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

# A command that an error tells to run names this session, which is closed by then: by a name that one can give again.
$open = @(Get-VgsCalmSession | ForEach-Object Name)
$own = $Connection.Clone()
$own.Name = 'Step-Credential', "Step-Credential $(New-Guid)" | Where-Object { $_ -notin $open } | Select-Object -First 1
$own.PassThru = $true
$admin = Connect-VgsCalm -Credential $Administrator @own
$at = @{ Session = $admin }
if ($OrganizationId) { $at.OrganizationId = $OrganizationId }

# What a run is about, for the next one to find: which account it replaces, and the accounts that there were, or that it has ended.
$write = {
    param($ClientId, $Text)
    $secure = [securestring]::new()
    ($Text -join ' ').ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
    & $Set "$Name-rotation" ([pscredential]::new($ClientId, $secure))
}

# That what the vault has gets a token.
$prove = {
    $consumer = $own.Clone()
    $consumer.Remove('Scope')
    $consumer.Name = "$($own.Name) $(New-Guid)"
    try { Disconnect-VgsCalm -Session (Connect-VgsCalm -Credential $old @consumer) }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'AuthenticationFailed*') { throw }
        throw "An earlier run was interrupted when '$Name' had '$($old.UserName)' already, and that gets no token: $_ " +
            "'$Name-previous' has the account before it, which was not removed. Write that one to '$Name', and start again."
    }
}

# What is new since this rotation began, its first try included, and has its secret in none of the two places.
$known = $null
$tell = {
    $kept = @($known) + @((& $Get $Name), (& $Get "$Name-previous") | Where-Object { $_ } | ForEach-Object UserName)
    Get-VgsServiceAccount @at -ErrorAction Stop | Where-Object $isAlike | Where-Object ClientId -CNotIn $kept | ForEach-Object {
        Write-Warning ("'$($_.ClientId)' has the name and the vault of '$($old.UserName)', and was not there when its replacement " +
            "began: a run that did not end may have made it without saving its secret. Unless '$Name' or '$Name-previous' has it " +
            "by now, or somebody else made it, remove it. As an administrator: Connect-VgsCalm -Name '$($own.Name)'; " +
            "Remove-VgsServiceAccount -OrganizationId '$($_.OrganizationId)' -ClientId '$($_.ClientId)' -Session '$($own.Name)'")
    }
}
try {
    $old = & $Get $Name
    if (-not $old) { throw "There is no secret '$Name' in the vault: nothing was done." }
    $oldAccount = Get-VgsServiceAccount -ClientId $old.UserName @at -ErrorAction Stop
    $accounts = @(Get-VgsServiceAccount @at -ErrorAction Stop)
    $isAlike = { $_.Name -ceq $oldAccount.Name -and $_.VaultId -ceq $oldAccount.VaultId }
    $known = $accounts | Where-Object $isAlike | ForEach-Object ClientId

    # A run that did not end has left the accounts that there were before it, and an account that is still there.
    $previous = & $Get "$Name-previous"
    $note = & $Get "$Name-rotation"
    $begun = if ($note -and $note.UserName -cin $known) { $note.GetNetworkCredential().Password -split ' ' } else { 'finished' }
    $isUnderWay = $begun -cnotcontains 'finished'
    if ($isUnderWay) { $known = $begun }
    if ($isUnderWay -and $note.UserName -cne $old.UserName -and $previous -and $previous.UserName -ceq $note.UserName) {
        & $prove
        & $tell
        & $write $old.UserName 'finished'
        Write-Warning ("An earlier run was interrupted when '$Name' had the successor of '$($note.UserName)' already. It is finished " +
            "now, and nothing else was done: '$($note.UserName)' stays until the next run.")
        $oldAccount | Select-Object ClientId, Name, Scope, VaultId, OrganizationId
        exit 0
    }

    # Nothing there, or the same as now (an earlier run was interrupted, or a person went back to it): nothing to remove.
    if ($previous -and $previous.UserName -ne $old.UserName) {
        $retired = $accounts | Where-Object ClientId -CEQ $previous.UserName
        if ($retired -and ($retired.Name -cne $oldAccount.Name -or $retired.VaultId -cne $oldAccount.VaultId)) {
            throw "The secret '$Name-previous' is '$($retired.ClientId)', which is no predecessor of '$($old.UserName)': " +
                "its name or vault differs. Nothing was done. Write what '$Name' has to '$Name-previous' too, so that " +
                'no account is removed, and start again.'
        }
        if ($retired) { $retired | Remove-VgsServiceAccount -Session $admin -Force }
    }

    & $write $old.UserName $known
    $save = {
        # Also called to put the old credential back; then both secrets are that one, and the next run removes nothing.
        & $Set "$Name-previous" $old
        & $Set $Name $_.Credential
    }
    $next = Reset-VgsServiceAccount -ClientId $old.UserName @at -Save $save -Read { & $Get $Name } -Confirm:$false

    # Five properties print as a list, at once. A table waits for more rows, and is lost where the job ends with exit.
    $next | Select-Object ClientId, Name, Scope, VaultId, OrganizationId

    # No failure, for which a scheduler would start it again: consumers have the next run's time to read the vault.
    try {
        & $tell
        & $write $next.ClientId 'finished'
    }
    catch {
        Write-Warning ("'$($old.UserName)' was replaced, but that could not be written to '$Name-rotation': $_ Where it still " +
            "says that the run is under way, the next one only finishes it, and '$($old.UserName)' stays until the one after that.")
    }
}
catch {
    if ($known) { try { & $tell } catch { Write-Verbose "What is new could not be seen: $_" } }
    throw
}
finally { Disconnect-VgsCalm -Session $admin }

# Said, as the last program that a store has run may have ended with another status.
exit 0
