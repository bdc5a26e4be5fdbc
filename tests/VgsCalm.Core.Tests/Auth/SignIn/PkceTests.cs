using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>RFC 7636.</summary>
public sealed class PkceTests
{
    [Fact]
    public void The_challenge_is_that_of_appendix_B() =>
        Assert.Equal(
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            Pkce.CreateChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        );

    [Fact]
    public void A_verifier_has_43_characters_without_encoding_and_is_always_new()
    {
        var (one, other) = (Pkce.Create(), Pkce.Create());

        Assert.Matches("^[A-Za-z0-9_-]{43}$", one.Verifier);
        Assert.NotEqual(one.Verifier, other.Verifier);
        Assert.Equal(Pkce.CreateChallenge(one.Verifier), one.Challenge);
    }
}
