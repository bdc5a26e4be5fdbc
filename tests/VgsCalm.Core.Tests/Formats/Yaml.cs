using System.Net;
using System.Security;
using System.Text;
using VgsCalm.Accounts;
using VgsCalm.Formats.Yaml;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Configurations as text, for tests.</summary>
internal static class Yaml
{
    /// <summary>Stands in every hostile file where it matters that nothing is quoted.</summary>
    internal const string Secret = "s3cr3t-5f0c";

    /// <summary>A file as the documentation shows it.</summary>
    internal const string Page = """
        apiVersion: 1.0.0
        kind: ServiceAccount
        data:
          clientId: <CLIENT_ID>
          clientSecret: <CLIENT_SECRET>
          name: calm
          scopes:
            - cards:write
            - cards:read
        """;

    /// <summary>A file that is good as far as <c>data</c>; <paramref name="data"/> is indented below it.</summary>
    internal static string Account(string data) =>
        "apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  "
        + data.Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal)
        + "\n";

    internal static ServiceAccountReadResult ReadAll(string text) =>
        ServiceAccountYaml.Read(Stream(text), "credentials.yaml");

    internal static VgsServiceAccountConfig Read(string text) => ReadAll(text).Config;

    internal static VgsServiceAccountConfig ReadAccount(string data) => Read(Account(data));

    internal static VgsConfigException Refused(string text) => Refused(Stream(text));

    internal static VgsConfigException Refused(Stream stream)
    {
        var error = Assert.Throws<VgsConfigException>(() => ServiceAccountYaml.Read(stream, "credentials.yaml"));
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("credentials.yaml", error.File);
        return error;
    }

    internal static VgsConfigException RefusedAt(string text, int line, int column)
    {
        var error = Refused(text);
        Assert.Equal((line, column), (error.Line, error.Column));
        return error;
    }

    internal static string Write(VgsServiceAccountConfig config, bool includeSecret = false)
    {
        using var writer = new StringWriter { NewLine = "\r\n" };
        ServiceAccountYaml.Write(writer, config, includeSecret);
        Assert.Equal("\r\n", writer.NewLine);
        return writer.ToString();
    }

    internal static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    internal static SecureString Protect(string text) => new NetworkCredential("", text).SecurePassword;

    internal static string? Reveal(SecureString? secret) =>
        secret is null ? null : new NetworkCredential("", secret).Password;
}
