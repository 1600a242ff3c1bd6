import * as fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifyWebhook } from "./verify.ts";

const secret = "whsec_dGVzdC1zZWNyZXQtb2YtdGhlLWRlZmF1bHQtc291cmNl";
const other = "whsec_dGVzdC1zZWNyZXQtb2YtY29udHJhY3RvcnMtc291cmM=";
const NOW = 1_790_000_000_000;
const seconds = String(NOW / 1000);
const text = '{"event":"user_offboard","email":"alice@example.com"}';

const bytes = (body: string) => new Uint8Array(new TextEncoder().encode(body));
const sign = (id: string, at: number, body: string, by = secret) =>
  new Webhook(by).sign(id, new Date(at), body);
const good = {
  id: "msg_1",
  timestamp: seconds,
  signature: sign("msg_1", NOW, text),
  body: bytes(text),
};
const isAccepted = async (given: Partial<typeof good>, secrets = [secret], now = NOW) =>
  (await verifyWebhook({ ...good, ...given }, secrets, now)).ok;

describe("a webhook is accepted", () => {
  it("when the npm package standardwebhooks signed it, whatever the body", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.uuid(), async (body, id) => {
        const signature = sign(id, NOW, body);
        expect(await isAccepted({ id, signature, body: bytes(body) })).toBe(true);
      }),
    );
  });

  it("with either of two secrets while they rotate, and not with an old one after", async () => {
    const byOther = { signature: sign("msg_1", NOW, text, other) };
    expect(await isAccepted(byOther, [secret, other])).toBe(true);
    expect(await isAccepted({}, [secret, other])).toBe(true);
    expect(await isAccepted(byOther, [secret])).toBe(false);
  });

  it("when one of several signatures matches, among decoys and other versions", async () => {
    const signature = `v1,Y2hlYXA= v1a,${good.signature.slice(3)} v2,x ${good.signature}`;
    expect(await isAccepted({ signature })).toBe(true);
    expect(await isAccepted({ signature: signature.replace(` ${good.signature}`, "") })).toBe(
      false,
    );
  });

  it("up to five minutes early or late, and no more", async () => {
    for (const apart of [-300_000, 300_000]) {
      expect(await isAccepted({}, [secret], NOW + apart)).toBe(true);
      expect(await isAccepted({}, [secret], NOW + apart + Math.sign(apart))).toBe(false);
    }
  });

  it("with a secret whose base64 has no padding", async () => {
    expect(
      await isAccepted({ signature: sign("msg_1", NOW, text, other) }, [other.replace("=", "")]),
    ).toBe(true);
  });
});

describe("a webhook is refused", () => {
  it.each([
    ["without an id", { id: undefined }],
    ["without a timestamp", { timestamp: undefined }],
    ["without a signature", { signature: undefined }],
    ["with an empty signature", { signature: "" }],
    ["with a version only", { signature: "v1," }],
    ["with the first characters of the signature only", { signature: good.signature.slice(0, 11) }],
    ["with more after the signature", { signature: `${good.signature}A` }],
    ["with a signature of another version", { signature: good.signature.replace("v1,", "v1a,") }],
    ["with junk after the seconds", { timestamp: `${seconds}junk` }],
    ["with a fraction of a second", { timestamp: `${seconds}.0` }],
    ["with a sign before the seconds", { timestamp: `+${seconds}` }],
    ["with a space before the seconds", { timestamp: ` ${seconds}` }],
    ["with a dot in its id", { id: "msg.1", signature: sign("msg.1", NOW, text) }],
    [
      "with an id of 257 characters",
      { id: "a".repeat(257), signature: sign("a".repeat(257), NOW, text) },
    ],
    ["with an empty id", { id: "", signature: sign("", NOW, text) }],
    ["with another id", { id: "msg_2" }],
    ["with another timestamp", { timestamp: String(NOW / 1000 + 1) }],
    ["with another body", { body: bytes(text.replace("alice", "bob")) }],
    ["with the same JSON written anew", { body: bytes(JSON.stringify(JSON.parse(text), null, 1)) }],
    ["with an empty body", { body: bytes("") }],
  ])("%s", async (_what, given) => {
    expect((await verifyWebhook({ ...good, ...given }, [secret], NOW)).ok).toBe(false);
  });

  it("when only timestamp and body are signed, as BambooHR does", async () => {
    const key = await crypto.subtle.importKey(
      "raw",
      Uint8Array.from(atob(secret.slice(6)), (byte) => byte.charCodeAt(0)),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign"],
    );
    const mac = await crypto.subtle.sign("HMAC", key, bytes(`${seconds}.${text}`));
    const signature = `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
    expect(await isAccepted({ signature })).toBe(false);
  });

  it("as a source without secrets", async () => expect(await isAccepted({}, [])).toBe(false));

  it.each([[(m: string) => m], [(m: string) => `${m}x`], [(m: string) => m.slice(1)]])(
    "or accepted as the npm package does",
    async (alter) => {
      await fc.assert(
        fc.asyncProperty(fc.string({ maxLength: 40 }), fc.boolean(), async (body, wrong) => {
          const at = Math.floor(Date.now() / 1000) * 1000;
          const signature = `v1,${alter(sign("m", at, body, wrong ? other : secret).slice(3))}`;
          const headers = {
            "webhook-id": "m",
            "webhook-timestamp": String(at / 1000),
            "webhook-signature": signature,
          };
          const oracle = () => {
            try {
              new Webhook(secret).verify(body, headers, { jsonParse: false });
              return true;
            } catch {
              return false;
            }
          };
          const ours = await verifyWebhook(
            { id: "m", timestamp: String(at / 1000), signature, body: bytes(body) },
            [secret],
            at,
          );
          expect(ours.ok).toBe(oracle());
        }),
        { numRuns: 50 },
      );
    },
  );
});
