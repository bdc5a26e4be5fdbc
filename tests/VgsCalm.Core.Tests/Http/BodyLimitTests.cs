using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Answers too large to be taken into memory.</summary>
public sealed class BodyLimitTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Fact]
    public async Task An_answer_without_end_is_given_up_at_64_MB()
    {
        using var endless = new EndlessContent();
        _rig.Service.AnswerWith(endless);
        Assert.Equal(VgsErrorId.ResponseInvalid, (await _rig.Fail(TransportRig.Get())).Id);
        Assert.InRange(endless.BytesRead, BoundedBody.MaxBytes, BoundedBody.MaxBytes + (64 * 1024));
    }

    [Fact]
    public async Task An_answer_that_says_it_is_larger_is_not_read_at_all()
    {
        using var endless = new EndlessContent();
        endless.Headers.ContentLength = BoundedBody.MaxBytes + 1L;
        _rig.Service.AnswerWith(endless);
        Assert.Equal(VgsErrorId.ResponseInvalid, (await _rig.Fail(TransportRig.Get())).Id);
        Assert.Equal(0, endless.BytesRead);
    }

    [Fact]
    public async Task An_answer_is_not_asked_for_again_because_it_is_large()
    {
        using var endless = new EndlessContent();
        endless.Headers.ContentLength = long.MaxValue;
        _rig.Service.AnswerWith(endless);
        await _rig.Fail(TransportRig.Get());
        Assert.Single(_rig.Service.Sent);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task The_limit_itself_fits(int size, bool fits)
    {
        using var content = new StreamContent(new MemoryStream(new byte[size]));
        content.Headers.ContentLength = null;
        Assert.Equal(
            fits,
            await BoundedBody.ReadAsync(content, 1000, CancellationToken.None) is { } body && body.Length == size
        );
    }

    [Fact]
    public async Task A_success_is_streamed_to_where_it_is_saved_and_an_error_is_not()
    {
        using var saved = new MemoryStream();
        _rig.Service.Answer(200, "saved").Answer(400, "not saved");
        Task Save(Stream body, CancellationToken cancellationToken) => body.CopyToAsync(saved, cancellationToken);

        var answer = await _rig.Transport.SendAsync(TransportRig.Get(), _rig.Observer, CancellationToken.None, Save);
        Assert.Empty(answer.Body);
        await Assert.ThrowsAsync<VgsApiException>(() =>
            _rig.Transport.SendAsync(TransportRig.Get(), _rig.Observer, CancellationToken.None, Save)
        );
        Assert.Equal("saved"u8.ToArray(), saved.ToArray());
    }

    [Fact]
    public async Task An_answer_without_a_body_is_an_answer()
    {
        _rig.Service.AnswerWith(new ByteArrayContent([]));
        Assert.Empty((await _rig.Send(TransportRig.Get())).Body);
    }

    public void Dispose() => _rig.Dispose();
}
