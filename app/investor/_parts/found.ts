import { notFound } from "next/navigation";
import { DomainError } from "@/lib/errors";

/** The answer, or the page that says there is no such thing. */
export async function found<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not-found") notFound();
    throw error;
  });
}
