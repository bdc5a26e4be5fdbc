namespace VgsCalm.Emulator.Webhooks;

/// <summary>What became of one event so far.</summary>
public sealed class WebhookDelivery
{
    private readonly Lock _gate = new();
    private readonly List<WebhookTry> _tries = [];

    internal WebhookDelivery(WebhookEvent told) => Told = told;

    /// <summary>The envelope's id.</summary>
    public string Id => Told.Id;

    /// <summary>For example <c>au_card.updated</c>.</summary>
    public string Event => Told.Name;

    /// <summary>True once the receiver has answered 200: it is not posted any more then.</summary>
    public bool IsDelivered
    {
        get
        {
            lock (_gate)
            {
                return _tries.Exists(made => made.Status == StatusCodes.Status200OK);
            }
        }
    }

    /// <summary>Every post of it, in order.</summary>
    public IReadOnlyList<WebhookTry> Tries
    {
        get
        {
            lock (_gate)
            {
                return [.. _tries];
            }
        }
    }

    internal WebhookEvent Told { get; }

    internal void Note(WebhookTry made)
    {
        lock (_gate)
        {
            _tries.Add(made);
        }
    }
}
