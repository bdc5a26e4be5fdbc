using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>/cards and /card-check.</summary>
internal static class CardsResource
{
    public static async ValueTask<Answer> EnrolAsync(Exchange exchange)
    {
        var (card, refusal) = await ReadAsync(exchange, withCvv: false);
        if (card is null)
        {
            return refusal!;
        }

        var enrolled = exchange.State.Cards.Add(exchange.Caller.VaultId!, card);
        exchange.State.Changes.CardPosted(enrolled);
        return new Answer(202, CardJson.Accepted(enrolled), Answer.JsonType) { CardId = enrolled.Id };
    }

    public static Answer Get(Exchange exchange) =>
        exchange.State.Cards.Find(exchange.Caller.VaultId!, exchange.Segments[2]) is { } card
            ? new Answer(200, CardJson.Current(card), Answer.JsonType)
            : CalmErrors.CardNotFound();

    public static async ValueTask<Answer> CheckAsync(Exchange exchange)
    {
        var (card, refusal) = await ReadAsync(exchange, withCvv: true);
        return card is null
            ? refusal!
            : new Answer(202, CardJson.Checked(card, CardOutcome.FromNumber(card.Number)), Answer.JsonType);
    }

    /// <summary>The card in the body, or the answer that says why it can't be taken.</summary>
    private static async ValueTask<(NewCard? Card, Answer? Refusal)> ReadAsync(Exchange exchange, bool withCvv)
    {
        using var document = await exchange.ReadObjectAsync();
        if (document is null)
        {
            return (null, CalmErrors.InvalidPayload());
        }

        var fields = new CardFields(document.RootElement);
        var card = fields.Read(withCvv);
        if (fields.Errors.Count > 0)
        {
            return (null, CalmErrors.Make(400, fields.Errors));
        }

        if (card.MerchantId is { } merchantId && !exchange.State.Merchants.Knows(merchantId))
        {
            return (null, CalmErrors.MerchantNotFound());
        }

        if (!CardNumber.IsSupportedBrand(card.Number))
        {
            return (null, CalmErrors.BrandNotSupported());
        }

        return RefusedCard.FindRefusal(card.Number) is { } refusal ? (null, refusal) : (card, null);
    }
}
