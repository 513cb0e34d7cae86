import { notFound } from "next/navigation";
import { DomainError } from "@/lib/errors";

/** The result, or the page for what does not exist. */
export async function found<T>(answer: Promise<T | null>): Promise<T> {
  const value = await answer.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not-found") return null;
    throw error;
  });
  return value ?? notFound();
}
