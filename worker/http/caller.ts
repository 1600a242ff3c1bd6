/**
 * Who is calling, as the rooms see it.
 * @module
 */
import type { Actor } from "../db/context.ts";

export type Role = "admin" | "auditor";

/** What a service token may be made for. */
export const scopes = ["hr:import", "policy:propose", "requests:create", "audit:read"] as const;
export type Scope = (typeof scopes)[number];

/** What is the same for everybody who signed in through Backstage. */
interface SignedIn {
  /** Their entity in Backstage's catalog: `user:default/name`. */
  readonly ref: string;
  readonly roles: ReadonlySet<Role>;
  /** Admin only because no usable admin exists: every write of theirs rings. */
  readonly bootstrap: boolean;
  /** Backstage could not tell their groups, and a role may hang on one of them. */
  readonly rolesUnknown: boolean;
}

export type Caller =
  | (SignedIn & { readonly kind: "person"; readonly personId: string })
  /** Signed in, and HR does not know them. */
  | (SignedIn & { readonly kind: "backstage" })
  | {
      readonly kind: "service";
      readonly name: string;
      readonly maker: string;
      readonly scopes: ReadonlySet<Scope>;
    }
  | { readonly kind: "operator" };

/** The caller as the actor of what they do. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case "person":
      return { kind: "person", id: caller.personId, ref: caller.ref };
    case "backstage":
      return { kind: "backstage", ref: caller.ref };
    case "service":
      return { kind: "service", name: caller.name, maker: caller.maker };
    case "operator":
      return { kind: "operator" };
  }
}

/** Somebody who signed in through Backstage: a person, or somebody whom HR does not know. */
export type SignedInCaller = Extract<Caller, { kind: "person" | "backstage" }>;

export function isSignedIn(caller: Caller): caller is SignedInCaller {
  return caller.kind === "person" || caller.kind === "backstage";
}

/** Whether the caller is an admin or an auditor: they may see everybody's people, requests and grants. */
export function seesAll(caller: Caller): boolean {
  return isSignedIn(caller) && (caller.roles.has("admin") || caller.roles.has("auditor"));
}

/** Whether the caller is an admin only because no usable admin exists. */
export function isBootstrap(caller: Caller): boolean {
  return isSignedIn(caller) && caller.bootstrap;
}

/** The caller's name in the tables of answers and of limits. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case "person":
    case "backstage":
      return caller.ref;
    case "service":
      return `service:${caller.name}`;
    case "operator":
      return "operator";
  }
}
