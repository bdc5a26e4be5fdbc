<#
    A receiver of webhooks for one file of tests, on a free port of the loopback, that takes a post at a time.
#>

function Start-WebhookReceiver {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'For tests alone.')]
    [CmdletBinding()]
    param()

    $probe = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $probe.Start()
    $port = $probe.LocalEndpoint.Port
    $probe.Stop()
    $listener = [System.Net.HttpListener]::new()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    [pscustomobject]@{ Listener = $listener; Address = "http://127.0.0.1:$port/vgs" }
}

# The next post; -WithStatus answers it.
function Receive-Webhook {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Receiver, [int] $WithStatus)

    $wait = $Receiver.Listener.GetContextAsync()
    if (-not $wait.Wait(20000)) { throw 'No webhook came.' }
    $context = $wait.Result
    $bytes = [System.IO.MemoryStream]::new()
    $context.Request.InputStream.CopyTo($bytes)
    $headers = [System.Collections.Generic.Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase)
    foreach ($name in $context.Request.Headers.AllKeys) { $headers[$name] = $context.Request.Headers[$name] }
    if ($WithStatus) { Complete-Webhook $context $WithStatus }
    [pscustomobject]@{ Context = $context; Text = [System.Text.Encoding]::UTF8.GetString($bytes.ToArray()); Headers = $headers }
}

function Complete-Webhook {
    [CmdletBinding()]
    param($Context, [int] $Status)

    $Context.Response.StatusCode = $Status
    $Context.Response.Close()
}

# As Azure Automation hands a post over.
function ConvertTo-WebhookData {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] $Post)

    process { [pscustomobject]@{ WebhookName = 'vgs'; RequestBody = $Post.Text; RequestHeader = [pscustomobject] $Post.Headers } }
}

# As Azure Functions for PowerShell hands a post over: the body parsed, and raw.
function ConvertTo-FunctionRequest {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] $Post)

    process {
        [pscustomobject]@{
            Body = $Post.Text | ConvertFrom-Json -AsHashtable; RawBody = $Post.Text; Headers = $Post.Headers
            Method = 'POST'; Url = 'http://localhost/api/ReceiveCardEvent'; Params = @{}; Query = @{}
        }
    }
}

Export-ModuleMember -Function Start-WebhookReceiver, Receive-Webhook, Complete-Webhook, ConvertTo-WebhookData, ConvertTo-FunctionRequest
