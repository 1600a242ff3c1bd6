import { z } from "zod";
import type { HistoryEvent } from "../company/people.ts";
import type { HrSender } from "./hr.ts";
import { progressBar } from "./terminal.ts";

const receipt = z.object({ events: z.array(z.object({ status: z.string() })) });

/**
 * Sends the history, one signed body an event, as the HR system did over the years. Sending it again changes nothing:
 * the ids are the same.
 * @throws Error for an event that Daypass refuses
 */
export async function playHistory(history: readonly HistoryEvent[], send: HrSender): Promise<void> {
  const bar = progressBar("HR history");
  for (const [index, event] of history.entries()) {
    const { body } = await send(`history-${index + 1}`, event);
    const [judged] = receipt.parse(body).events;
    if (judged?.status !== "stored") {
      throw new Error(`event ${index + 1} of the HR history: ${JSON.stringify(body)}`);
    }
    bar.show(index + 1, history.length, sentence(event));
  }
  bar.end(history.length, history.length, "events taken");
}

function sentence({ event, email, name = email, department, title }: HistoryEvent): string {
  switch (event) {
    case "user_onboard":
      return `${name} joins${department === undefined ? "" : ` ${department}`}`;
    case "user_update":
      return `${name} is now ${title ?? "somebody else"}${department === undefined ? "" : `, ${department}`}`;
    case "user_offboard":
      return `${name} leaves`;
  }
}
