import { Card } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import type { MessageRow } from "@/lib/messages/queries";

/** A thread, oldest message first, each with who wrote it and on which business date. */
export function MessageList({ messages }: { messages: MessageRow[] }) {
  return (
    <Card>
      <ol className="divide-y" aria-label="Messages">
        {messages.map(({ id, author, isStaff, body, writtenOn }) => (
          <li key={id} className="px-4 py-4 sm:px-6">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-semibold">
                {author}
                {isStaff && author !== "Modern Lending" && (
                  <span className="font-normal text-muted"> · Modern Lending staff</span>
                )}
              </span>
              <span className="text-sm text-muted">
                <DateText on={writtenOn} />
              </span>
            </p>
            <p className="mt-1 max-w-prose wrap-anywhere whitespace-pre-wrap">{body}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
