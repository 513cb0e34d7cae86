"use client";

import { useContext, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Fieldset, type FieldProps } from "./field";
import { FieldContext } from "./form-context";

export interface RadioCard {
  value: string;
  title: ReactNode;
  description?: ReactNode;
  /** What the choice costs or gives, at the right: an amount, a rate, a speed. */
  aside?: ReactNode;
  /** An option shown but not open carries its reason in the description. */
  disabled?: boolean;
}

/** One choice out of a few, each large enough to explain itself. The whole card is the target. */
export function RadioCards({
  options,
  defaultValue,
  columns = 1,
  onValueChange,
  ...field
}: Omit<FieldProps, "children"> & {
  options: RadioCard[];
  defaultValue?: string;
  columns?: 1 | 2 | 3;
  onValueChange?: (value: string) => void;
}) {
  return (
    <Fieldset {...field}>
      <div className={cn("grid gap-2", columns === 2 && "sm:grid-cols-2", columns === 3 && "sm:grid-cols-3")}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            option={option}
            isFirst={index === 0}
            checked={option.value === defaultValue}
            onChoose={onValueChange}
          />
        ))}
      </div>
    </Fieldset>
  );
}

function Choice(props: {
  option: RadioCard;
  isFirst: boolean;
  checked: boolean;
  onChoose: ((value: string) => void) | undefined;
}) {
  const { value, title, description, aside, disabled } = props.option;
  const field = useContext(FieldContext);
  // The first card carries the group's id: that is where a link in the error summary leads.
  const id = props.isFirst ? field?.id : `${field?.id}-${value}`;
  return (
    <label
      className={cn(
        "flex items-start gap-3 rounded-md border border-edge bg-surface px-4 py-3 has-checked:border-accent",
        "has-checked:bg-accent-soft has-checked:outline has-checked:outline-accent",
        "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        disabled ? "cursor-not-allowed bg-sunken" : "hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        id={id}
        name={field?.name}
        value={value}
        defaultChecked={props.checked}
        required={field?.required}
        disabled={disabled}
        aria-labelledby={`${id}-title`}
        aria-describedby={description || aside ? `${id}-more` : undefined}
        onChange={() => props.onChoose?.(value)}
        className="mt-0.5 size-5 shrink-0 accent-accent outline-none"
      />
      <span className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-4">
        <span id={`${id}-title`} className="font-medium">
          {title}
        </span>
        <span id={`${id}-more`} className="contents">
          {aside && <span className="tnum font-medium">{aside}</span>}
          {description && <span className="w-full text-sm text-muted">{description}</span>}
        </span>
      </span>
    </label>
  );
}
