using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Commands.Cards;

/// <summary>Get-VgsCard: a card as it is now, or, with -Wait, once its state is final.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCard")]
[OutputType(typeof(VgsCard))]
public sealed class GetVgsCardCommand : VgsWindowCmdlet<VgsCard>
{
    // Cards that wait send a request now and then only: many may wait while few ask.
    private const int WaitingCards = 256;
    private const int ProgressId = 0x5648;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);

    private RequestThrottle _turn = null!;
    private Timer? _tick;
    private long _position;
    private long _written;

    /// <summary>Ids of cards (CRD…), or cards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CardIdTransformation]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Id { get; set; } = [];

    /// <summary>Your own reference, handed through to the card.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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

    private protected override int WindowSize => Wait ? Math.Max(WaitingCards, base.WindowSize) : base.WindowSize;

    private protected override int UnderWayLimit => Wait ? WindowSize : base.UnderWayLimit;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _turn = new RequestThrottle(ThrottleLimit, perMinute: 0, Clock.System);
        if (Wait)
        {
            _tick = new Timer(_ => Post(() => WriteProgress(Waiting())), null, ProgressInterval, ProgressInterval);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var cards = Connected.Cards;
        var reference = ReferenceText.Redact(Reference);
        TimeSpan? limit = TimeoutSec == 0 ? null : TimeSpan.FromSeconds(TimeoutSec);
        TimeSpan? requestLimit = MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec))
            ? TimeSpan.FromSeconds(TimeoutSec)
            : null;
        foreach (var id in Id ?? [])
        {
            _position++;
            if (!IsUsable(id))
            {
                continue;
            }

            Send(
                Redactor.MaskCardNumbers(id),
                cancel =>
                    Wait
                        ? cards.WaitAsync(id, reference, limit, _turn, Observer, cancel)
                        : cards.GetAsync(id, reference, requestLimit, Observer, cancel)
            );
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (!Wait)
        {
            return;
        }

        var done = Waiting();
        done.RecordType = ProgressRecordType.Completed;
        WriteProgress(done);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _tick?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override void WriteResult(VgsCard result)
    {
        _written++;
        WriteObject(result);
    }

    private ProgressRecord Waiting() =>
        new(ProgressId, "Waiting for final states of cards", $"{_position:N0} asked for, {_written:N0} final");

    // An id becomes part of an address, and addresses are logged on the way: a card number must not be in one.
    private bool IsUsable(string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return Refuse(
                "there is no card id (CRD…) in it",
                "Enrol the card with New-VgsCard first; its output has the id."
            );
        }

        return !MaskedNumber.MayBeCardNumber(id!)
            || Refuse("a card number is no card id", "Give the id (CRD…) that New-VgsCard gave.");
    }

    private bool Refuse(string why, string action)
    {
        var target = ReferenceText.Redact(Reference) ?? $"row {_position}";
        Reject(
            new VgsApiException(VgsErrorId.RequestInvalid, $"The card of {target} was not asked for: {why}.", target)
            {
                RecommendedAction = action,
            }
        );
        return false;
    }
}
