"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const PAUSE_MS = 500;

/**
 * While what is known differs from what the page was made with, asks for the page again: one question at a time, since a new
 * one throws away the answer to the one before.
 */
export function useKeepPageInStep(isBehind: boolean) {
  const router = useRouter();
  const [isAsking, startAsking] = useTransition();
  useEffect(() => {
    if (!isBehind || isAsking) return;
    const timer = setTimeout(() => startAsking(() => router.refresh()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isBehind, isAsking, router]);
}
