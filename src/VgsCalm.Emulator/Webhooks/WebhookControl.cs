using System.Text.Json;
using VgsCalm.Emulator.Control;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>
/// <c>/_emulator/webhooks</c>: GET tells what was posted, PUT sets where and how, POST to <c>…/{id}</c> posts an event once more.
/// </summary>
internal static class WebhookControl
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange, WebhookOptions options, WebhookSender sender)
    {
        switch (exchange.Method, exchange.Segments[2..])
        {
            case ("GET", []):
                return ControlJson.Answer(sender.Deliveries);
            case ("PUT", []):
                (await ControlJson.ReadAsync<Settings>(exchange)).ApplyTo(options);
                return Answer.Empty(StatusCodes.Status204NoContent);
            case ("POST", [var id]) when await sender.ResendAsync(id):
                return Answer.Empty(StatusCodes.Status204NoContent);
            default:
                return Answer.Text(
                    StatusCodes.Status404NotFound,
                    "No such call or event.\n",
                    "text/plain; charset=utf-8"
                );
        }
    }

    /// <summary>What a PUT may set; what it leaves out stays as it is, and an empty address ends the posts.</summary>
    private sealed class Settings
    {
        public string? Address { get; init; }

        public string? Secret { get; init; }

        public double? RetryPeriod { get; init; }

        /// <exception cref="ArgumentException">A value makes no sense; nothing has changed.</exception>
        public void ApplyTo(WebhookOptions options)
        {
            var (address, secret, retryPeriod) = (options.Address, options.Secret, options.RetryPeriod);
            try
            {
                options.Address = Address is null ? address : AddressOf(Address);
                options.Secret = Secret ?? secret;
                options.RetryPeriod = RetryPeriod ?? retryPeriod;
            }
            catch (ArgumentException)
            {
                (options.Address, options.Secret, options.RetryPeriod) = (address, secret, retryPeriod);
                throw;
            }
        }

        private static Uri? AddressOf(string text) =>
            text.Length == 0 ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
            : throw new JsonException("The address is none.");
    }
}
