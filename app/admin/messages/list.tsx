import { linked, listView } from "@/app/_parts/list/list-view";
import { ThreadBadge } from "@/components/thread-badge";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { threadList } from "@/lib/messages/queries";
import { THREAD_WORDS, type ThreadState } from "@/lib/messages/topics";
import { z } from "zod";
import { nameOfThing } from "../_parts/filter-names";
import { messageHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";

export const THREAD_STATES = Object.keys(THREAD_WORDS) as [ThreadState, ...ThreadState[]];

export const MESSAGES = listView({
  name: "messages",
  permission: "message.see",
  path: "/admin/messages",
  noun: ["conversation", "conversations"],
  list: threadList,
  filters: {
    // The tabs of the page set it.
    state: linked("Status", (state) => THREAD_WORDS[state as ThreadState], z.enum(THREAD_STATES)),
    userId: linked("Customer", nameOfThing),
  },
  rowKey: ({ id }) => id,
  columns: [
    {
      header: "Subject",
      rowHeader: true,
      sort: "subject",
      cell: ({ id, subject }) => (
        <Link className="link wrap-anywhere" href={messageHref(id)}>
          {subject}
        </Link>
      ),
    },
    {
      header: "From",
      sort: "from",
      cell: ({ userId, name, email }) => (
        <span className="block min-w-0">
          {userId ? <PersonLink id={userId} name={name} /> : `${name} (no account)`}
          <span className="block text-sm wrap-break-word text-muted">{email}</span>
        </span>
      ),
    },
    { header: "Topic", sort: "topic", cell: ({ topicWords }) => topicWords },
    {
      header: "Received",
      secondary: true,
      sort: "-received",
      cell: ({ openedOn }) => <DateText on={openedOn} short />,
    },
    {
      header: "Last message",
      sort: "-last",
      cell: ({ lastMessageOn }) => <DateText on={lastMessageOn} short />,
    },
    { header: "Status", sort: "state", cell: ({ state }) => <ThreadBadge state={state} /> },
  ],
  csv: {
    Subject: ({ subject }) => subject,
    Name: ({ name }) => name,
    Email: ({ email }) => email,
    Topic: ({ topicWords }) => topicWords,
    Received: ({ openedOn }) => openedOn,
    "Last message": ({ lastMessageOn }) => lastMessageOn,
    Status: ({ state }) => THREAD_WORDS[state],
    "Loan ID": ({ loanId }) => loanId,
    "User ID": ({ userId }) => userId,
    "Conversation ID": ({ id }) => id,
  },
});
