import { AwsError } from "./errors.ts";

/**
 * The answer, or undefined when AWS says that this very thing is what it did not find. Any other "not found" (the
 * identity store, a key, the group of a membership) proves nothing about it and is thrown.
 */
export async function foundOrUndefined<T>(
  resourceType: "USER" | "GROUP_MEMBERSHIP",
  answer: Promise<T>,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const absent =
      error instanceof AwsError &&
      error.class === "look" &&
      error.code === "ResourceNotFoundException" &&
      error.resourceType === resourceType;
    if (absent) return undefined;
    throw error;
  }
}
