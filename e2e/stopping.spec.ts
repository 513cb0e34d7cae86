// A web server that is asked to stop, as every deployment does: what it has written is answered, and it ends well.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { freePorts } from "../scripts/embedded-postgres";
import { answers, ended, startProcess, stopProcess } from "../scripts/processes";
import { expect, test } from "./fixtures";
import { withDatabase } from "./pages";

test("a message in progress when the server is asked to stop is answered, and the server exits with 0", async ({
  pool,
  playwright,
}) => {
  const [port] = await freePorts(1);
  const url = `http://localhost:${port}`;
  const web = startProcess(["scripts/web.ts"], { ...pool.env, PORT: String(port), APP_URL: url });
  const end = ended(web);
  const client = await playwright.request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const subject = `Stopping ${randomBytes(6).toString("hex")}`;
  try {
    await answers(`${url}/api/health`);
    const page = await (await client.get("/contact")).text();
    const silent = connect(port!, "localhost"); // as browsers do ahead of a first request
    await once(silent, "connect");
    await withDatabase(pool.ownerUrl, async (database) => {
      await database.query("BEGIN; LOCK TABLE message_threads IN EXCLUSIVE MODE");
      const answer = client.post("/contact", {
        multipart: {
          ...hiddenFields(page),
          ...{
            name: "Dana Whitmore",
            email: "dana@example.com",
            topic: "other",
            subject,
            body: "Are you there?",
          },
        },
        maxRedirects: 0,
      });
      const waiting = "SELECT 1 FROM pg_locks WHERE relation = 'message_threads'::regclass AND NOT granted";
      await expect.poll(async () => (await database.query(waiting)).rowCount).toBe(1);
      web.kill("SIGTERM");
      await expect
        .poll(() =>
          fetch(url).then(
            () => "taken",
            () => "refused",
          ),
        )
        .toBe("refused");
      await database.query("COMMIT");
      expect((await answer).status()).toBe(303);
      expect((await answer).headers().location).toBe("/contact?sent=yes");
      const { rowCount } = await database.query("SELECT 1 FROM message_threads WHERE subject = $1", [
        subject,
      ]);
      expect(rowCount).toBe(1);
    });
    const answered = Date.now();
    expect((await end).code).toBe(0);
    expect(Date.now() - answered, "no request is waited for any more").toBeLessThan(20_000); // serve.js would take 30
  } finally {
    await client.dispose();
    await stopProcess(web);
  }
});

/** What the form posts besides what is typed: without a script, as before hydration. */
function hiddenFields(html: string) {
  const [form = ""] = /<form[^>]*aria-label="Write to us".*?<\/form>/s.exec(html) ?? [];
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  return Object.fromEntries(
    fields.map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    ]),
  );
}
