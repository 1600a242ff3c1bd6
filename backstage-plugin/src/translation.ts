import { createTranslationRef } from "@backstage/core-plugin-api/alpha";
import { activeMessages } from "./components/Active/messages.ts";
import { approvalsMessages } from "./components/Approvals/messages.ts";
import { approvalsBadgeMessages } from "./components/ApprovalsBadge/messages.ts";
import { momentMessages } from "./components/Moment/messages.ts";
import { moreMessages } from "./components/More/messages.ts";
import { myAccessMessages } from "./components/MyAccess/messages.ts";
import { durationMessages } from "./components/DurationField/messages.ts";
import { problemMessages } from "./components/Problem/messages.ts";
import { requestMessages } from "./components/Request/messages.ts";
import { requestDetailsMessages } from "./components/RequestDetails/messages.ts";
import { targetMessages } from "./components/TargetName/messages.ts";
import { whoMessages } from "./components/Who/messages.ts";

/**
 * Every word that Daypass shows, by the component that shows it.
 *
 * @public
 */
export const daypassTranslationRef = createTranslationRef({
  id: "plugin.daypass",
  messages: {
    active: activeMessages,
    approvals: approvalsMessages,
    approvalsBadge: approvalsBadgeMessages,
    duration: durationMessages,
    moment: momentMessages,
    more: moreMessages,
    myAccess: myAccessMessages,
    problem: problemMessages,
    request: requestMessages,
    requestDetails: requestDetailsMessages,
    target: targetMessages,
    who: whoMessages,
  },
});
