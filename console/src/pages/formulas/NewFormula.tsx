import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { createFormula, readTemplate, templatesQuery } from '../../api/formulas';
import { f } from '../../formulaStrings';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { JsonField } from '../../ui/JsonField';
import { Note } from '../../ui/Note';
import { useSending } from '../../ui/useSending';

/** Makes a formula of what is given, and goes on to it. */
function useCreate(to: '/formulas/$id' | '/formulas/$id/edit') {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async (document: unknown) => {
    const { id } = await createFormula(document);
    await queryClient.invalidateQueries({ queryKey: ['formulas', 'list'] });
    await navigate({ to, params: { id: String(id) } });
  };
}

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function BlankDialog({ open, onOpenChange }: Props) {
  const [name, setName] = useState('');
  const [template, setTemplate] = useState('');
  const templates = useQuery(templatesQuery);
  const create = useCreate('/formulas/$id/edit');
  const { problem, busy, send } = useSending();
  const begin = async () => {
    const trigger = { type: 'manual', properties: {}, onSuccess: [], onFailure: [] };
    const empty = { triggers: [trigger], steps: [], configuration: [] };
    await create({ ...(template ? await readTemplate(template) : empty), name });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(begin);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={f.make}>
      <form className="stack" onSubmit={submit}>
        <Field label={f.name} help={f.nameHelp} error={problem || undefined}>
          {(control) => (
            <input
              {...control}
              className="input"
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={f.beginWith}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={template}
              onChange={(event) => setTemplate(event.target.value)}
            >
              <option value="">{f.empty}</option>
              {templates.data?.map((each) => (
                <option key={each.key} value={each.key}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="dialog-actions">
          <Button onClick={() => onOpenChange(false)}>{t.common.cancel}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {f.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function ImportDialog({ open, onOpenChange }: Props) {
  const [text, setText] = useState('');
  const create = useCreate('/formulas/$id');
  const { problem, busy, send } = useSending();
  const read = (): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new Error(f.importNoJson, { cause: error });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(async () => create(read()));
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={f.import} description={f.importText}>
      <form className="stack" onSubmit={submit}>
        <Field label={f.importFile}>
          {(control) => (
            <input
              {...control}
              className="file-drop"
              type="file"
              accept=".json,application/json"
              onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
            />
          )}
        </Field>
        <JsonField label={f.importPaste} text={text} change={setText} />
        {problem && <Note kind="danger">{problem}</Note>}
        <div className="dialog-actions">
          <Button onClick={() => onOpenChange(false)}>{t.common.cancel}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {f.importAction}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
