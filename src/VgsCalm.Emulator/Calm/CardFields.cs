using System.Text.Json;

namespace VgsCalm.Emulator.Calm;

/// <summary>Reads a card out of a request and names every field that is wrong.</summary>
internal sealed class CardFields(JsonElement body)
{
    private readonly List<CalmError> _errors = [];

    public IReadOnlyList<CalmError> Errors => _errors;

    /// <summary>The card; only of use when there are no <see cref="Errors"/>.</summary>
    public NewCard Read(bool withCvv)
    {
        var card = new NewCard(Name(), Number(), Whole("exp_month", 1, 12), Whole("exp_year", 0, 99))
        {
            Capabilities = Capabilities(),
            BillingAddress = RawObject("billing_address"),
            Merchant = RawObject("merchant"),
        };
        if (withCvv)
        {
            CheckCvv();
        }

        return card.Merchant is null ? card : card with { MerchantId = MerchantId() };
    }

    private string Name()
    {
        var name = Text("name");
        if (name is { Length: 0 or > 255 })
        {
            Fail("name", "must have 1 to 255 characters");
        }

        return name ?? "";
    }

    private string Number()
    {
        var number = Text("number");
        if (number is not null && !CardNumber.IsWellFormed(number))
        {
            Fail("number", "must be a card number of 13 to 19 digits or an alias");
        }

        return number ?? "";
    }

    private string? Text(string field)
    {
        if (Member(field) is not { } value)
        {
            Fail(field, "must not be null");
        }
        else if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString();
        }
        else
        {
            Fail(field, "must be a string");
        }

        return null;
    }

    private int Whole(string field, int min, int max)
    {
        if (Member(field) is not { } value)
        {
            Fail(field, "must not be null");
        }
        else if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            Fail(field, "must be an integer");
        }
        else if (number < min || number > max)
        {
            Fail(field, $"must be between {min} and {max}");
        }
        else
        {
            return number;
        }

        return 0;
    }

    private string[] Capabilities()
    {
        if (Member("capabilities") is not { } list)
        {
            return ["ACCOUNT_UPDATER"];
        }

        if (
            list.ValueKind is JsonValueKind.Array
            && list.EnumerateArray()
                .All(item => item.ValueKind is JsonValueKind.String && item.ValueEquals("ACCOUNT_UPDATER"))
        )
        {
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        }

        Fail("capabilities", "must be a list of ACCOUNT_UPDATER");
        return [];
    }

    private string? RawObject(string field)
    {
        if (Member(field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            Fail(field, "must be an object");
        }

        return value.GetRawText();
    }

    private string? MerchantId()
    {
        if (Member("merchant") is not { ValueKind: JsonValueKind.Object } merchant)
        {
            return null;
        }

        if (merchant.TryGetProperty("vgs_merchant_id", out var id))
        {
            return id.ValueKind is JsonValueKind.String ? id.GetString() : "";
        }

        if (!merchant.TryGetProperty("sub_merchant_name", out _))
        {
            Fail("merchant.sub_merchant_name", "must not be null where vgs_merchant_id is");
        }

        if (!merchant.TryGetProperty("sub_merchant_mid", out _))
        {
            Fail("merchant.sub_merchant_mid", "must not be null where vgs_merchant_id is");
        }

        return null;
    }

    private void CheckCvv()
    {
        if (
            Member("cvv") is { } cvv
            && !(
                cvv.ValueKind is JsonValueKind.String
                && cvv.GetString() is { Length: 3 or 4 } digits
                && digits.All(char.IsAsciiDigit)
            )
        )
        {
            Fail("cvv", "must be a string of 3 or 4 digits");
        }
    }

    private JsonElement? Member(string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private void Fail(string field, string what) => _errors.Add(new CalmError("validation-failed", $"{field}: {what}"));
}
