namespace VgsCalm.Http.Addresses;

/// <summary>
/// Where an emulator of VGS listens: on this machine's loopback, with the authentication server at its root and each API under a path
/// of its own.
/// </summary>
internal sealed class EmulatorAddress
{
    private readonly Uri _root;

    private EmulatorAddress(Uri root) => _root = root;

    public string Auth => Under("");

    public string Calm => Under("/calm");

    public string Cmp => Under("/cmp");

    public string Accounts => Under("/accounts");

    public string CardAttributes => Under("/card-attributes");

    /// <param name="address">The address as it was given.</param>
    /// <param name="source">What gave it: <c>-EmulatorUri</c>, or the name of an environment variable.</param>
    /// <exception cref="VgsApiException">RequestInvalid: it is no address of the loopback.</exception>
    public static EmulatorAddress Parse(string address, string source)
    {
        if (
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.IsLoopback
            && uri.AbsolutePath == "/"
            && uri.UserInfo.Length == 0
            && uri.Query.Length == 0
            && uri.Fragment.Length == 0
        )
        {
            return new EmulatorAddress(uri);
        }

        throw new VgsApiException(
            VgsErrorId.RequestInvalid,
            $"{source} is not the address of an emulator: it must be http://127.0.0.1:PORT, or another address of this machine's "
                + "loopback, with nothing after the port.",
            source.TrimStart('-')
        )
        {
            RecommendedAction = "Take the address that the emulator prints when it starts.",
        };
    }

    /// <summary>The address without a path.</summary>
    public override string ToString() => Under("");

    private string Under(string path) => _root.GetLeftPart(UriPartial.Authority) + path;
}
