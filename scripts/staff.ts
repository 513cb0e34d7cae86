// `npm run staff`: invites somebody to the staff and shows who is on it, where nobody can sign in to do it. Whoever runs it has
// the database's address; what it does is in the audit log as done by the console.
import { parseArgs } from "node:util";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { listStaff } from "@/lib/identity/staff-queries";
import { inviteStaffInput } from "@/lib/identity/staff-schemas";
import { STAFF_ROLES } from "@/lib/permissions";
import { inviteStaff } from "@/lib/staff/invite";

const USAGE = `Usage: npm run staff -- <command>

  invite EMAIL --role ROLE [--reason TEXT]   sends an invitation by email; its link works once, within 72 hours
  list                                       who works here: email, roles, state

ROLE is one of ${STAFF_ROLES.join(", ")}.`;

class UsageError extends Error {}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = read(args);
  const [command, email, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`Unexpected: ${rest.join(" ")}.`);
  if (command === "list" && email === undefined) return list();
  if (command !== "invite")
    throw new UsageError(command ? `There is no command "${command}".` : "No command was given.");
  const parsed = inviteStaffInput.safeParse({
    email,
    role: values.role?.toUpperCase(),
    reason: values.reason ?? "Invited at the console.",
  });
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join(" "));
  const { role, reason } = parsed.data;
  const { expiresAt } = await inviteStaff({
    email: parsed.data.email,
    roles: [role],
    reason,
    invitedBy: null,
  });
  console.log(`${parsed.data.email} gets an email with a link that works once, until ${expiresAt}.`);
}

function read(args: string[]) {
  try {
    const options = { role: { type: "string" }, reason: { type: "string" } } as const;
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function list() {
  for (const { email, roles, isSuspended } of await listStaff())
    console.log(
      [email, roles.map(({ role }) => role).join(","), isSuspended ? "suspended" : "active"].join("\t"),
    );
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof DomainError)) throw error;
  console.error(error.message);
  if (error instanceof UsageError) console.error(`\n${USAGE}`);
  process.exitCode = 1;
} finally {
  await db.$disconnect();
}
