import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What opens the list: a button. */
  button: ReactNode;
  align: 'start' | 'end';
  /** What is chosen from, for screen readers. */
  label: string;
  placeholder: string;
  /** What is searched for, when somebody else needs to know; otherwise the list keeps it. */
  search?: { text: string; change: (text: string) => void };
  /** The entries, drawn once the list is open. */
  children: ReactNode;
}

/** A list that is searched as one types, behind a button. */
export function ChoiceList({ open, onOpenChange, button, align, label, placeholder, search, children }: Props) {
  return (
    // Not modal: that would lock scrolling by a style element, which the content security policy forbids.
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{button}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu picker-list"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          <Command label={label} loop>
            <Command.Input
              placeholder={placeholder}
              {...(search && { value: search.text, onValueChange: search.change })}
            />
            <Command.List label={label}>{children}</Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
