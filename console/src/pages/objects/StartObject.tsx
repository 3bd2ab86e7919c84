import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { isObjectName } from './mappable';

/** Names an object; it is made when its mapping is saved. */
export function StartObject({ id }: { id: string }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const text = name.trim();
    if (isObjectName(text)) void navigate({ to: '/instances/$id/objects/$name', params: { id, name: text } });
  };
  return (
    <form className="start-object" onSubmit={submit} noValidate>
      <Field
        label={t.objects.startName}
        help={t.objects.startHelp}
        error={tried && !isObjectName(name.trim()) ? t.objects.badName : undefined}
      >
        {(control) => (
          <div className="inline-form">
            <input
              {...control}
              className="input"
              autoComplete="off"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" look="primary">
              {t.objects.startAction}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
