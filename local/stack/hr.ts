import { createHmac } from "node:crypto";
import { call } from "./api.ts";
import type { Answer } from "./api.ts";

/**
 * The headers of a Standard Webhook.
 * @param secret `whsec_` and base64
 * @param at the instant it is sent, in epoch milliseconds
 */
export function signedHeaders(secret: string, id: string, at: number, body: string) {
  const timestamp = String(Math.floor(at / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac}`,
  };
}

/** Sends as an HR system does: the same id until it is taken. */
export function hrSender(worker: string, source: string, secret: string) {
  return async (id: string, event: object): Promise<Answer> => {
    const body = JSON.stringify(event);
    const headers = signedHeaders(secret, id, Date.now(), body);
    return await call(`${worker}/v1/hr/${source}/events`, { method: "POST", headers, body });
  };
}

export type HrSender = ReturnType<typeof hrSender>;
