import { createTranslationRef } from "@backstage/core-plugin-api/alpha";
import { momentMessages } from "./components/Moment/messages.ts";
import { myAccessMessages } from "./components/MyAccess/messages.ts";
import { problemMessages } from "./components/Problem/messages.ts";
import { targetMessages } from "./components/TargetName/messages.ts";

/**
 * Every word that Daypass shows, by the component that shows it.
 *
 * @public
 */
export const daypassTranslationRef = createTranslationRef({
  id: "plugin.daypass",
  messages: {
    moment: momentMessages,
    myAccess: myAccessMessages,
    problem: problemMessages,
    target: targetMessages,
  },
});
