import { Command } from 'cmdk';
import { Braces } from 'lucide-react';
import { useMemo, useState } from 'react';
import { f } from '../../../formulaStrings';
import type { Name } from '../../../script/vocabulary';
import { buttonClass } from '../../../ui/Button';
import { ChoiceList } from '../../../ui/ChoiceList';
import { placesOf } from './names';

interface Props {
  field: string;
  names: readonly Name[];
  /** Gets the path, such as `steps.find.response.body`. */
  pick: (path: string) => void;
}

/** Offers what a property can refer to, with the values of a run. */
export function ValuePicker({ field, names, pick }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <ChoiceList
      open={open}
      onOpenChange={setOpen}
      align="end"
      label={f.pickList}
      placeholder={f.pickSearch}
      button={
        <button
          type="button"
          className={buttonClass({ look: 'quiet', size: 'small', icon: true })}
          aria-label={f.pick(field)}
          title={f.pickShort}
        >
          <Braces size={15} aria-hidden="true" />
        </button>
      }
    >
      <Places
        names={names}
        pick={(path) => {
          setOpen(false);
          pick(path);
        }}
      />
    </ChoiceList>
  );
}

function Places({ names, pick }: Pick<Props, 'names' | 'pick'>) {
  const places = useMemo(() => placesOf(names), [names]);
  return (
    <>
      <Command.Empty className="card-body muted">{f.pickNone}</Command.Empty>
      {places.map(({ path, detail }) => (
        <Command.Item key={path} value={path} onSelect={() => pick(path)}>
          <span className="mono ellipsis">{path}</span>
          <span className="small muted ellipsis">{detail}</span>
        </Command.Item>
      ))}
    </>
  );
}
