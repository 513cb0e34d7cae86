"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const PAUSE_MS = 2_000;

/** While it is on a page, has the page rendered again every two seconds: one request at a time, and none in a hidden tab. */
export function RefreshWhileLoading() {
  const router = useRouter();
  const [isAsking, startAsking] = useTransition();
  useEffect(() => {
    if (isAsking) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") startAsking(() => router.refresh());
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, [isAsking, router]);
  return null;
}
