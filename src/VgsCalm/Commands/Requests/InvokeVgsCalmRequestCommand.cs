using System.Collections;
using System.Management.Automation;
using System.Text;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;
using VgsCalm.Redaction;

namespace VgsCalm.Commands.Requests;

/// <summary>Invoke-VgsCalmRequest: any call of any of the APIs, with the session's token, retries and errors.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "VgsCalmRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeVgsCalmRequestCommand : VgsWindowCmdlet<InvokeVgsCalmRequestCommand.Answer>
{
    private bool _pathIsFixed;
    private string? _file;
    private bool _fileIsTaken;

    /// <summary>HTTP method.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Get", "Head", "Post", "Put", "Patch", "Delete")]
    public string Method { get; set; } = "Get";

    /// <summary>Path under the API's address, such as /cards/CRD123.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiPathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>
    /// Body: a hashtable or an object, sent as JSON, or a string that is JSON already. Each one from the pipeline is a
    /// request.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? Body { get; set; }

    /// <summary>Query, by name; an array gives the name several times.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    /// <summary>Further headers, by name.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Headers { get; set; }

    /// <summary>The API that the path belongs to.</summary>
    [Parameter]
    public VgsApi Api { get; set; } = VgsApi.Calm;

    /// <summary>Content type of the body; without it, the API's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <summary>Give the body of an error answer as output, not as an error.</summary>
    [Parameter]
    public SwitchParameter SkipHttpErrorCheck { get; set; }

    /// <summary>Name of a variable that gets the status code.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatusCodeVariable { get; set; }

    /// <summary>Name of a variable that gets the headers of the answer: arrays of strings, by name.</summary>
    [Parameter]
    [Alias("RHV")]
    [ValidateNotNullOrEmpty]
    public string? ResponseHeadersVariable { get; set; }

    /// <summary>A file that gets the body, byte for byte, in place of output.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Further tries, where the method and the failure allow any.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = ApiRequest.DefaultRetries;

    /// <summary>Pause before a further try in seconds; without it, growing ones.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    [PSDefaultValue(Help = "growing pauses")]
    public int RetryIntervalSec { get; set; }

    /// <summary>Time limit of one try in seconds; 0: none. Without it, the session's.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    [PSDefaultValue(Help = "the session's")]
    public int TimeoutSec { get; set; }

    /// <summary>How many requests may be under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public override int ThrottleLimit { get; set; } = 1;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _pathIsFixed = MyInvocation.BoundParameters.ContainsKey(nameof(Path));
        _file = OutFile is null ? null : FolderChecked(ServiceAccountFile.Find(this, OutFile, isLiteral: true));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ApiRequest request;
        try
        {
            request = RequestOf(GivenBody());
            _ = request.ResolveUnder(AddressOf(Api));
        }
        catch (VgsApiException error)
        {
            Reject(error);
            return;
        }

        var requests = Connected.Requests;
        if (
            request.Method != HttpMethod.Get
            && request.Method != HttpMethod.Head
            && !MayProceed($"{Api} {Redactor.MaskPath(request.Path)}", $"Send {request.Method}")
        )
        {
            return;
        }

        if (_file is not null && _fileIsTaken)
        {
            Reject(
                new VgsApiException(
                    VgsErrorId.RequestInvalid,
                    $"-OutFile takes one answer, and '{OutFile}' is another request's; {request.Method} "
                        + $"{Redactor.ShortenPath(request.Path)} was not sent.",
                    request.Target
                )
                {
                    RecommendedAction =
                        "Give each request a file of its own (ForEach-Object), or take the answers as output.",
                }
            );
            return;
        }

        _fileIsTaken = true;
        var file = _file;
        Send(
            request.Target,
            async cancel =>
            {
                using var saving = file is null ? null : new BodyFile(file);
                var answer = await requests
                    .SendAsync(request, Observer, cancel, saving is null ? null : saving.FillAsync)
                    .ConfigureAwait(false);
                saving?.Keep(answer.IsSuccess ? null : answer.Body);
                return new Answer(answer);
            }
        );
    }

    private protected override void WriteResult(Answer result)
    {
        var answer = result.Response;
        if (StatusCodeVariable is not null)
        {
            SessionState.PSVariable.Set(StatusCodeVariable, answer.StatusCode);
        }

        if (ResponseHeadersVariable is not null)
        {
            SessionState.PSVariable.Set(ResponseHeadersVariable, answer.Headers);
        }

        if (OutFile is not null || answer.Body.Length == 0)
        {
            return;
        }

        WriteObject(
            JsonOutput.TryRead(answer.Body, out var value)
                ? value
                : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(answer.Body)
        );
    }

    // An object from the pipeline that brings the path is the description of a request; its body is what it calls Body.
    private object? GivenBody()
    {
        if (
            _pathIsFixed
            || Body is not PSObject { BaseObject: PSCustomObject } record
            || record.Properties["Path"] is null
        )
        {
            return Body;
        }

        return record.Properties["Body"]?.Value;
    }

    private ApiRequest RequestOf(object? body)
    {
        var method = new HttpMethod(Method.ToUpperInvariant());
        var isBodiless = method == HttpMethod.Get || method == HttpMethod.Head;
        if (body is not null && isBodiless)
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"{method} has no body; nothing was sent.",
                Redactor.MaskPath(Redactor.WithoutQuery(Path))
            )
            {
                RecommendedAction = "Give -Method Post, Put or Patch; for a query use -Query.",
            };
        }

        return new ApiRequest(method, Api, Path)
        {
            Body = body is null ? null : JsonInput.Write(body),
            ContentType = CheckedContentType(),
            Query = Pairs(Query),
            Headers = Pairs(Headers),
            MaximumRetries = MaximumRetryCount,
            RetryInterval = RetryIntervalSec == 0 ? null : TimeSpan.FromSeconds(RetryIntervalSec),
            Timeout = MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec))
                ? TimeSpan.FromSeconds(TimeoutSec)
                : null,
            AcceptErrorStatus = SkipHttpErrorCheck,
        };
    }

    // A folder that is not there would be found out only after the request was carried out.
    private string FolderChecked(string file)
    {
        var folder = System.IO.Path.GetDirectoryName(file);
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            ThrowTerminatingError(
                VgsErrors.File(
                    new DirectoryNotFoundException($"The folder of '{file}' does not exist; nothing was sent."),
                    OutFile!
                )
            );
        }

        return file;
    }

    private string? CheckedContentType()
    {
        if (ContentType is null || System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(ContentType, out _))
        {
            return ContentType;
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            "-ContentType is no media type; nothing was sent.",
            nameof(ContentType)
        )
        {
            RecommendedAction = "Write it as application/json.",
        };
    }

    private Uri AddressOf(VgsApi api) =>
        api switch
        {
            VgsApi.Cmp => Connected.CmpUri!,
            VgsApi.Accounts => Connected.AccountsUri!,
            VgsApi.CardAttributes => Connected.CardAttributesUri!,
            _ => Connected.CalmUri!,
        };

    private static KeyValuePair<string, string>[]? Pairs(IDictionary? given)
    {
        if (given is null)
        {
            return null;
        }

        return
        [
            .. given
                .Cast<DictionaryEntry>()
                .SelectMany(entry =>
                    Values(entry.Value).Select(value => new KeyValuePair<string, string>(entry.Key.ToString()!, value))
                ),
        ];
    }

    private static IEnumerable<string> Values(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is not string and IEnumerable several)
        {
            return several.Cast<object?>().SelectMany(Values);
        }

        return
        [
            plain switch
            {
                null => "",
                bool yes => yes ? "true" : "false",
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => plain.ToString() ?? "",
            },
        ];
    }

    /// <summary>An answer on its way to the pipeline's thread.</summary>
    public sealed class Answer
    {
        internal Answer(ApiResponse response) => Response = response;

        internal ApiResponse Response { get; }
    }
}
