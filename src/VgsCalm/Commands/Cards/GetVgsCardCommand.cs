using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Commands.Cards;

/// <summary>Get-VgsCard: a card as it is now, or, with -Wait, once its state is final.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCard")]
[OutputType(typeof(VgsCard))]
public sealed class GetVgsCardCommand : VgsRecordCmdlet
{
    private const int ProgressId = 0x5648;

    // Each card that waits sends a request now and then only.
    private const int MaxWaiting = 256;

    private RequestThrottle? _throttle;
    private ProgressTicker? _progress;
    private long _written;

    /// <summary>Ids of cards (CRD…), or cards.</summary>
    /// <remarks>What has both members is about a card, and its Id is its own: an event that was kept in a file or a queue.</remarks>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("CardId", "Id", TakesSeveral = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Id { get; set; } = [];

    /// <summary>Your own reference, handed through to the card.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("Reference", RefusesOthers = true)]
    public string? Reference { get; set; }

    /// <summary>Look again, at growing intervals, until the state is final.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// With -Wait: how long to wait for each card, in seconds; 0: without end. Without it: the time limit of one request.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    [PSDefaultValue(Help = "300 with -Wait, else the session's")]
    public int TimeoutSec { get; set; } = 300;

    private protected override bool IsTypedAlone => !MyInvocation.ExpectingInput && Reference is null && Id is [_];

    private protected override int WindowSize => Wait ? Math.Max(MaxWaiting, base.WindowSize) : base.WindowSize;

    private protected override int UnderWayLimit => Wait ? WindowSize : base.UnderWayLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Wait)
        {
            _progress = new ProgressTicker(Progress, Post, WriteProgress);
        }
    }

    private protected override void ProcessInput()
    {
        var cards = RequireSession().Cards;
        var throttle = _throttle ??= new RequestThrottle(ThrottleLimit, perMinute: 0, Clock.System);
        var (reference, limit) = (ReferenceText.Redact(Reference), LimitGiven());
        foreach (var given in Id ?? [])
        {
            Position++;
            try
            {
                var id = CardId.Check(given, reference ?? $"row {Position}");
                var shown = Redactor.MaskCardNumbers(id);
                Enqueue(
                    shown,
                    cancel =>
                        Wait
                            ? cards.WaitAsync(id, reference, limit, throttle, Observer, cancel)
                            : cards.GetAsync(id, reference, limit, Observer, cancel),
                    Write,
                    kept: KeptWhileWaiting(shown, reference)
                );
            }
            catch (VgsApiException error)
            {
                EnqueueError(error);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _progress?.Complete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The base ends the requests that are under way: only then has the throttle no more users.
        base.Dispose(disposing);
        if (disposing)
        {
            _progress?.Dispose();
            _throttle?.Dispose();
        }
    }

    // Of the whole wait, or of one request: a request that was given no limit has the session's.
    private TimeSpan? LimitGiven()
    {
        var isGiven = Wait ? TimeoutSec != 0 : MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec));
        return isGiven ? TimeSpan.FromSeconds(TimeoutSec) : null;
    }

    // The cards of `New-VgsCard | Get-VgsCard -Wait` are in no variable and no file while this command has them.
    private string? KeptWhileWaiting(string id, string? reference) =>
        !Wait || !MyInvocation.ExpectingInput ? null
        : reference is null ? id
        : $"{id} of {reference}";

    private void Write(VgsCard card)
    {
        _written++;
        WriteObject(card);
    }

    private ProgressRecord Progress() =>
        new(
            ProgressId,
            "Waiting for final states of cards",
            FormattableString.Invariant($"{Position:N0} asked for, {_written:N0} final")
        );
}
