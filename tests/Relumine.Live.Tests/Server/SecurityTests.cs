using System.Net;
using System.Net.Sockets;
using System.Text;
using Relumine.Browser.Tests;

namespace Relumine.Live.Tests.Server;

/// <summary>Who has not the address, or comes from elsewhere, is refused; whatever is sent is bounded.</summary>
public sealed class SecurityTests : IAsyncLifetime, IDisposable
{
    private readonly RunningSession _run = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    private Uri Address => new(_run.Address);

    private string Token => Address.Segments[1].TrimEnd('/');

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _run.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task ThePageIsServedToWhoHasTheAddressWithAStrictPolicy()
    {
        var answer = await _client.GetAsync(Address);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self';");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
        Address.Host.ShouldBe("127.0.0.1");
        Token.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/events")]
    [InlineData("/recipe.json")]
    [InlineData("/00000000000000000000000000000000/")]
    [InlineData("/TOKEN")]
    [InlineData("/TOKENx/")]
    [InlineData("//TOKEN/")]
    public async Task WithoutTheTokenNothingIsTold(string path) =>
        (await Raw($"GET {path.Replace("TOKEN", Token)} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:PORT")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.evil.example:PORT")]
    [InlineData("0.0.0.0:PORT")]
    [InlineData("192.168.0.1:PORT")]
    public async Task AnotherHostIsRefusedSoThatANameBoundToThisMachineGetsNothing(string host) =>
        (await Raw($"GET /{Token}/ HTTP/1.1\r\nHost: {host.Replace("PORT", $"{Address.Port}")}\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 421");

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://127.0.0.1:PORT")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task PagesOfOtherPlacesCanNeitherAskNorTell(string header, string value)
    {
        using var request = Command("""{ "do": "pause" }""");
        request.Headers.Add(header, value.Replace("PORT", $"{Address.Port}"));

        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("app.js/../../secret")]
    [InlineData("app.js%00.css")]
    [InlineData("//etc/passwd")]
    [InlineData("appsettings.json")]
    [InlineData("Relumine.Live.dll")]
    public async Task APathLeadsNowhereElse(string path)
    {
        var answer = await Raw($"GET /{Token}/{path} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n\r\n");

        answer[9..12].ShouldBeOneOf("400", "403", "404");
        answer.ShouldNotContain("root:");
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{ "do": 3 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "do": "pause", "what": 1 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "do": "revive", "layer": 99999999999 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "do": { "do": { "do": {} } } }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "do": "no such thing" }""", HttpStatusCode.Accepted)]
    [InlineData("""{ "do": "unit", "layer": -1, "unit": 7 }""", HttpStatusCode.Accepted)]
    [InlineData("""{ "do": "rate", "number": -1 }""", HttpStatusCode.Accepted)]
    [InlineData("""{ "do": "swap", "layer": 0, "text": "<script>" }""", HttpStatusCode.Accepted)]
    [InlineData("""{ "do": "recipe", "text": "{}" }""", HttpStatusCode.Accepted)]
    public async Task WhateverIsSentTheRunGoesOnUnchanged(string body, HttpStatusCode status)
    {
        using var request = Command(body);

        (await _client.SendAsync(request)).StatusCode.ShouldBe(status);

        var (_, _) = await _run.Session.Snapshot().WaitAsync(TimeSpan.FromSeconds(60));
        _run.Session.Recipe.Interventions.Count.ShouldBe(0);
    }

    [Fact]
    public async Task ALargeRequestIsRefusedBeforeItIsRead()
    {
        using var request = Command(new string(' ', 1 << 20));
        try
        {
            (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
        catch (HttpRequestException)
        {
            // The connection is closed while the rest is still on its way.
        }

        (await Raw($"GET /{Token}/{new string('a', 5000)} HTTP/1.1\r\nHost: {Address.Authority}\r\n\r\n")).ShouldStartWith("HTTP/1.1 414");
        (await Raw($"GET /{Token}/ HTTP/1.1\r\nHost: {Address.Authority}\r\nX: {new string('a', 40000)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431");
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("DELETE", "app.js")]
    [InlineData("GET", "do")]
    [InlineData("PUT", "recipe.json")]
    public async Task OtherMethodsAreRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));

        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task AFormOfAnotherKindIsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "do")) { Content = new StringContent("""{ "do": "pause" }""") };

        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task AHundredConnectionsAreBoundedAndThePageIsServedAgainAfterThem()
    {
        var held = new List<TcpClient>();
        var served = 0;
        try
        {
            for (var i = 0; i < 100; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Address.Port);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /{Token}/events HTTP/1.1\r\nHost: {Address.Authority}\r\n\r\n"));
                held.Add(client);
            }

            foreach (var client in held)
            {
                served += await Begins(client, "HTTP/1.1 200") ? 1 : 0;
            }
        }
        finally
        {
            held.ForEach(c => c.Dispose());
        }

        served.ShouldBeInRange(1, 24);
        for (var i = 0; i < 50; i++)
        {
            try
            {
                (await _client.GetAsync(Address)).StatusCode.ShouldBe(HttpStatusCode.OK);
                return;
            }
            catch (HttpRequestException) when (i < 49)
            {
                // The server still sees those that have gone.
                await Task.Delay(100);
            }
        }
    }

    private HttpRequestMessage Command(string body) =>
        new(HttpMethod.Post, new Uri(Address, "do")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private async Task<string> Raw(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        var text = new char[400];
        var length = await reader.ReadAsync(text).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        return new string(text, 0, length);
    }

    private static async Task<bool> Begins(TcpClient client, string with)
    {
        try
        {
            var bytes = new byte[with.Length];
            await client.GetStream().ReadExactlyAsync(bytes).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
            return Encoding.ASCII.GetString(bytes) == with;
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            return false;
        }
    }
}
