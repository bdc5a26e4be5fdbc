using System.Text;
using VgsCalm.Redaction;

namespace VgsCalm.Auth.SignIn;

/// <summary>A form for the realm: its fields, which of them are secret, and how it may be shown.</summary>
internal sealed class RealmForm
{
    private readonly List<(string Name, string Value, bool IsSecret)> _fields = [];

    public RealmForm Add(string name, string value)
    {
        _fields.Add((name, value, IsSecret: false));
        return this;
    }

    public RealmForm AddSecret(string name, string value)
    {
        _fields.Add((name, value, IsSecret: true));
        return this;
    }

    public byte[] ToBytes() =>
        Encoding.ASCII.GetBytes(Join(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

    /// <summary>The form for -Debug, without its secrets.</summary>
    public string Describe() => Join(field => $"{field.Name}={(field.IsSecret ? Redactor.Hidden : field.Value)}");

    /// <summary>Takes the form's secrets out of what a server says.</summary>
    public string Redact(string text)
    {
        foreach (var field in _fields)
        {
            if (field.IsSecret)
            {
                text = WrittenSecret.Hide(text, field.Value.AsSpan());
            }
        }

        return Redactor.MaskSensitive(text);
    }

    private string Join(Func<(string Name, string Value, bool IsSecret), string> write) =>
        string.Join("&", _fields.Select(write));
}
