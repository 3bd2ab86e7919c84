import type { MappingField } from '../../api/mapping';
import { t } from '../../strings';
import { CommittedInput } from '../../ui/CommittedInput';
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
        <CommittedInput
          label={t.mapper.rename}
          value={path}
          fault={(to) => {
            if (to === '') return t.mapper.pathMissing;
            return to !== path && rows.some((each) => each.path === to) ? t.mapper.taken : undefined;
          }}
          commit={rename}
        />
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
