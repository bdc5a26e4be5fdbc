namespace VgsCalm.Core.Tests.Bulk;

/// <summary>A journal serves the place of its cards, and no other.</summary>
public sealed class JournalPlaceTests : IDisposable
{
    private readonly JournalRig _rig = new();

    // The vault decides where both sides name one, or else the organization; what one side does not name is no mismatch.
    [Theory]
    [InlineData("tntA", "AC1-calm-1", "tntA", "AC1-calm-2", null)]
    [InlineData(
        "tntA",
        "AC1-calm-1",
        "tntB",
        "AC1-calm-1",
        "vault tntA, and the session to Sandbox at {0}, vault tntB"
    )]
    [InlineData(null, "AC1-calm-1", null, "AC1-calm-2", null)]
    [InlineData(
        null,
        "AC1-calm-1",
        null,
        "AC2-calm-1",
        "organization AC1, and the session to Sandbox at {0}, organization AC2"
    )]
    [InlineData("tntA", "AC1-calm-1", null, "AC1-calm-1", null)]
    [InlineData(
        "tntA",
        "AC1-calm-1",
        null,
        "AC2-calm-1",
        "vault tntA, and the session to Sandbox at {0}, organization AC2"
    )]
    [InlineData("tntA", "AC1-calm-1", null, "nameless", null)]
    [InlineData(null, "nameless", "tntB", "AC2-calm-1", null)]
    [InlineData("tntA", "nameless", "tntB", "nameless", "vault tntA, and the session to Sandbox at {0}, vault tntB")]
    public void A_journal_belongs_to_a_vault_or_else_to_an_organization(
        string? vault,
        string client,
        string? otherVault,
        string otherClient,
        string? mismatch
    )
    {
        _rig.Open(JournalRig.Place(vault: vault, clientId: client)).Dispose();
        var calm = JournalRig.Calm.TrimEnd('/') + "//";
        var other = JournalRig.Place(calm: calm, vault: otherVault, clientId: otherClient);

        if (mismatch is null)
        {
            _rig.Open(other).Dispose();
            return;
        }

        var error = Assert.Throws<VgsApiException>(() => _rig.Open(other));
        Assert.Equal(VgsErrorId.JournalMismatch, error.Id);
        Assert.Contains(
            mismatch.Replace("{0}", calm, StringComparison.Ordinal),
            error.Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _rig.Dispose();
}
