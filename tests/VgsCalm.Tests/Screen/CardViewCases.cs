namespace VgsCalm.Tests.Screen;

/// <summary>Cards and their updates.</summary>
internal static class CardViewCases
{
    public static readonly ViewCase[] All =
    [
        Card(
            "411111*********1112",
            LongestValues.Event,
            failure: null,
            ["411111******1112", "contact_cardholder_advice"]
        ),
        Card(
            "541577******1962",
            "au_card.enrolled",
            LongestValues.Failure,
            ["541577******1962", LongestValues.Failure]
        ),
        Card(
            LongestValues.VaultAlias,
            LongestValues.Event,
            failure: null,
            ["541577..40IV1962", "contact_cardholder_advice"]
        ),
        Card(
            "tok_sandbox_8fLwQJoWmZkfZ1JUqXNKkG",
            "au_card.non_participating",
            failure: null,
            ["tok_sa..JUqXNKkG", "au_card.non_participating"]
        ),
        Update(LongestValues.Event, failure: null),
        Update("au_card.unknown", LongestValues.Failure),
    ];

    private static ViewCase Card(string number, string @event, string? failure, string[] whole)
    {
        var hasBin = char.IsDigit(number[0]);
        return new(
            "VgsCalm.VgsCard",
            [
                ("Id", "CRDoP7si7wFqWZcnnpDJN3mcH"),
                ("State", failure is null ? "enrolling" : "failed"),
                ("Number", number),
                ("Bin", hasBin ? number[..6] : null),
                ("Last4", hasBin ? number[^4..] : null),
                ("ExpMonth", 1),
                ("ExpYear", 5),
                ("Event", @event),
                ("FailureCode", failure),
                ("Name", LongestValues.Name),
            ],
            ["CRDoP7si7wFqWZcnnpDJN3mcH", failure is null ? "enrolling" : "failed", "01/05", .. whole]
        );
    }

    private static ViewCase Update(string @event, string? failure) =>
        new(
            "VgsCalm.VgsCardUpdate",
            [
                ("Number", LongestValues.VaultAlias),
                ("ExpMonth", 1),
                ("ExpYear", 5),
                ("Event", @event),
                ("FailureCode", failure),
                ("Name", LongestValues.Name),
            ],
            [LongestValues.VaultAlias, "01/05", failure ?? @event, LongestValues.Name[..30]]
        );
}
