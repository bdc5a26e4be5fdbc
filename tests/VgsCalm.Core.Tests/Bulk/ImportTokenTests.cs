using VgsCalm.Bulk.Journal;
using VgsCalm.Core.Tests.Http;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>An import whose token endpoint is out of order.</summary>
public sealed class ImportTokenTests : IDisposable
{
    private readonly EnrolmentRig _rig = new();

    [Fact]
    public async Task An_endpoint_that_is_out_of_order_for_minutes_is_waited_out()
    {
        var began = _rig.Web.Clock.Elapsed;
        _rig.Web.TokenTrouble = () => _rig.Web.Clock.Elapsed - began < TimeSpan.FromMinutes(4) ? Trouble(503) : null;

        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));

        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
        Assert.Equal(2, _rig.Sent);
        Assert.Contains(_rig.Web.Verbose, line => line.Contains("waiting", StringComparison.Ordinal));
        Assert.True(_rig.Web.Tokens.Requests < 40, $"It asked {_rig.Web.Tokens.Requests} times.");
    }

    [Fact]
    public async Task An_API_that_refuses_the_token_meanwhile_loses_no_row()
    {
        var refusals = 5;
        _rig.Web.Service.Answer(401);
        _rig.Web.TokenTrouble = () => _rig.Sent > 0 && refusals-- > 0 ? Trouble(503) : null;

        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));

        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
        Assert.Equal(3, _rig.Sent);
    }

    [Fact]
    public async Task An_endpoint_that_stays_out_of_order_ends_the_import()
    {
        var began = _rig.Web.Clock.Elapsed;
        _rig.Web.TokenTrouble = () => Trouble(503);

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(2)));

        Assert.Equal(VgsErrorId.TokenEndpointUnavailable, error.Id);
        Assert.InRange((_rig.Web.Clock.Elapsed - began).TotalMinutes, 5, 11);
        Assert.Equal(0, _rig.Sent);
        _rig.Web.TokenTrouble = null;
        await _rig.Answers(2).Run(EnrolmentRig.Rows(2));
        Assert.Equal([EnrolmentState.Enrolled, EnrolmentState.Enrolled], _rig.States());
    }

    [Fact]
    public async Task An_endpoint_that_refuses_the_credentials_stops_the_import_at_once()
    {
        _rig.Web.TokenTrouble = () => new VgsApiException(VgsErrorId.AuthenticationFailed, "The secret is another.");

        await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(2)));

        Assert.Empty(_rig.Web.Clock.Waits);
    }

    [Fact]
    public async Task A_single_command_waits_for_no_endpoint_that_is_out_of_order()
    {
        _rig.Web.TokenTrouble = () => Trouble(503);

        await _rig.Web.Fail(TransportRig.Get());

        Assert.Empty(_rig.Web.Clock.Waits);
    }

    [Theory]
    [InlineData(VgsErrorId.RateLimited, 429)]
    [InlineData(VgsErrorId.AuthenticationFailed, 403)]
    [InlineData(VgsErrorId.TokenEndpointUnavailable, 400)]
    [InlineData(VgsErrorId.TokenResponseInvalid, 302)]
    public async Task No_row_is_refused_where_no_token_is_given(object id, int status)
    {
        _rig.Web.TokenTrouble = () =>
            new VgsApiException((VgsErrorId)id, "No token.", "https://auth.example/token") { StatusCode = status };

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _rig.Run(EnrolmentRig.Rows(9)));

        Assert.Equal((VgsErrorId)id, error.Id);
        Assert.DoesNotContain("refused", error.Message, StringComparison.Ordinal);
        Assert.All(_rig.States(), state => Assert.Equal(EnrolmentState.Withdrawn, state));
    }

    public void Dispose() => _rig.Dispose();

    private static VgsApiException Trouble(int status) =>
        new(VgsErrorId.TokenEndpointUnavailable, "It is out of order.") { StatusCode = status, MayPass = true };
}
