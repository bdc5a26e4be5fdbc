<#
    The examples of README, guides and help: every block of PowerShell that a page shows, run in the page's order on an emulator.
    A page may have, before a block, hidden in its source:
      <!-- first: SCRIPT -->      what must be there before, such as a file or a variable
      <!-- not run: REASON -->    why it cannot run here
    An error is expected only where the page shows it: its text is in the block of output that follows.
#>

# What a page writes for a reader's own, and what stands for it here.
$placeholders = [ordered]@{
    'ACxyz'                                                     = 'ACemulator'
    'tntabc123'                                                 = 'tntemulator'
    'CRD123'                                                    = '$($card.Id)'
    'ACtTmnC6V-calm-5S6x8'                                      = '$($sa.ClientId)'
    'https://calm.sandbox.verygoodsecurity.app'                 = '{emulator}/calm'
    'https://auth.verygoodsecurity.com'                         = '{emulator}'
    'http://127.0.0.1:18077'                                    = '{emulator}'
    'param([string] $File)'                                     = '$File = "new-cards.csv"'
    '[IO.Path]::GetTempPath()'                                  = '$folder'
    # No person is here to sign in: an administrator's credential stands for one.
    '-Interactive'                                              = '-Credential $emulator.Admin'
    '~/'                                                        = './'
}

function Get-PageBlock {
    [CmdletBinding()]
    param([string] $Path)

    $text = (Get-Content -LiteralPath $Path -Raw) -replace "`r"
    $pattern = '(?s)(?<notes>(?:<!--(?:(?!-->).)*-->\s*)*)^```powershell\n(?<code>.*?)^```$' +
        '(?:\s*^```(?:output|console)\n(?<output>.*?)^```$)?'
    $number = 0
    foreach ($found in [regex]::Matches($text, $pattern, 'Multiline')) {
        $notes = $found.Groups['notes'].Value
        @{
            Number = ++$number
            Line   = ($text.Substring(0, $found.Groups['code'].Index) -split "`n").Count
            Code   = $found.Groups['code'].Value
            Output = $found.Groups['output'].Value
            First  = [regex]::Match($notes, '(?s)<!-- first: (.*?) -->').Groups[1].Value
            NotRun = [regex]::Match($notes, '(?s)<!-- not run: (.*?) -->').Groups[1].Value
        }
    }
}

function Resolve-Placeholder {
    [CmdletBinding()]
    param([string] $Code)

    foreach ($entry in $placeholders.GetEnumerator()) {
        # In single quotes and in bare words alike: what stands for it may be an expression.
        $value = $entry.Value.Replace('{emulator}', $env:VGSCALM_EMULATOR)
        $Code = $Code.Replace("'$($entry.Key)'", "`"$value`"").Replace($entry.Key, $value)
    }
    $Code
}

# A shell of the page's own, in a folder of its own, with what a reader has by then.
function New-PageShell {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'For tests alone.')]
    [CmdletBinding()]
    param($Emulator, [string] $Folder)

    $state = [initialsessionstate]::CreateDefault()
    $shell = [powershell]::Create($state)
    $setup = Get-Content -LiteralPath (Join-Path $PSScriptRoot Examples.Setup.ps1) -Raw
    $result = Invoke-Block $shell $setup @{ emulator = $Emulator; folder = $Folder }
    if ($result) { throw "The page's shell could not be set up: $($result -join "`n")" }
    $shell
}

# Runs a block as if it were typed, and gives the text of its errors.
function Invoke-Block {
    [CmdletBinding()]
    param([powershell] $Shell, [string] $Code, [hashtable] $Variable = @{})

    foreach ($name in $Variable.Keys) { $Shell.Runspace.SessionStateProxy.SetVariable($name, $Variable[$name]) }
    $Shell.Commands.Clear()
    $Shell.Streams.ClearStreams()
    $null = $Shell.AddScript($Code, $false)
    try { $null = $Shell.Invoke() }
    catch { "$($_.Exception.InnerException.ErrorRecord ?? $_)" }
    foreach ($record in $Shell.Streams.Error) { "$record" }
}

# Whether a page shows that error: by its first words, since ids differ, and whatever the line ends.
function Test-ShownError {
    [CmdletBinding()]
    param([string] $ErrorText, [string] $Output)

    $plain = { param($Text) $Text -replace "'[^']*'", "''" -replace '\s+', ' ' }
    $words = (& $plain $ErrorText) -split ' '
    (& $plain $Output).Contains($words[0..([Math]::Min(5, $words.Count - 1))] -join ' ')
}

Export-ModuleMember -Function Get-PageBlock, Resolve-Placeholder, New-PageShell, Invoke-Block, Test-ShownError
