// The administrator who looks at the writeback page while the backlog is worked off.
import { ADMINISTRATOR, PASSWORD } from "../prisma/seed/people";
import { signIn } from "./sign-in";

const PAGE = "/admin/settings/writeback";
const BETWEEN_MS = 500;

export class AdminPage {
  readonly #url: string;
  readonly #cookies: string;

  private constructor(url: string, cookies: string) {
    this.#url = url;
    this.#cookies = cookies;
  }

  static async signIn(url: string): Promise<AdminPage> {
    const page = new AdminPage(url, await signIn(url, ADMINISTRATOR.email, PASSWORD));
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
