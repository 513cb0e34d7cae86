// A borrower at a browser without JavaScript: opens pages, asks what a payment would do, and pays. Requests go to the web servers in
// turn, as a plain round-robin would send them.
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

export type Place = { host: string; ports: readonly number[] };
export type Answered = { what: string; milliseconds: number };
type Answer = { status: number; location: string | undefined; body: string };

/** One for all: a balancer keeps connections to its servers. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
let turn = 0;

export class VirtualUser {
  readonly answered: Answered[] = [];
  readonly errors: string[] = [];
  /** The keys of payments that were acknowledged. */
  readonly paid: string[] = [];

  readonly #place: Place;
  readonly #cookie: string;
  protected readonly loan: { id: string; externalAccountId: string };

  constructor(place: Place, cookie: string, loan: { id: string; externalAccountId: string }) {
    this.#place = place;
    this.#cookie = cookie;
    this.loan = loan;
  }

  /** Seven in ten look, two ask, one pays. @param chance 0 to 1 */
  async act(chance: number): Promise<void> {
    try {
      if (chance < 0.7) await this.read(chance / 0.7);
      else await this.quote({ isPaid: chance >= 0.9, isTwice: chance >= 0.98 });
    } catch (error) {
      this.errors.push(error instanceof Error ? error.message : String(error));
    }
  }

  private async read(chance: number) {
    const { id } = this.loan;
    const pages = ["/borrower", `/borrower/loans/${id}`, `/borrower/loans/${id}/entries`];
    await this.page("read", pages[Math.floor(chance * pages.length)]!);
  }

  /** @param how `isTwice`: the button is pressed twice, and each press goes to another server */
  private async quote({ isPaid, isTwice }: { isPaid: boolean; isTwice: boolean }) {
    const path = `/borrower/loans/${this.loan.id}/repay`;
    const form = formOf(await this.page("quote", path), "Choose a payment");
    const choice = {
      ...form,
      kind: "OTHER",
      amount: "10.00",
      externalAccountId: this.loan.externalAccountId,
    };
    const review = await this.send("quote", path, choice);
    const page = await this.page("quote", review);
    if (!isPaid) return;
    const confirm = formOf(page, "Confirm the payment");
    const sent = await Promise.all(
      Array.from({ length: isTwice ? 2 : 1 }, () => this.send("pay", review, confirm)),
    );
    this.paid.push(confirm.idempotencyKey!);
    await this.page("pay", sent[0]!);
  }

  protected async page(what: string, path: string): Promise<string> {
    const { status, body } = await this.ask(what, path);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    return body;
  }

  /** @returns where the form leads */
  protected async send(what: string, path: string, fields: Record<string, string>): Promise<string> {
    const { status, location, body } = await this.ask(what, path, fields);
    if (status !== 303 || !location)
      throw new Error(`The form of ${path} answered ${status}: ${refusalOf(body)}`);
    return new URL(location, `http://${this.#place.host}`).href.replace(`http://${this.#place.host}`, "");
  }

  private async ask(what: string, path: string, fields?: Record<string, string>): Promise<Answer> {
    const began = performance.now();
    const answer = await this.fetch(path, fields);
    this.answered.push({ what, milliseconds: performance.now() - began });
    return answer;
  }

  private async fetch(path: string, fields?: Record<string, string>): Promise<Answer> {
    const { host, ports } = this.#place;
    const form = fields && (await encoded(fields));
    return new Promise((done, failed) => {
      const asked = request(
        {
          ...{ port: ports[turn++ % ports.length], path, agent, method: form ? "POST" : "GET" },
          headers: {
            ...{ host, origin: `http://${host}`, cookie: this.#cookie, accept: "text/html" },
            ...(form && { "content-type": form.type, "content-length": form.body.length }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", failed);
          answer.on("end", () =>
            done({
              status: answer.statusCode!,
              location: answer.headers.location,
              body: Buffer.concat(chunks).toString("utf8"),
            }),
          );
        },
      );
      asked.on("error", failed);
      asked.end(form?.body);
    });
  }
}

async function encoded(fields: Record<string, string>): Promise<{ type: string; body: Buffer }> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const whole = new Response(data);
  return { type: whole.headers.get("content-type")!, body: Buffer.from(await whole.arrayBuffer()) };
}

/** What a form posts besides what is typed, as before hydration. */
export function formOf(html: string, label: string): Record<string, string> {
  const [form] = new RegExp(`<form[^>]*aria-label="${label}".*?</form>`, "s").exec(html) ?? [];
  if (!form) throw new Error(`There is no form "${label}": ${refusalOf(html)}`);
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  return Object.fromEntries(
    fields.map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    ]),
  );
}

/** The text of the first alert. */
function refusalOf(html: string): string {
  const [, alert = ""] = /role="alert"[^>]*>(.*?)<\/(?:div|section)>/s.exec(html) ?? [];
  return alert
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}
