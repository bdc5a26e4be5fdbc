using System.Text;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>A file that another program writes while it is read.</summary>
public sealed class ServiceAccountYamlRewriteTests
{
    private static readonly string Old = Yaml.Account("name: n\nclientId: ACa\nclientSecret: secret-of-a\nscopes: [a]");

    [Theory]
    [InlineData("ACb", "secret-of-b")]
    [InlineData("ACa", "secret-of-a-and-more")]
    [InlineData("ACa", "sec")]
    public void A_file_that_changes_meanwhile_is_refused(string id, string secret)
    {
        using var stream = new RewrittenStream(
            Yaml.Account($"name: n\nclientId: {id}\nclientSecret: {secret}\nscopes: [a]")
        );

        var error = Yaml.Refused(stream);

        Assert.Contains(
            "written while it was read; run the same command again",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_that_is_written_with_the_same_content_is_read()
    {
        using var stream = new RewrittenStream(Old);

        Assert.Equal("ACa", VgsCalm.Formats.Yaml.ServiceAccountYaml.Read(stream, null).Config.ClientId);
    }

    // Has another content from the second reading on.
    private sealed class RewrittenStream : MemoryStream
    {
        private readonly byte[] _next;

        public RewrittenStream(string next)
        {
            _next = Encoding.UTF8.GetBytes(next);
            Write(Encoding.UTF8.GetBytes(Old));
            base.Position = 0;
        }

        public override long Position
        {
            get => base.Position;
            set
            {
                SetLength(0);
                Write(_next);
                base.Position = value;
            }
        }
    }
}
