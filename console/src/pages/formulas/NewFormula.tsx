import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { createFormula, readTemplate, templatesQuery } from '../../api/formulas';
import { messageOf } from '../../api/messages';
import { f } from '../../formulaStrings';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Note } from '../../ui/Note';

/** Makes a formula of what is given, and goes on to it. */
function useCreate(to: '/formulas/$id' | '/formulas/$id/edit') {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const create = async (document: unknown) => {
    setBusy(true);
    setProblem('');
    try {
      const { id } = await createFormula(document);
      await queryClient.invalidateQueries({ queryKey: ['formulas', 'list'] });
      await navigate({ to, params: { id: String(id) } });
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { create, problem, setProblem, busy };
}

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function BlankDialog({ open, onOpenChange }: Props) {
  const [name, setName] = useState('');
  const [template, setTemplate] = useState('');
  const templates = useQuery(templatesQuery);
  const { create, problem, setProblem, busy } = useCreate('/formulas/$id/edit');
  const begin = async () => {
    const trigger = { type: 'manual', properties: {}, onSuccess: [], onFailure: [] };
    const empty = { triggers: [trigger], steps: [], configuration: [] };
    try {
      await create({ ...(template ? await readTemplate(template) : empty), name });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    void begin();
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
  const { create, problem, setProblem, busy } = useCreate('/formulas/$id');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    try {
      void create(JSON.parse(text));
    } catch {
      setProblem(f.importNoJson);
    }
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
        <Field label={f.importPaste}>
          {(control) => (
            <textarea
              {...control}
              className="input json-input"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
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
