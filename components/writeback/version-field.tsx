"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useActionResult } from "@/components/action-form";
import { useVersion } from "./use-version";

/** Which state of the settings a form answers for; after a refusal for a newer one, the page shows that newer one. */
export function VersionField({ version, current }: { version: number; current: string | null }) {
  const result = useActionResult();
  const router = useRouter();
  const isConflict = result.status === "refused" && result.code === "conflict";
  useEffect(() => {
    if (isConflict) router.refresh();
  }, [isConflict, result, router]);
  return <input type="hidden" name="version" value={useVersion(version, current, isConflict)} />;
}
