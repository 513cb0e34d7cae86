// Every page as everyone who may open it: axe finds nothing in either theme, the console stays silent, and on a phone
// nothing makes the page scroll sideways.
import { examine } from "./examine";
import { test } from "./fixtures";
import { VISITORS, visitsOf, type Visitor } from "./pages";

/** Into how many tests the pages of a visitor are divided, so that none takes much longer than the others. */
const PARTS: Record<string, number> = { administrator: 4, borrower: 2, investor: 2 };

for (const visitor of VISITORS) {
  const parts = PARTS[visitor.name] ?? 1;
  for (let part = 0; part < parts; part++) {
    const name = parts === 1 ? visitor.name : `${visitor.name} (${part + 1} of ${parts})`;
    test(`axe finds nothing on the pages of the ${name}, and none of them scrolls sideways`, async ({
      story,
      open,
    }) => {
      const page = await open(story, visitor.email);
      const visits = await visitsOf(visitor, story.ownerUrl);
      for (const { path } of visits.filter((_, index) => index % parts === part)) {
        await test.step(path, () => examine(page, path));
      }
    });
  }
}

test("axe finds nothing on what is said of pages that do not exist", async ({ story, open }) => {
  for (const { email, gates } of VISITORS.filter(({ only }: Visitor) => !only)) {
    const page = await open(story, email);
    const portal = { INVESTOR: "/investor", BORROWER: "/borrower", ADMIN: "/admin" }[gates[0] as string];
    await examine(page, portal ? `${portal}/nowhere/at-all` : "/nowhere");
  }
});
