using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dispatch.SystemTests;

/// <summary>A door before the broker that speaks TLS, with a certificate from an authority that nobody else knows.</summary>
public sealed class TlsDoor : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Uri broker;
    private readonly X509Certificate2 certificate;
    private readonly Task listening;
    private int knocks, spoken;

    /// <param name="broker">Who is behind it.</param>
    /// <param name="name">Whom its certificate names.</param>
    public TlsDoor(Uri broker, string name)
    {
        this.broker = broker;
        certificate = Certificate(name);
        listener.Start();
        listening = Listen();
    }

    /// <summary>The broker's address, through this door.</summary>
    public Uri Uri => new UriBuilder(broker) { Scheme = "amqps", Host = "localhost", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    /// <summary>The file with the authority's certificate.</summary>
    public string Authority { get; } = Path.GetTempFileName();

    /// <summary>How many have come.</summary>
    public int Knocks => Volatile.Read(ref knocks);

    /// <summary>How many of them have said something to the broker.</summary>
    public int Spoken => Volatile.Read(ref spoken);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
        closing.Dispose();
        File.Delete(Authority);
    }

    private X509Certificate2 Certificate(string name)
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authoritysKey = ECDsa.Create();
        var authoritys = new CertificateRequest("CN=an authority of the tests", authoritysKey, HashAlgorithmName.SHA256);
        authoritys.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var issuer = authoritys.CreateSelfSigned(from, until);
        File.WriteAllText(Authority, issuer.ExportCertificatePem());
        using var key = ECDsa.Create();
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(issuer, from, until, [1]);
        return issued.CopyWithPrivateKey(key);
    }

    private async Task Listen()
    {
        while (!closing.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(closing.Token);
            Interlocked.Increment(ref knocks);
            _ = Carry(client);
        }
    }

    private async Task Carry(TcpClient client)
    {
        try
        {
            using (client)
            await using (var outside = new SslStream(client.GetStream()))
            {
                await outside.AuthenticateAsServerAsync(certificate);
                var first = new byte[8];
                await outside.ReadExactlyAsync(first, closing.Token);
                Interlocked.Increment(ref spoken);
                using var inside = new TcpClient();
                await inside.ConnectAsync(IPAddress.Loopback, broker.Port, closing.Token);
                await inside.GetStream().WriteAsync(first, closing.Token);
                await Task.WhenAny(outside.CopyToAsync(inside.GetStream(), closing.Token), inside.GetStream().CopyToAsync(outside, closing.Token));
            }
        }
        catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Who does not trust the certificate goes; so does whoever is done.
        }
    }
}
