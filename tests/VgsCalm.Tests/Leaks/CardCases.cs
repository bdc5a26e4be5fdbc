namespace VgsCalm.Tests.Leaks;

internal static class CardCases
{
    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "New-VgsCard",
            "cards of every outcome",
            IsBad: false,
            "$cards | New-VgsCard; New-VgsCard -Name A -Number $grouped -ExpMonth 1 -ExpYear 2030 -Reference A7 "
                + "-BillingAddress @{ city = 'X' }"
        ),
        new(
            "New-VgsCard",
            "questions first",
            IsBad: false,
            "$cards | New-VgsCard -WhatIf; $card | New-VgsCard -Confirm; "
                + "New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear 30 -WhatIf"
        ),
        new(
            "New-VgsCard",
            "fields that have each other's values",
            IsBad: true,
            """
            New-VgsCard -Name A -Number $number -ExpMonth $number -ExpYear 30
            New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear $number
            New-VgsCard -Name A -Number "$number$number" -ExpMonth 1 -ExpYear 30
            New-VgsCard -Name A -Number $number.Insert(6, 'x') -ExpMonth 1 -ExpYear 30
            New-VgsCard -Name A -Number $number.Insert(6, '.') -ExpMonth 1 -ExpYear 30
            New-VgsCard -Name A -Number $number -ExpMonth 13 -ExpYear 30 -Reference $grouped
            New-VgsCard -Name $number -Number tok_abc -ExpMonth 1 -ExpYear 30
            New-VgsCard -Name A -Number tok_abc -ExpMonth 1 -ExpYear 30 -MerchantId $number
            New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear 30 -BillingAddress $number
            New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear 30 -BillingAddress @{ $number = $number }
            New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Capability $number
            New-VgsCard -Name A -Number @($number, $number) -ExpMonth 1 -ExpYear 30
            New-VgsCard $number 1 30; New-VgsCard @{ $number = $number }; New-VgsCard @{ Number = $number } 1 30
            foreach ($s in 'fields', 'errors') { New-VgsCard -Name A -Number $number.Insert(6, 'x') -ExpMonth 1 -ExpYear 30 -Session $s }
            """
        ),
        new(
            "New-VgsCard",
            "a reference with other digits before the card number",
            IsBad: true,
            "New-VgsCard -Name A -Number $number -ExpMonth 13 -ExpYear 30 -Reference $preceded"
        ),
        new("New-VgsCard", "a session that does not exist", IsBad: true, "$card | New-VgsCard -Session nobody"),
        new(
            "New-VgsCard",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes + $breakages) { $card | New-VgsCard -Session $s }"
        ),
        new("New-VgsCard", "error action Stop", IsBad: true, "$card | New-VgsCard -Session errors -ErrorAction Stop"),
        new(
            "Get-VgsCard",
            "cards that were enrolled",
            IsBad: false,
            "$cards | New-VgsCard | Get-VgsCard -Wait | ForEach-Object { $_; \"$_\" }"
        ),
        new(
            "Get-VgsCard",
            "a card number in the place of an id",
            IsBad: true,
            "$numbers[0, 1] | Get-VgsCard; Get-VgsCard $grouped; Get-VgsCard \"x$number\"; Get-VgsCard "
                + "\"$number$number\"; Get-VgsCard CRD1 -Reference $number; Get-VgsCard ' ' -Reference $number; "
                + "Get-VgsCard CRDabc -Reference $number -Session fields; "
                + "Get-VgsCard $number.Insert(6, 'x')"
        ),
        new(
            "Get-VgsCard",
            "a card that was not enrolled in the place of an id",
            IsBad: true,
            "$cards[0, 1] | Get-VgsCard; Get-VgsCard $cards[0, 1]"
        ),
        new(
            "Get-VgsCard",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes) { Get-VgsCard \"CRD$number\" -Session $s; Get-VgsCard CRDabc "
                + "-Session $s -Wait -TimeoutSec 1 }"
        ),
        new("Get-VgsCardUpdate", "with a CVV", IsBad: false, "$cards | Get-VgsCardUpdate -Cvv $cvv"),
        new(
            "Get-VgsCardUpdate",
            "a CVV that is no secure string",
            IsBad: true,
            "Get-VgsCardUpdate -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Cvv $cvvText; Get-VgsCardUpdate -Name "
                + "A -Number $number.Insert(6, 'x') -ExpMonth 1 -ExpYear 30 -Session fields; [pscustomobject]@{ Name "
                + "= 'A'; Number = $number; ExpMonth = 1; ExpYear = 30; Cvv = $cvvText } | Get-VgsCardUpdate; "
                + "[pscustomobject]@{ Name = 'A'; Number = $number; ExpMonth = 1; ExpYear = 30; Cvv = [int]$cvvText } "
                + "| Get-VgsCardUpdate"
        ),
        new(
            "Get-VgsCardUpdate",
            "a CVV that is none",
            IsBad: true,
            "Get-VgsCardUpdate -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Cvv $calm.Password"
        ),
        new(
            "Get-VgsCardUpdate",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes + $breakages) { $card | Get-VgsCardUpdate -Cvv $cvv -Session $s }"
        ),
    ];
}
