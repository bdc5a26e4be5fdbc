namespace VgsCalm.Bulk.Report;

/// <summary>What the card networks said of cards that VGS has taken, and what changed with it.</summary>
/// <param name="Event">The service's word, such as <c>au_card.updated</c>.</param>
/// <param name="Cards">How many cards.</param>
/// <param name="NewNumbers">How many of them have another number now than the one that was sent, as their last four digits tell.</param>
/// <param name="NewExpiries">How many of them have another expiry.</param>
internal sealed record EventCount(string Event, long Cards, long NewNumbers, long NewExpiries);
