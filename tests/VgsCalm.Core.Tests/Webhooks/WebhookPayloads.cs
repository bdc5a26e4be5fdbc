namespace VgsCalm.Core.Tests.Webhooks;

/// <summary>Events as VGS's documentation and users show them, with ids and numbers of our own.</summary>
internal static class WebhookPayloads
{
    public const string NetworkToken = """
        {"description":"Network Token updated","details":{"card_bin":"511410","card_exp_month":"12","card_exp_year":"2025",
        "card_last4":"2293","created_at":"2024-12-12T09:59:44.667670","exp_month":"10","exp_year":"2027","network_token":"",
        "network_token_id":"0e28d9f6-d8a3-43ca-9bd8-b99c477c2b4c","network_token_last4":"5022","pan_alias":"5114103XX3542293",
        "payment_account_reference":"","state":"CARD_UPDATED","tenant_id":"tntabc123","updated_at":"2024-12-12T09:59:44.667670"},
        "event":"network_token.updated","fingerprint":"2c365dba00112233445566778899aabb","grouping":"every_single",
        "id":"d82e56a0-3b6e-417a-a7cb-674f84d806e3","integration_id":"INabc","occurrence":1,"org_id":"ACabc",
        "producer":{"application_name":"calm-api","application_protocol":"http"},"scope":"vault",
        "summary":"A Network Token for 5114103XX3542293 pan alias has been updated in vault tntabc123","tenant":"tntabc123",
        "timestamp":"2024-12-16T18:30:25.383Z"}
        """;

    public const string Updated = """
        {"details":{"card_id":"CRDabc","old_account_number":"4111111111111111","old_expiration_date":"12/24",
        "new_expiration_date":"12/27","occurred_at":"2024-12-12T09:59:44.667670"},"event":"au_card.updated",
        "id":"d82e56a0-3b6e-417a-a7cb-674f84d806e4","org_id":"ACabc","tenant":"tntabc123","timestamp":"2024-12-16T18:30:25.383Z"}
        """;

    public const string CmpUpdated = """
        {"event":"cmp_au_card.updated","details":{"card_id":"CRDabc","card_last4":"1111","card_first8":"41111111","card_bin":"411111",
        "card_fingerprint":"f00","fingerprint_matches":"true","old_account_number":"4111111111111111",
        "new_account_number":"4111111111112222","old_expiration_date":"1224","new_expiration_date":"1225","reason_code":"updated",
        "reason_text":"The card was updated.","occurred_at":"2025-01-02T03:04:05Z"},"id":"evt_abc","occurrence":1,
        "producer":{"application_name":"account-updater"},"scope":"card"}
        """;

    public const string CmpNetworkToken = """
        {"event":"cmp_network_token.updated","details":{"card_id":"CRDabc","state":"suspended","occurred_at":"2025-01-02T03:04:05Z"},
        "id":"evt_abd","occurrence":1,"producer":{"application_name":"network-tokens"},"scope":"card"}
        """;

    public static TheoryData<string> All { get; } = [NetworkToken, Updated, CmpUpdated, CmpNetworkToken];
}
