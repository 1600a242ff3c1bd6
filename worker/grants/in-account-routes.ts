import { createRoute, z } from "@hono/zod-openapi";
import { requireSignedIn } from "../http/allow.ts";
import { createRouter } from "../http/app-env.ts";
import { seesAll } from "../http/caller.ts";
import type { SignedInCaller } from "../http/caller.ts";
import { instantText, showInstantOrNull } from "../http/instants.ts";
import { cutPage, decodeCursor, pageOf, pageQuery } from "../http/page.ts";
import { jsonAnswer, readProblems } from "../http/route-parts.ts";
import { Problem } from "../problem.ts";
import { inAccount } from "./in-account.ts";
import type { Row, Whose } from "./in-account.ts";
import { beingView, originView, reasonView, showBeing, showReason } from "./reason-view.ts";

const setView = z.object({ permission_set_arn: z.string(), permission_set: z.string().nullable() });

const rowView = z
  .object({
    person: z
      .object({
        id: z.string(),
        display_name: z.string().nullable(),
        email: z.string().nullable(),
        department: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: "Null for a user who is nobody that HR knows" }),
    user_name: z.string().openapi({ description: "Of the user in Identity Center" }),
    permission_sets: z.array(setView).openapi({ description: "What this gives in the account" }),
    group: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .openapi({ description: "The group through which they are in; null: directly" }),
    origin: originView,
    observed: z.enum(["unknown", "absent", "present"]),
    being: beingView,
    seen_at: instantText.nullable(),
    until: instantText.nullable().openapi({
      description: "The last end of its reasons; null where one has none, and for what was found",
    }),
    reasons: z.array(reasonView),
  })
  .openapi("AccessInAccount");

const view = pageOf(rowView).extend({
  account: z.object({ id: z.string(), name: z.string() }),
  people: z.int().openapi({ description: "How many users are in" }),
  permission_sets: z
    .array(setView.extend({ people: z.int() }))
    .openapi({ description: "How many users have each, through groups too" }),
  names: z.boolean().openapi({
    description: "Whether the items are everybody's (admins, auditors) or only one's own",
  }),
});

const access = createRoute({
  method: "get",
  path: "/v1/accounts/{id}/access",
  tags: ["Directory"],
  summary: "Who is in an account now, through groups too, until when and why",
  description:
    "Users whom Daypass knows. Admins and auditors see everybody; anybody else how many there are, and themselves.",
  request: { params: z.strictObject({ id: z.string().min(1).max(64) }), query: pageQuery },
  responses: { 200: jsonAnswer(view, "One page"), ...readProblems(404) },
});

/** `GET /v1/accounts/:id/access`: anyone signed in. */
export const inAccountRoutes = createRouter().openapi(access, async (c) => {
  const caller = requireSignedIn(c);
  const { limit, cursor } = c.req.valid("query");
  const after = decodeCursor(cursor, z.tuple([z.string(), z.string()]));
  const whose = whoseOf(caller);
  const page = { after, limit: limit + 1 };
  const found = await inAccount(c.var.ctx, c.req.valid("param").id, whose, page);
  if (found === undefined)
    throw new Problem(404, "no-such-account", "There is no such account in the organization.");
  const body = {
    account: found.account,
    people: found.people,
    permission_sets: found.sets.map(({ people, ...set }) => ({ ...showSet(set), people })),
    names: whose.all,
    ...cutPage(found.rows, limit, ({ target_key, id }) => [target_key, id], showRow),
  };
  return c.json(body, 200);
});

function whoseOf(caller: SignedInCaller): Whose {
  if (seesAll(caller)) return { all: true };
  return { all: false, personId: caller.kind === "person" ? caller.personId : "" };
}

function showSet({ arn, name }: Row["sets"][number]): z.infer<typeof setView> {
  return { permission_set_arn: arn, permission_set: name };
}

function showRow(row: Row): z.infer<typeof rowView> {
  const { person_id, display_name, email, department, reasons } = row;
  return {
    person: person_id === null ? null : { id: person_id, display_name, email, department },
    user_name: row.user_name,
    permission_sets: row.sets.map(showSet),
    group: row.group,
    origin: row.origin,
    observed: row.observed,
    being: showBeing(row.op),
    seen_at: showInstantOrNull(row.seen_at),
    until:
      reasons.length === 0
        ? null
        : showInstantOrNull(Math.max(...reasons.map(({ ends_at }) => ends_at))),
    reasons: reasons.map(showReason),
  };
}
