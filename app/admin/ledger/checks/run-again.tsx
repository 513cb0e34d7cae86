"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Refreshes the page. Previous results stay until the new ones arrive. */
export function RunAgain() {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="secondary"
      aria-busy={pending || undefined}
      onClick={() => start(() => router.refresh())}
    >
      <RotateCw aria-hidden /> {pending ? "Running…" : "Run again"}
    </Button>
  );
}
