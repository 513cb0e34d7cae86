"use client";

import { useState, type SubmitEvent } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./ui/icon";

const CHOICES = [
  { value: "system", label: "System theme", icon: "monitor" },
  { value: "light", label: "Light theme", icon: "sun" },
  { value: "dark", label: "Dark theme", icon: "moon" },
] as const;

type Choice = (typeof CHOICES)[number]["value"];

/** A plain post before hydration; after it, the change is made in place so that half-filled forms stay as they are. */
export function ThemeButtons({ current }: { current: Choice }) {
  const [chosen, setChosen] = useState<Choice>(current);

  async function choose(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = new FormData(event.currentTarget, event.nativeEvent.submitter);
    const answer = await fetch("/api/theme", { method: "POST", body, redirect: "manual" });
    if (answer.type !== "opaqueredirect") return;
    const theme = body.get("theme") as Choice;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    setChosen(theme);
  }

  return (
    <form action="/api/theme" method="post" onSubmit={choose}>
      <div role="group" aria-label="Theme" className="inline-flex rounded-md border p-0.5">
        {CHOICES.map(({ value, label, icon }) => (
          <button
            key={value}
            name="theme"
            value={value}
            title={label}
            aria-label={label}
            aria-pressed={chosen === value}
            className={cn(
              "grid size-7 place-items-center rounded-sm text-muted hover:text-ink",
              chosen === value && "bg-sunken text-ink",
            )}
          >
            <Icon name={icon} className="size-4" />
          </button>
        ))}
      </div>
    </form>
  );
}
