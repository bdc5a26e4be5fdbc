namespace VgsCalm.Http.Exchange;

/// <summary>Knows whether a request may have been carried out: it was about to leave, and nothing says that it was not.</summary>
/// <param name="inner">Hears of the requests.</param>
internal sealed class SentObserver(RequestObserver inner) : RequestObserver(inner.Verbose, inner.Debug)
{
    private volatile bool _hasLeft;

    /// <summary>Whether it may have been. True before the request has left, so that a caller that stops waiting does not miss it.</summary>
    public bool MayBeCarriedOut => _hasLeft;

    /// <inheritdoc/>
    public override void OnHeldBack(TimeSpan wait, DateTimeOffset until) => inner.OnHeldBack(wait, until);

    /// <inheritdoc/>
    public override void OnSending() => _hasLeft = true;

    /// <inheritdoc/>
    public override void OnNotCarriedOut() => _hasLeft = false;
}
