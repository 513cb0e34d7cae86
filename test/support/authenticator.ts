// A passkey device in software: makes a key pair, and signs what a browser would hand to it. Each part can be made wrong.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export type Given = {
  challenge: string;
  origin?: string;
  rpId?: string;
  isVerified?: boolean;
};

/** A new device with one credential. */
export function newAuthenticator(site: { origin: string; rpId: string }) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(16);
  let counter = 0;
  const facts = ({ challenge, origin = site.origin, rpId = site.rpId, isVerified = true }: Given) => ({
    ...{ challenge, origin, rpId },
    flags: USER_PRESENT | (isVerified ? USER_VERIFIED : 0),
  });
  return {
    register(given: Given): string {
      const { challenge, origin, rpId, flags } = facts(given);
      const data = authenticatorData(rpId, flags | HAS_CREDENTIAL, counter);
      const length = Buffer.from([0, credentialId.length]);
      const authData = Buffer.concat([data, Buffer.alloc(16), length, credentialId, coseKey(publicKey)]);
      const attestationObject = Buffer.concat([
        Buffer.from([0xa3]),
        ...[text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0])],
        ...[text("authData"), bytes(authData)],
      ]);
      return json(credentialId, {
        clientDataJSON: clientData("webauthn.create", challenge, origin),
        attestationObject: attestationObject.toString("base64url"),
        transports: ["internal"],
      });
    },
    sign(given: Given): string {
      const { challenge, origin, rpId, flags } = facts(given);
      counter += 1;
      const data = authenticatorData(rpId, flags, counter);
      const client = clientData("webauthn.get", challenge, origin);
      const hash = createHash("sha256").update(Buffer.from(client, "base64url")).digest();
      return json(credentialId, {
        clientDataJSON: client,
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", Buffer.concat([data, hash]), privateKey).toString("base64url"),
      });
    },
  };
}

function json(credentialId: Buffer, response: object): string {
  const id = credentialId.toString("base64url");
  return JSON.stringify({ id, rawId: id, type: "public-key", response, clientExtensionResults: {} });
}

function clientData(type: string, challenge: string, origin: string): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString("base64url");
}

function authenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([flags]), count]);
}

/** The public key as CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, ES256 on P-256). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x, y } = publicKey.export({ format: "jwk" });
  const [left, right] = [Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")];
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
  return Buffer.concat([head, Buffer.from([0x21]), bytes(left), Buffer.from([0x22]), bytes(right)]);
}

const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

function bytes(value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x58, value.length]), value]);
}
