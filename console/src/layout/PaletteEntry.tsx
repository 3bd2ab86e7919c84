import { Command } from 'cmdk';
import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  name: string;
  /** What the search looks at, and what tells entries of one name apart. */
  value?: string;
  onSelect: () => void;
}

/** Something to jump to, or to do. */
export function PaletteEntry({ icon, name, value = name, onSelect }: Props) {
  return (
    <Command.Item value={value} onSelect={onSelect}>
      {icon}
      {name}
    </Command.Item>
  );
}
