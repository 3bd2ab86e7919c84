import { useState } from 'react';
import { f } from '../../formulaStrings';
import { Field } from '../../ui/Field';
import { Search } from '../../ui/Search';
import { Select } from '../../ui/Select';
import { instantOf, localOf } from './moments';

/** What a list of executions is narrowed by, as the address has it; moments with their zone, so that it can be passed on. */
export interface ExecutionFilters {
  q?: string;
  status?: string;
  object?: string;
  from?: string;
  to?: string;
}

interface Props {
  filters: ExecutionFilters;
  change: (changes: ExecutionFilters) => void;
}

const STATUSES = ['pending', 'success', 'failed', 'retry', 'cancelled'];

/** Narrows the list by words, state, time and object. */
export function ExecutionFilterBar({ filters, change }: Props) {
  const { q = '', status = '', object = '', from, to } = filters;
  return (
    <div className="filter-bar">
      <div className="toolbar">
        <Search label={f.searchExecutions} value={q} onChange={(text) => change({ q: text })} />
        <Select
          label={f.status}
          value={status}
          onChange={(next) => change({ status: next })}
          options={[['', f.allStatuses], ...STATUSES.map((each) => [each, f.statuses[each] ?? each] as const)]}
        />
      </div>
      <div className="filter-fields">
        <Committed
          type="datetime-local"
          label={f.from}
          value={localOf(from)}
          commit={(text) => change({ from: instantOf(text) })}
        />
        <Committed
          type="datetime-local"
          label={f.until}
          value={localOf(to)}
          commit={(text) => change({ to: instantOf(text) })}
        />
        <Committed type="text" label={f.objectId} value={object} commit={(text) => change({ object: text.trim() })} />
      </div>
    </div>
  );
}

interface CommittedProps {
  type: 'text' | 'datetime-local';
  label: string;
  value: string;
  commit: (text: string) => void;
}

/** Counts when one is through with it, so that no list is asked for by half a date or half an id. */
function Committed({ type, label, value, commit }: CommittedProps) {
  const [typed, setTyped] = useState<string>();
  const apply = () => {
    setTyped(undefined);
    if (typed !== undefined && typed !== value) commit(typed);
  };
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          type={type}
          autoComplete="off"
          spellCheck={false}
          value={typed ?? value}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply();
            if (event.key === 'Escape') setTyped(undefined);
          }}
        />
      )}
    </Field>
  );
}
