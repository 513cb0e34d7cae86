// Loads the eighteen months, from the beginning or from where it was broken off, and keeps beside the data how far it is.
//
// People may use the product during that time. What they do happens on the business date of that moment and stays: the story moves the
// date on as an administrator would, and whatever the product refuses the story because of them, the story leaves out.
import { invariant } from "@/lib/errors";
import { addDays, compare, type IsoDate } from "@/lib/calendar/dates";
import { noteSampleData, sampleDataProgress } from "@/lib/jobs/sample-data";
import { connectAccounting } from "./accounting";
import { keepBooks } from "./books";
import { writeMessages } from "./messages";
import { FIRST_DAY } from "./people";
import { tellStory, type OnRefusal } from "./story";

export async function loadSampleData({
  onDay = () => {},
  onRefusal,
}: {
  onDay?: ((day: IsoDate) => void) | undefined;
  onRefusal?: OnRefusal | undefined;
} = {}): Promise<void> {
  const progress = await sampleDataProgress();
  invariant(progress, "there is sample data to load");
  try {
    await noteSampleData({ status: "RUNNING" });
    await tellStory({
      from: progress.nextDate,
      onDay: async (day) => {
        if (compare(day, FIRST_DAY) > 0) await noteSampleData({ reached: addDays(day, -1) });
        onDay(day);
      },
      onRefusal,
    });
    await writeMessages();
    await keepBooks(onRefusal);
    await connectAccounting();
    await noteSampleData({ status: "DONE" });
  } catch (error) {
    await noteSampleData({ status: "FAILED" }).catch(() => {}); // the database may be what failed
    throw error;
  }
}
