/**
 * Prints the signed headers of an HR event for curl: `hr-headers.ts "$secret" "$body" | curl -H @- -d "$body" ...`.
 * @module
 */
import { randomUUID } from "node:crypto";
import { signedHeaders } from "./stack/hr.ts";

const [secret = "", body = ""] = process.argv.slice(2);
const headers = signedHeaders(secret, `msg_${randomUUID()}`, Date.now(), body);
for (const [name, value] of Object.entries(headers)) console.log(`${name}: ${value}`);
