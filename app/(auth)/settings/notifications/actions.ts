"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { TOPICS, type Topic } from "@/lib/notifications/kinds";
import { setEmailPreferences } from "@/lib/notifications/preferences";

const names = Object.keys(TOPICS) as [Topic, ...Topic[]];
const isOn = z.literal("on").optional();
const preferencesInput = z.strictObject(
  Object.fromEntries(names.map((topic) => [topic, isOn])) as Record<Topic, typeof isOn>,
);

export const setEmailPreferencesAction = action(
  { role: "ANY", input: preferencesInput },
  async (chosen, { userId }) => {
    await setEmailPreferences({ userId, topics: names.filter((topic) => chosen[topic] === "on") });
    refresh();
  },
);
