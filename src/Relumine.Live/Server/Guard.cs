using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Relumine.Live.Server;

/// <summary>
/// Lets in who has the address: the host must be this server by its own name (another one is a page whose name was bound to this machine),
/// the path must begin with the token, and whatever is asked for by a page must be asked for by this server's own.
/// </summary>
/// <param name="token">The secret of the address.</param>
internal sealed class Guard(string token)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>The port, once it is known.</summary>
    public int Port { get; set; }

    /// <summary>Judges a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">What is behind the token, without a slash at the beginning.</param>
    /// <returns>200 to go on, or the status that refuses it.</returns>
    public int Judge(HttpRequest request, out string path)
    {
        path = "";
        var host = request.Host.Value ?? "";
        var ours = new[] { $"127.0.0.1:{Port}", $"localhost:{Port}" };
        if (!ours.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return StatusCodes.Status421MisdirectedRequest;
        }

        var given = request.Path.Value ?? "";
        var slash = given.IndexOf('/', Math.Min(1, given.Length));
        var secret = Encoding.UTF8.GetBytes(slash > 0 ? given[1..slash] : "");
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), SHA256.HashData(_token)))
        {
            return StatusCodes.Status403Forbidden;
        }

        path = given[(slash + 1)..];
        if (request.Headers.Origin is { Count: > 0 } origin && !ours.Contains(origin.ToString().Replace("http://", "", StringComparison.Ordinal)))
        {
            return StatusCodes.Status403Forbidden;
        }

        // A link may lead here from anywhere; what a page of another place loads or sends may not.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "cross-site" or "same-site" && request.Headers["Sec-Fetch-Mode"] != "navigate" ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
    }
}
