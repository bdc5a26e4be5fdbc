using System.Collections.Concurrent;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Calm;

/// <summary>The merchants that are known: the seeded one, and those registered since.</summary>
internal sealed class MerchantRegister(string seededId)
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(
        [KeyValuePair.Create(seededId, value: true)],
        StringComparer.Ordinal
    );

    public string[] Ids => [.. _ids.Keys];

    public bool Knows(string id) => _ids.ContainsKey(id);

    public string Add()
    {
        var id = Identifier.CreateMerchantId();
        _ids[id] = true;
        return id;
    }
}
