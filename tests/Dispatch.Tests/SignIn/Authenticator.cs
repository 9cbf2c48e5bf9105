using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dispatch.Tests.SignIn;

/// <summary>A security key in software: answers what a browser would ask it (WebAuthn level 3, no attestation, ES256).</summary>
internal sealed class Authenticator : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte HasCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string handle = "";
    private uint count;

    /// <summary>Where its browser is.</summary>
    public string Origin { get; init; } = "http://localhost";

    /// <summary>Whether it has asked for a finger or a number.</summary>
    public bool Knows { get; set; } = true;

    /// <summary>Answers navigator.credentials.create().</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        handle = asked["user"]!["id"]!.GetValue<string>();
        var data = ClientData("webauthn.create", asked);
        byte[] authenticator = [.. Head(asked["rp"]!["id"]!.GetValue<string>(), HasCredential), .. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey()];
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x58, (byte)authenticator.Length, .. authenticator];
        return Credential(new JsonObject { ["clientDataJSON"] = Base64Url.EncodeToString(data), ["attestationObject"] = Base64Url.EncodeToString(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <summary>Answers navigator.credentials.get().</summary>
    public string Show(string options)
    {
        var asked = JsonNode.Parse(options)!;
        var data = ClientData("webauthn.get", asked);
        var authenticator = Head(asked["rpId"]!.GetValue<string>(), 0);
        var signature = key.SignData([.. authenticator, .. SHA256.HashData(data)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(data),
            ["authenticatorData"] = Base64Url.EncodeToString(authenticator),
            ["signature"] = Base64Url.EncodeToString(signature),
            ["userHandle"] = handle,
        });
    }

    public void Dispose() => key.Dispose();

    private byte[] ClientData(string type, JsonNode asked) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge = asked["challenge"]!.GetValue<string>(), origin = Origin, crossOrigin = false }));

    private byte[] Head(string site, byte flags)
    {
        var counted = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counted, ++count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), (byte)(flags | Present | (Knows ? Verified : 0)), .. counted];
    }

    /// <summary>COSE: elliptic, ES256, P-256, x, y.</summary>
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private static byte[] Text(string words) => [(byte)(0x60 | words.Length), .. Encoding.ASCII.GetBytes(words)];

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Base64Url.EncodeToString(id),
        ["rawId"] = Base64Url.EncodeToString(id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();
}
