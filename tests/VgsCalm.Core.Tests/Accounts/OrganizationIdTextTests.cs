using VgsCalm.Accounts;

namespace VgsCalm.Core.Tests.Accounts;

/// <summary>Organization ids in base58, with vectors of the VGS CLI.</summary>
public sealed class OrganizationIdTextTests
{
    [Theory]
    [InlineData("765159e7-750c-4b0b-8be0-a07fbc8f3ac4", "fBpkbaCp2dqfowSaRDL3g7")]
    [InlineData("7dbf495e-254b-4e76-aaab-1bb5b726a53a", "gwBwv1PeYLXpxsMyrSKYbw")]
    [InlineData("0182a7e1-d2e9-48dc-805b-d79156802ce6", "bPpQJd2cwkVewGNBtCYMC")]
    public void A_UUID_is_written_as_the_VGS_CLI_writes_it(string uuid, string expected) =>
        Assert.Equal(expected, OrganizationIdText.Encode(Guid.Parse(uuid)));
}
