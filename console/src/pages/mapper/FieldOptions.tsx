import { useState } from 'react';
import type { MappingField } from '../../api/mapping';
import { t } from '../../strings';
import { Field } from '../../ui/Field';
import { type Row, setMapping, setType } from './draft';
import { MappingOptions } from './MappingOptions';
import { TypeSelect } from './TypeSelect';
import type { Editing } from './useDraft';

interface Props {
  row: Row;
  editing: Editing;
  rename: (to: string) => void;
}

/** What is seldom changed of a field. */
export function FieldOptions({ row, editing, rename }: Props) {
  const { rows, edit } = editing;
  const { path, type, own, mapping } = row;
  return (
    <div className="field-options">
      {own ? (
        <PathInput path={path} taken={(to) => rows.some((each) => each.path === to)} rename={rename} />
      ) : (
        <p className="field-help field-options-wide">{t.mapper.inheritedName}</p>
      )}
      <div className="field">
        <span className="field-label" aria-hidden="true">
          {t.mapper.type}
        </span>
        <TypeSelect
          label={t.mapper.typeOf(path)}
          value={type}
          onChange={(next) => edit((draft) => setType(draft, row, next))}
        />
      </div>
      {mapping && (
        <MappingOptions
          path={path}
          type={type}
          mapping={mapping}
          change={(next: MappingField) => edit((draft) => setMapping(draft, path, next))}
        />
      )}
    </div>
  );
}

/** Renames when it is left or Enter is pressed: with every key the row would become another one. */
function PathInput({
  path,
  taken,
  rename,
}: {
  path: string;
  taken: (to: string) => boolean;
  rename: (to: string) => void;
}) {
  const [text, setText] = useState(path);
  const to = text.trim();
  const error = to === path ? undefined : to === '' ? t.mapper.pathMissing : taken(to) ? t.mapper.taken : undefined;
  const commit = () => {
    if (to !== path && !error) rename(to);
  };
  return (
    <Field label={t.mapper.rename} error={error}>
      {(control) => (
        <input
          {...control}
          className="input mono"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </Field>
  );
}
