using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Calm;

/// <summary>The network tokens by vault and alias; one alias has one.</summary>
internal sealed class NetworkTokenRegister
{
    private readonly ConcurrentDictionary<(string Vault, string Alias), NetworkToken> _tokens = new();

    public NetworkToken? Find(string vaultId, string alias) => _tokens.GetValueOrDefault((vaultId, alias));

    public void Put(string vaultId, NetworkToken token) => _tokens[(vaultId, token.PanAlias)] = token;

    /// <summary>Marks it deleted; null when there is none, or it was deleted before.</summary>
    public NetworkToken? Delete(string vaultId, string alias, DateTimeOffset now)
    {
        while (_tokens.TryGetValue((vaultId, alias), out var token) && !token.IsDeleted)
        {
            var deleted = token.Deleted(now);
            if (_tokens.TryUpdate((vaultId, alias), deleted, token))
            {
                return deleted;
            }
        }

        return null;
    }
}
