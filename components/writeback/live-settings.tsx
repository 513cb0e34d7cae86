"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import type { WritebackSettings } from "@/lib/writeback/pages/queries";
import { ask, useDesk } from "./desk";
import { fingerprint, isMoving } from "./live-state";

const SECOND = 1_000;

/**
 * Keeps the page in step with what happens elsewhere: a borrower who allows access, a first sync, a record that is being
 * made. While something moves, the accounting service is asked; otherwise only our own database, which its messages reach.
 */
export function LiveSettings({ initial, isBack }: { initial: WritebackSettings; isBack: boolean }) {
  const { api } = useDesk();
  const moving = isMoving(initial, isBack);
  const { data } = useQuery({
    // What the page was made with is part of the key: after a change made here, an older answer says nothing any more.
    queryKey: ["writeback-settings", api, moving, fingerprint(initial)],
    queryFn: () => ask<WritebackSettings>(api, { ask: moving ? "connection" : "settings" }),
    initialData: initial,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: moving ? 2.5 * SECOND : 15 * SECOND,
  });
  const router = useRouter();
  const [isAsking, startAsking] = useTransition();
  const isBehind = fingerprint(data) !== fingerprint(initial);
  useEffect(() => {
    if (!isBehind || isAsking) return;
    const timer = setTimeout(() => startAsking(() => router.refresh()), SECOND / 4);
    return () => clearTimeout(timer);
  }, [isBehind, isAsking, router]);
  return (
    <p role="status" className="sr-only">
      {initial.connection ? `Accounting software: ${initial.connection.statusWords}` : ""}
    </p>
  );
}
