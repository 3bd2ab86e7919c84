import { Command } from 'cmdk';
import { ArrowLeft, ChevronsUpDown } from 'lucide-react';
import { type Ref, useMemo, useState } from 'react';
import { t } from '../../strings';
import { ChoiceList } from '../../ui/ChoiceList';
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
    <ChoiceList
      open={open}
      onOpenChange={change}
      align="start"
      label={t.mapper.placesOf(path)}
      placeholder={t.mapper.searchPlace}
      search={{ text: search, change: setSearch }}
      button={
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
      }
    >
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
    </ChoiceList>
  );
}
