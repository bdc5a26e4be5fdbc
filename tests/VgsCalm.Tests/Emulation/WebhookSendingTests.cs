using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Tests.Emulation;

/// <summary>The emulator posts as VGS does.</summary>
public sealed class WebhookSendingTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Signature, byte[] Body)> _posts = new();
    private readonly Queue<int> _answers = new();
    private readonly HttpListener _receiver = new();
    private VgsEmulator _emulator = null!;
    private Shell _shell = null!;

    public async Task InitializeAsync()
    {
        var address = $"http://127.0.0.1:{LoopbackPort.FindFree()}/";
        _receiver.Prefixes.Add(address);
        _receiver.Start();
        _ = ReceiveAsync();
        var options = new EmulatorOptions { EnrolmentDelay = 0 };
        (options.Webhooks.Address, options.Webhooks.Secret) = (new Uri(address), "s");
        options.Webhooks.RetryPeriod = 0.127;
        _emulator = await VgsEmulator.StartAsync(options);
        _shell = Shell.At(_emulator);
        _shell.Connect();
    }

    public async Task DisposeAsync()
    {
        _shell.Dispose();
        await _emulator.DisposeAsync();
        _receiver.Close();
    }

    [Theory]
    [InlineData('2', "au_card.enrolled")]
    [InlineData('3', "au_card.enrolled,au_card.updated")]
    [InlineData('4', "au_card.enrolled,au_card.closed")]
    [InlineData('5', "au_card.enrolled,au_card.expired")]
    [InlineData('7', "au_card.enrollment_failed")]
    public void A_card_tells_what_becomes_of_it(char last, string events)
    {
        Enrol($"541577583161196{last}");

        var expected = events.Split(',');
        var told = Posts(expected.Length);
        Assert.Equal(expected, told.Select(post => (string)post["event"]!));
        Assert.All(told, post => Assert.Equal(_emulator.Cards.Single().Id, (string)post["details"]!["card_id"]!));
    }

    [Fact]
    public void Each_post_has_a_signature_of_its_very_bytes()
    {
        Enrol("5415775831611962");

        Posts(1);
        var (signature, body) = _posts.First();
        var seconds = long.Parse(signature.Split(',', '=')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(WebhookSigning.Sign("s", DateTimeOffset.FromUnixTimeSeconds(seconds), body), signature);
    }

    [Fact]
    public async Task It_is_sent_eight_times_at_the_most()
    {
        for (var i = 0; i < 20; i++)
        {
            _answers.Enqueue(202);
        }

        Enrol("5415775831611962");

        Posts(WebhookSender.MaxTries);
        await Poll.Until(
            () => _emulator.Webhooks.Single().Tries.Count == WebhookSender.MaxTries,
            "all tries are noted"
        );
        Assert.Single(_posts.Select(post => Encoding.UTF8.GetString(post.Body)).Distinct());
        Assert.False(_emulator.Webhooks.Single().IsDelivered);
    }

    [Fact]
    public void Tokens_of_CALM_and_CMP_tell_that_they_were_made_and_deleted()
    {
        _shell
            .Run(
                """
                $null = New-VgsNetworkToken tok_sandbox_1 -ExpMonth 1 -ExpYear 30
                $null = Remove-VgsNetworkToken tok_sandbox_1 -Confirm:$false
                $json = 'application/vnd.api+json'
                $card = Invoke-VgsCalmRequest /cards -Method Post -Api Cmp -ContentType $json -Body @{
                    data = @{ attributes = @{ pan = '5415775831611962'; exp_month = 1; exp_year = 30 } } }
                $null = Invoke-VgsCalmRequest "/cards/$($card.data.id)/network-tokens" -Method Delete -Api Cmp
                """
            )
            .ThrowIfFailed();

        // The posts of two events may pass each other.
        Assert.Equal(
            [
                "cmp_network_token.updated active",
                "cmp_network_token.updated deleted",
                "network_token.updated ACTIVE",
                "network_token.updated DELETED",
            ],
            Posts(4).Select(post => $"{post["event"]} {post["details"]!["state"]}").Order(StringComparer.Ordinal)
        );
        Assert.Single(
            Posts(4).Select(post => post["details"]!["network_token_id"]?.ToString()).OfType<string>().Distinct()
        );
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://example.com/")]
    [InlineData("ftp://127.0.0.1/")]
    public void Nothing_leaves_this_machine(string address) =>
        Assert.Throws<ArgumentException>(() => new WebhookOptions().Address = new Uri(address));

    private void Enrol(string number) =>
        _shell.Run($"New-VgsCard -Name A -Number {number} -ExpMonth 1 -ExpYear 30").ThrowIfFailed();

    private JsonNode[] Posts(int count)
    {
        Poll.Until(() => _posts.Count >= count, $"{count} posts have come").GetAwaiter().GetResult();
        return [.. _posts.Select(post => JsonNode.Parse(post.Body)!)];
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await _receiver.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _posts.Enqueue((context.Request.Headers[WebhookSigning.Header]!, body.ToArray()));
                context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : 200;
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
