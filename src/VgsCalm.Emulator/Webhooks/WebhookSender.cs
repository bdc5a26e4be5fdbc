using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>
/// Posts events as VGS does: signed anew at each try, up to eight tries whose waits double, and no more after a 200. Safe to use from any
/// thread.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    /// <summary>Tries of one event at the most.</summary>
    public const int MaxTries = 8;

    /// <summary>Deliveries that are remembered; older ones are forgotten.</summary>
    public const int Capacity = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<WebhookDelivery> _deliveries = new();
    private readonly EmulatorOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;

    // Straight to the loopback, whatever proxy the environment names.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
        }
    )
    {
        Timeout = Patience,
    };

    internal WebhookSender(EmulatorOptions options, TimeProvider time, CancellationToken stopping)
    {
        _options = options;
        _time = time;
        _stopping = stopping;
    }

    /// <summary>The events so far, in order.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries => [.. _deliveries];

    internal bool IsOn => _options.Webhooks.Address is not null;

    /// <summary>Posts an event. The task ends with the first try; those after it go on by themselves.</summary>
    internal async Task SendAsync(WebhookEvent told)
    {
        if (!IsOn)
        {
            return;
        }

        var delivery = new WebhookDelivery(told);
        _deliveries.Enqueue(delivery);
        if (_deliveries.Count > Capacity)
        {
            _deliveries.TryDequeue(out _);
        }

        await PostAsync(delivery);
        _ = RetryAsync(delivery);
    }

    /// <summary>Posts an event once more, as a receiver must be ready for. False where there is none of that id.</summary>
    internal async Task<bool> ResendAsync(string id)
    {
        var delivery = _deliveries.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.Ordinal));
        if (delivery is null)
        {
            return false;
        }

        await PostAsync(delivery);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task RetryAsync(WebhookDelivery delivery)
    {
        try
        {
            // Seven waits, each twice the one before, fill the period.
            for (var tried = 1; tried < MaxTries && !delivery.IsDelivered; tried++)
            {
                var wait = _options.Webhooks.RetryPeriod * (1 << (tried - 1)) / ((1 << (MaxTries - 1)) - 1);
                await Task.Delay(TimeSpan.FromSeconds(wait), _time, _stopping);
                await PostAsync(delivery);
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator stops.
        }
    }

    private async Task PostAsync(WebhookDelivery delivery)
    {
        if (_options.Webhooks.Address is not { } address)
        {
            return;
        }

        // By the server's clock, which a knob sets apart from the machine's.
        var now = _time.GetUtcNow().AddSeconds(_options.ClockOffset);
        var status = 0;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address);
            request.Content = new ByteArrayContent(delivery.Told.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(
                WebhookSigning.Header,
                WebhookSigning.Sign(_options.Webhooks.Secret, now, delivery.Told.Body)
            );
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stopping);
            status = (int)answer.StatusCode;
        }
        catch (Exception lost)
            when (lost is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // No receiver, or none that answers in time: a try like any other, and the next one follows.
        }

        delivery.Note(new WebhookTry(now, status));
    }
}
