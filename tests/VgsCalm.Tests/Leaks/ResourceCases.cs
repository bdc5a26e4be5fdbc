namespace VgsCalm.Tests.Leaks;

internal static class ResourceCases
{
    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "New-VgsNetworkToken",
            "of an alias",
            IsBad: false,
            "$m = New-VgsMerchant Shop -MerchantLegalName Shop; New-VgsNetworkToken tok_sandbox_abc -ExpMonth 1 "
                + "-ExpYear 30 -MerchantId $m.Id; New-VgsNetworkToken tok_sandbox_abc -ExpMonth 1 -ExpYear 30 "
                + "-WhatIf; New-VgsNetworkToken tok_sandbox_abd -ExpMonth 1 -ExpYear 30 -Confirm"
        ),
        new(
            "New-VgsNetworkToken",
            "a card number in the place of an alias",
            IsBad: true,
            "$numbers[0, 1] | New-VgsNetworkToken -ExpMonth 1 -ExpYear 30; New-VgsNetworkToken $grouped -ExpMonth 1 "
                + "-ExpYear 30; New-VgsNetworkToken tok_abc -ExpMonth $number -ExpYear 30; New-VgsNetworkToken "
                + "\"tok_$number\" -ExpMonth 1 -ExpYear 30 -MerchantId $number"
        ),
        new(
            "New-VgsNetworkToken",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes + $breakages) { New-VgsNetworkToken tok_abc -ExpMonth 1 -ExpYear "
                + "30 -MerchantId MC1 -Session $s }"
        ),
        new(
            "Get-VgsNetworkToken",
            "of an alias",
            IsBad: false,
            "New-VgsNetworkToken tok_sandbox_abe -ExpMonth 1 -ExpYear 30 | Get-VgsNetworkToken"
        ),
        new(
            "Get-VgsNetworkToken",
            "a card number in the place of an alias",
            IsBad: true,
            "$numbers[0, 1] | Get-VgsNetworkToken; Get-VgsNetworkToken \"tok_$number\"; Get-VgsNetworkToken $encoded"
        ),
        new(
            "Get-VgsNetworkToken",
            "a row without an alias",
            IsBad: true,
            "[pscustomobject]@{ Name = 'A'; Number = $number; Cvv = $cvvText } | Get-VgsNetworkToken"
        ),
        new(
            "Get-VgsNetworkToken",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes) { Get-VgsNetworkToken tok_abc -MerchantId MC1 -Session $s }"
        ),
        new(
            "Remove-VgsNetworkToken",
            "of an alias",
            IsBad: false,
            "New-VgsNetworkToken tok_sandbox_abf -ExpMonth 1 -ExpYear 30 | Remove-VgsNetworkToken -Confirm:$false; "
                + "Remove-VgsNetworkToken tok_sandbox_abf -WhatIf"
        ),
        new(
            "Remove-VgsNetworkToken",
            "a card number in the place of an alias",
            IsBad: true,
            "$numbers[0, 1] | Remove-VgsNetworkToken -Confirm:$false; Remove-VgsNetworkToken \"tok_$number\" -WhatIf; "
                + "Remove-VgsNetworkToken \"tok_$number\" -Confirm"
        ),
        new(
            "Remove-VgsNetworkToken",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes) { Remove-VgsNetworkToken tok_abc -MerchantId MC1 -Confirm:$false -Session $s }"
        ),
        new(
            "New-VgsMerchant",
            "with its fields",
            IsBad: false,
            "New-VgsMerchant Shop -MerchantLegalName Shop -MerchantCode 5999 -ContactEmail a@b.example; "
                + "New-VgsMerchant Shop -WhatIf; New-VgsMerchant Shop -MerchantLegalName Shop -Confirm"
        ),
        new(
            "New-VgsMerchant",
            "a card number in the place of a field",
            IsBad: true,
            "New-VgsMerchant $number -WhatIf; New-VgsMerchant $number -Confirm; New-VgsMerchant $number "
                + "-BillingAddress $number; New-VgsMerchant $number -BillingAddress @{ $number = 1 }; New-VgsMerchant "
                + "Shop -DunsNumber $number -MerchantLegalName $grouped"
        ),
        new(
            "New-VgsMerchant",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes + $breakages) { New-VgsMerchant $number -Session $s }"
        ),
        new(
            "Get-VgsCardAttribute",
            "of card numbers",
            IsBad: false,
            "$numbers | Get-VgsCardAttribute; $cards | Get-VgsCardAttribute; Get-VgsCardAttribute $grouped"
        ),
        new(
            "Get-VgsCardAttribute",
            "of what is none",
            IsBad: true,
            "Get-VgsCardAttribute $number -Reference $number; Get-VgsCardAttribute \"$number$number\" -Reference "
                + "$number; Get-VgsCardAttribute \"$number 1 x\"; Get-VgsCardAttribute ' '"
        ),
        new(
            "Get-VgsCardAttribute",
            "a service that repeats",
            IsBad: true,
            "foreach ($s in $refusals + $successes + $breakages) { Get-VgsCardAttribute $number -Session $s }"
        ),
    ];
}
