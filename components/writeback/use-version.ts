"use client";

import { useState } from "react";

/**
 * The version that a form answers for: the newest, as long as what this form would replace is still what its person saw.
 * Once somebody else has replaced that, the old version stays, so that the server refuses the first attempt and says so.
 *
 * @param hasBeenRefused after a refusal the person has seen the newer state, and may replace it knowingly
 */
export function useVersion(version: number, current: string | null, hasBeenRefused: boolean): number {
  const [seen, setSeen] = useState({ version, current });
  const isSame = seen.current === current;
  if ((isSame || hasBeenRefused) && (seen.version !== version || !isSame)) setSeen({ version, current });
  return isSame || hasBeenRefused ? version : seen.version;
}
