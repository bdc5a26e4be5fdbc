using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>What a call on one card does.</summary>
internal delegate Answer CmpCardAction(Exchange exchange, CmpCard card, JsonObject attributes);
