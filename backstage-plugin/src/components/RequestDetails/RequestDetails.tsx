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
  return (
    <Loaded value={request.data} error={request.error} retry={() => void request.refetch()}>
      {(answer) => <TheRequest request={answer} />}
    </Loaded>
  );
}
