import { Command } from 'cmdk';
import { ArrowLeft, ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type Ref, useMemo, useState } from 'react';
import { t } from '../../strings';
import { flat, type VendorPath } from './paths';
import { shortValue } from './shortValue';

interface Props {
  ref: Ref<HTMLButtonElement>;
  path: string;
  place: string | undefined;
  tree: readonly VendorPath[];
  suggestion: string | undefined;
  describedBy: string | undefined;
  /** Gets an empty text for no mapping. */
  pick: (place: string) => void;
}

/** Says which of the provider's places a field is mapped to, and lets choose or type another. */
export function PlacePicker({ ref, path, place, tree, suggestion, describedBy, pick }: Props) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const places = useMemo(() => flat(tree), [tree]);
  const typed = search.trim();
  const choose = (chosen: string) => {
    setOpen(false);
    pick(chosen);
  };
  const change = (next: boolean) => {
    setOpen(next);
    setSearch('');
  };
  return (
    // Not modal: that would lock scrolling by a style element, which the content security policy forbids.
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>
        <button
          ref={ref}
          type="button"
          className={place ? 'input picker' : 'input picker picker-empty'}
          aria-label={t.mapper.place(path, place ?? t.mapper.notMapped)}
          aria-describedby={describedBy}
        >
          <ArrowLeft size={14} aria-hidden="true" />
          <span className={place ? 'mono ellipsis' : 'ellipsis'}>{place ?? t.mapper.notMapped}</span>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu picker-list"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t.mapper.placesOf(path)}
        >
          <Command label={t.mapper.placesOf(path)} loop>
            <Command.Input value={search} onValueChange={setSearch} placeholder={t.mapper.searchPlace} />
            <Command.List label={t.mapper.placesOf(path)}>
              {suggestion && (
                <Command.Group heading={t.mapper.suggested}>
                  <Command.Item value={`${suggestion} ${t.mapper.suggested}`} onSelect={() => choose(suggestion)}>
                    <span className="mono">{suggestion}</span>
                  </Command.Item>
                </Command.Group>
              )}
              <Command.Group heading={t.mapper.others}>
                {places.map(({ path: each, type, value, sampled }) => (
                  <Command.Item key={each} value={each} onSelect={() => choose(each)}>
                    <span className="mono">{each}</span>
                    <span className="small muted ellipsis">
                      {sampled ? shortValue(value) : (t.mapper.vendorTypes[type] ?? type)}
                    </span>
                  </Command.Item>
                ))}
                {place && (
                  <Command.Item value={t.mapper.unmap} onSelect={() => choose('')}>
                    {t.mapper.unmap}
                  </Command.Item>
                )}
              </Command.Group>
              {typed !== '' && !places.some((each) => each.path === typed) && (
                <Command.Group forceMount heading={t.mapper.typed}>
                  <Command.Item forceMount value={`= ${typed}`} onSelect={() => choose(typed)}>
                    {t.mapper.usePlace(typed)}
                  </Command.Item>
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
