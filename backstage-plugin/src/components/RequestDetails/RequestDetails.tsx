import { useParams } from "react-router-dom";
import { useAnswer } from "../../hooks/useAnswer.ts";
import { Loaded } from "../Loaded/Loaded.tsx";
import { lookAgainAt } from "./steps.ts";
import { TheRequest } from "./TheRequest.tsx";

/** One request, from asking to gone; it updates itself while something is under way. */
export function RequestDetails() {
  const { id = "" } = useParams();
  const request = useAnswer(
    "/v1/requests/{id}",
    { path: { id } },
    { lookAgain: (answer) => lookAgainAt(answer, Date.now()) },
  );
  const me = useAnswer("/v1/me", {});
  return (
    <Loaded
      value={me.data && request.data && { me: me.data, request: request.data }}
      error={request.error ?? me.error}
      retry={() => {
        void me.refetch();
        void request.refetch();
      }}
    >
      {(both) => <TheRequest {...both} />}
    </Loaded>
  );
}
