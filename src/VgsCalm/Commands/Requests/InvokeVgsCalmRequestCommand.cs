using System.Collections;
using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Requests;

/// <summary>Invoke-VgsCalmRequest: any call of any of the APIs, with the session's token, retries and errors.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "VgsCalmRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeVgsCalmRequestCommand : VgsWindowCmdlet
{
    private bool _pathIsFixed;
    private string _method = "Get";
    private IDictionary? _query;
    private ResultVariable? _variables;
    private AnswerFile? _file;

    /// <summary>HTTP method.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Get", "Head", "Post", "Put", "Patch", "Delete"), PlainText]
    public string Method { get; set; } = "Get";

    /// <summary>Path under the API's address, such as /cards/CRD123.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiPathCompleter))]
    [ValidateNotNullOrEmpty, PlainText]
    public string Path { get; set; } = "";

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
    [FieldsAsDictionary]
    public IDictionary? Query { get; set; }

    /// <summary>Further headers, by name.</summary>
    [Parameter]
    [ValidateNotNull, FieldsAsDictionary]
    public IDictionary? Headers { get; set; }

    /// <summary>The API that the path belongs to.</summary>
    [Parameter]
    [OneValue]
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

    /// <summary>Get the next pages of a list too, as long as an answer names one.</summary>
    [Parameter]
    public SwitchParameter FollowRelLink { get; set; }

    /// <summary>With -FollowRelLink: how many further pages to get.</summary>
    [Parameter]
    [Alias("ML")]
    [ValidateRange(1, int.MaxValue)]
    [PSDefaultValue(Help = "all")]
    public int MaximumFollowRelLink { get; set; } = int.MaxValue;

    /// <summary>Further tries, where the method and the failure allow any.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = RetryPolicy.DefaultRetries;

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

    private protected override bool IsTypedAlone => !MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _variables = new ResultVariable(SessionState, StatusCodeVariable, ResponseHeadersVariable);
        _variables.Clear();
        base.BeginProcessing();

        // With -Path given, an object from the pipeline is a body and nothing else: its Method or Query must not become the request's.
        _pathIsFixed = MyInvocation.BoundParameters.ContainsKey(nameof(Path));
        (_method, _query) = (Method, Query);
        if (Query is null && MyInvocation.BoundParameters.ContainsKey(nameof(Query)))
        {
            // Of a record it means "none". Typed it is a variable that was never set, and the request would be another.
            throw Fail(
                new VgsApiException(VgsErrorId.RequestInvalid, "-Query is null; nothing was sent.", nameof(Query))
                {
                    RecommendedAction = "Give a hashtable or an object, or leave -Query out.",
                }
            );
        }

        if (FollowRelLink && OutFile is not null)
        {
            throw Fail(AnswerFile.RefusePages());
        }

        _file = OutFile is { } path ? WithFile(path, () => AnswerFile.Find(SessionState, path)) : null;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = RequireSession();
        try
        {
            var given = RequestGiven();
            var request = given.Check(session.Addresses);
            if (MaySend(given, request))
            {
                var file = _file?.Claim(request);
                if (FollowRelLink && given.IsSafe)
                {
                    EnqueuePages(session, request);
                    return;
                }

                Enqueue(
                    request.Target,
                    cancel => BodyFile.SendAsync(session.Requests, request, file, Observer, cancel),
                    Write,
                    made: given.IsSafe ? null : answer => $"status {answer.StatusCode}"
                );
            }
        }
        catch (VgsApiException error)
        {
            EnqueueError(error);
        }
    }

    /// <inheritdoc/>
    private protected override void OnFailed(VgsApiException error) =>
        _variables?.Set(error.AnswerHeaders is null ? null : error.StatusCode, error.AnswerHeaders);

    private void EnqueuePages(VgsSession session, ApiRequest request)
    {
        var pages = new List<ApiResponse>();
        Enqueue(
            request.Target,
            cancel => PageLink.SendAsync(session.Requests, request, MaximumFollowRelLink, pages, Observer, cancel),
            whole => whole.ForEach(Write),
            writePart: () => pages.ForEach(Write)
        );
    }

    private void Write(ApiResponse answer)
    {
        _variables?.Set(answer);
        if (OutFile is not null || answer.Body.Length == 0)
        {
            return;
        }

        WriteObject(JsonOutput.ReadOrText(answer, out var warning));
        if (warning is not null)
        {
            WriteWarning(warning);
        }
    }

    private CallerRequest RequestGiven() =>
        new(_pathIsFixed ? _method : Method, Api, Path)
        {
            Body = BodyGiven() is { } body ? BodyWriter.Write(body, ContentType ?? HeaderContentType()) : null,
            ContentType = ContentType,
            Query = NameValuePairs.ReadQuery(_pathIsFixed ? _query : Query),
            Headers = NameValuePairs.ReadHeaders(Headers),
            MaximumRetries = MaximumRetryCount,
            RetryIntervalSec = RetryIntervalSec,
            TimeoutSec = MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)) ? TimeoutSec : null,
            AcceptErrorStatus = SkipHttpErrorCheck,
        };

    // An object from the pipeline that brings the path is the description of a request; its body is what it calls Body.
    private object? BodyGiven() =>
        !_pathIsFixed && Body is PSObject { BaseObject: PSCustomObject } record && record.Properties["Path"] is not null
            ? record.Properties["Body"]?.Value
            : Body;

    private string? HeaderContentType() =>
        NameValuePairs
            .ReadHeaders(Headers)
            ?.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            .Value;

    // What only reads is sent without a question, unless its answer replaces a file.
    private bool MaySend(CallerRequest given, ApiRequest request) =>
        given.IsSafe
            ? _file is null || MayProceed(_file.Path, $"Write the answer of {request.Description}")
            : MayProceed(given.Target, $"Send {request.Method}");
}
