import { useDroppable } from '@dnd-kit/core';
import { type FormEvent, type RefObject, useState } from 'react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { NEW_FIELD } from './Dragging';
import { TypeSelect } from './TypeSelect';

interface Props {
  input: RefObject<HTMLInputElement | null>;
  taken: (path: string) => boolean;
  add: (path: string, type: string) => void;
}

export function AddField({ input, taken, add }: Props) {
  const [path, setPath] = useState('');
  const [type, setType] = useState('string');
  const [error, setError] = useState<string>();
  const { setNodeRef, isOver, active } = useDroppable({ id: NEW_FIELD });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = path.trim();
    if (text === '') return setError(t.mapper.pathMissing);
    if (taken(text)) return setError(t.mapper.taken);
    add(text, type);
    setPath('');
    setType('string');
    setError(undefined);
    // The next one can be typed at once.
    input.current?.focus();
  };
  return (
    <form ref={setNodeRef} className={isOver ? 'add-field drop-over' : 'add-field'} onSubmit={submit} noValidate>
      <Field label={t.mapper.newField} help={active ? t.mapper.dropHere : t.mapper.newFieldHelp} error={error}>
        {(control) => (
          <div className="inline-form">
            <input
              {...control}
              ref={input}
              className="input mono"
              autoComplete="off"
              spellCheck={false}
              value={path}
              onChange={(event) => {
                setPath(event.target.value);
                setError(undefined);
              }}
            />
            <TypeSelect label={t.mapper.type} value={type} onChange={setType} />
            <Button type="submit">{t.mapper.addField}</Button>
          </div>
        )}
      </Field>
    </form>
  );
}
