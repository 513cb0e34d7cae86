// The administrator who looks at the writeback page while the backlog is worked off.
import { ADMINISTRATOR, PASSWORD } from "../prisma/seed/people";

const PAGE = "/admin/settings/writeback";
const BETWEEN_MS = 500;

export class AdminPage {
  readonly #url: string;
  readonly #cookies: string;

  private constructor(url: string, cookies: string) {
    this.#url = url;
    this.#cookies = cookies;
  }

  /** Signs in as a browser does, by the form's own address. */
  static async signIn(url: string): Promise<AdminPage> {
    const jar = new Map<string, string>();
    const keep = (answer: Response) => {
      for (const cookie of answer.headers.getSetCookie()) {
        const [name, value] = cookie.split(";")[0]!.split(/=(.*)/s);
        jar.set(name!, value!);
      }
    };
    const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const asked = await fetch(`${url}/api/auth/csrf`);
    keep(asked);
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const form = { csrfToken, email: ADMINISTRATOR.email, password: PASSWORD, json: "true" };
    const answer = await fetch(`${url}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { cookie: cookies() },
      body: new URLSearchParams(form),
      redirect: "manual",
    });
    keep(answer);
    const page = new AdminPage(url, cookies());
    for (let visit = 0; visit < 3; visit++) await page.visit(); // the first visits of a server load its code
    return page;
  }

  /** Fetches the whole page, and rests. @returns milliseconds until its last byte */
  async visit(): Promise<number> {
    const startedAt = performance.now();
    const answer = await fetch(`${this.#url}${PAGE}`, {
      headers: { cookie: this.#cookies },
      redirect: "manual",
    });
    const text = await answer.text();
    const ms = performance.now() - startedAt;
    if (answer.status !== 200 || !text.includes("Workshop"))
      throw new Error(`The administrator's page answered ${answer.status}.`);
    await new Promise((rest) => setTimeout(rest, BETWEEN_MS));
    return ms;
  }
}
