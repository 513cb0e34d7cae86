"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useActionResult } from "@/components/action-form";
import { useVersion } from "./use-version";

/** Which state of the settings a form answers for; after a refusal the page shows the newest, since an attempt may have moved it. */
export function VersionField({ version, current }: { version: number; current: string | null }) {
  const result = useActionResult();
  const router = useRouter();
  const isConflict = result.status === "refused" && result.code === "conflict";
  const isRefused = result.status === "refused" || result.status === "invalid";
  useEffect(() => {
    if (isRefused) router.refresh();
  }, [isRefused, result, router]);
  return <input type="hidden" name="version" value={useVersion(version, current, isConflict)} />;
}
