import { Disclosure } from "./ui/disclosure";
import { SubmitButton } from "./ui/submit-button";

export interface DemoPerson {
  name: string;
  role: string;
  blurb: string;
  email: string;
  /** What their authenticator app shows now, for signing in with the password; null: they use none. */
  code: string | null;
}

type Action = (formData: FormData) => void | Promise<void>;

/** One form per person; the email goes to `action`, which signs in (sandbox mode only). */
export function DemoSignIn({
  people,
  staff,
  action,
}: {
  people: DemoPerson[];
  /** Behind a click, because most visitors are none of them. */
  staff: DemoPerson[];
  action: Action;
}) {
  return (
    <>
      <People people={people} action={action} />
      <Disclosure summary="Sign in as staff with one role" className="mt-3">
        <People people={staff} action={action} />
      </Disclosure>
    </>
  );
}

function People({ people, action }: { people: DemoPerson[]; action: Action }) {
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {people.map(({ name, role, blurb, email, code }) => (
        <li key={email}>
          <form action={action} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
            <input type="hidden" name="email" value={email} />
            <div className="min-w-0 flex-1 basis-56">
              <p className="font-medium">
                {name}, <span className="font-normal text-muted">{role}</span>
              </p>
              <p className="text-sm text-muted">{blurb}</p>
              {code && (
                <p className="text-sm text-muted">
                  {email}, password sandbox-password, code <span className="tnum text-ink">{code}</span>
                </p>
              )}
            </div>
            <SubmitButton variant="secondary" pendingLabel="Signing in…">
              Sign in as {name}
            </SubmitButton>
          </form>
        </li>
      ))}
    </ul>
  );
}
