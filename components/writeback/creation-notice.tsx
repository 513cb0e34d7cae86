import { Alert } from "@/components/ui/alert";
import type { OperationProgress } from "@/lib/writeback/pages/queries";

const LATE_SECONDS = 60;

/** A record that is being made in the books, or what the software said against it. */
export function CreationNotice({
  operation: { kind, state, ageSeconds, error, validation },
}: {
  operation: OperationProgress;
}) {
  const noun = kind === "SUPPLIER" ? "supplier" : "expense account";
  if (state === "FAILED")
    return (
      <Alert tone="failed" title={`The ${noun} was not created`}>
        {[error, ...validation.map(({ message }) => message)].filter(Boolean).join(" ")} Create it again or
        choose an existing one.
      </Alert>
    );
  return (
    <Alert tone="pending" role="status" title={`The ${noun} is being created`}>
      {ageSeconds > LATE_SECONDS
        ? "Your accounting software is taking longer than usual. We will keep checking. You can leave this page."
        : "This usually takes a few seconds. It is selected when it is ready."}
    </Alert>
  );
}
