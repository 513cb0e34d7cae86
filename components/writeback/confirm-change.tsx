"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useActionResult } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";

/** What happens when another account is chosen while records stand on this one, and the word that it is meant. */
export function ConfirmChange({ warning }: { warning: string | null }) {
  const result = useActionResult();
  const router = useRouter();
  // Records may have been written since the page was made: then the server asks first, and the page learns what to say.
  const isBehind =
    warning === null && result.status === "invalid" && result.fieldErrors.confirmed !== undefined;
  useEffect(() => {
    if (isBehind) router.refresh();
  }, [isBehind, router]);
  if (warning === null) return null;
  return (
    <>
      <Alert tone="pending" title="Existing records will not move">
        {warning}
      </Alert>
      <Checkbox name="confirmed" value="yes" label="I understand that existing records stay where they are" />
    </>
  );
}
