import type { Random } from "./ids.ts";

/**
 * What is not known of AWS, each with all the answers that it may give. A client must be right under every one;
 * the first answer of each is the default.
 */
export const switchAnswers = {
  /** CreateAccountAssignment of what is there already (or being created). */
  repeatedCreate: ["succeeds", "succeeds-at-once", "conflict"],
  /** DeleteAccountAssignment of what is not there (or being deleted). */
  absentDelete: ["succeeds", "succeeds-at-once", "not-found", "conflict", "fails"],
  /** DeleteAccountAssignment for a principal that no longer exists. */
  danglingDelete: ["succeeds", "fails"],
  /** CreateAccountAssignment for a principal that does not exist: FAILED later, or refused at once. */
  unknownPrincipal: ["fails", "not-found"],
  /** CreateAccountAssignment in an account that is suspended or closed. */
  suspendedAccount: ["fails", "conflict"],
  /** "Number of IAM roles in the account that can be updated at a time: 1": what becomes of the next one. */
  roleUpdates: ["queued", "conflict", "fails"],
  /** What updates a set's role in an account: its first and last assignment there, or each of them. */
  roleUpdatedBy: ["first-and-last", "each"],
  /** The sixteenth outstanding creation. */
  tooManyOutstanding: ["throttling", "quota", "conflict"],
  /** Whether ListAccountAssignmentsForPrincipal of a user includes the rows of their groups. */
  forPrincipal: ["own-rows", "with-group-rows"],
  /** ListAccountAssignmentsForPrincipal of a principal that no longer exists. */
  forAbsentPrincipal: ["lists-rows", "not-found"],
  /** How long the creation and deletion statuses are kept. */
  statusKept: ["90-days", "1-hour", "5-minutes"],
  /** HTTP status of modelled errors: all 400 as seen in the field, or the model's own (409, 404, 403, 402, 429). */
  errorStatus: ["400", "modelled"],
  /** `__type` alone or with its namespace and `#`. */
  errorType: ["bare", "qualified"],
  /** Pages are full, half of what was asked for, or begin with an empty one that has a token. */
  pages: ["full", "short", "empty-first"],
  /** Whether accounts still carry the retired `Status` beside `State`. */
  accountStatus: ["retired", "sent"],
  /** Whether UpdateUser takes the path `userStatus`. */
  userStatusPath: ["refused", "accepted"],
  /** How far a signature's date may be from AWS's clock. */
  signatureAge: ["15-minutes", "5-minutes"],
  /** STS's code for a signature that is too old. */
  stsExpired: ["SignatureDoesNotMatch", "RequestExpired"],
  /** What a delegated administrator sees of a set that is assigned in the management account: nothing, or the set. */
  setsOfManagement: ["denied", "described"],
} as const;

type Answers = typeof switchAnswers;

/** One answer for each unknown. */
export type Switches = { -readonly [Name in keyof Answers]: Answers[Name][number] };

/** The answers held to be most likely. */
export const defaultSwitches: Switches = {
  repeatedCreate: "succeeds",
  absentDelete: "succeeds",
  danglingDelete: "succeeds",
  unknownPrincipal: "fails",
  suspendedAccount: "fails",
  roleUpdates: "queued",
  roleUpdatedBy: "first-and-last",
  tooManyOutstanding: "throttling",
  forPrincipal: "own-rows",
  forAbsentPrincipal: "lists-rows",
  statusKept: "90-days",
  errorStatus: "400",
  errorType: "bare",
  pages: "full",
  accountStatus: "retired",
  userStatusPath: "refused",
  signatureAge: "15-minutes",
  stsExpired: "SignatureDoesNotMatch",
  setsOfManagement: "denied",
};

/** One answer for each unknown, drawn by chance. */
export function drawSwitches(random: Random): Switches {
  const drawn: Record<string, string> = {};
  for (const [name, answers] of Object.entries(switchAnswers)) {
    drawn[name] = answers[Math.floor(random() * answers.length)] ?? answers[0];
  }
  return { ...defaultSwitches, ...checkSwitches(drawn) };
}

/**
 * Checks switches that came from outside.
 * @throws Error naming the first unknown switch or answer.
 */
export function checkSwitches(given: unknown): Partial<Switches> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new Error("switches must be an object of names and answers");
  }
  for (const [name, answer] of Object.entries(given)) {
    const answers: readonly string[] | undefined = isSwitch(name) ? switchAnswers[name] : undefined;
    if (answers === undefined) throw new Error(`there is no switch ${JSON.stringify(name)}`);
    if (!answers.includes(answer)) {
      throw new Error(
        `switch ${name} is one of ${answers.join(", ")}, not ${JSON.stringify(answer)}`,
      );
    }
  }
  // Each name and answer was found in the table that the type is made of.
  return given;
}

function isSwitch(name: string): name is keyof Switches {
  return Object.hasOwn(switchAnswers, name);
}
