import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { InstanceDetails } from '../../api/instances';
import { renameObject } from '../../api/mapping';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Failure } from '../../ui/Failure';
import { Field } from '../../ui/Field';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';
import { useToast } from '../../ui/toasts';
import { focusTitle } from './focusTitle';
import { LevelChoice } from './LevelChoice';
import { isObjectName } from './mappable';
import { useObjectLevels } from './useObjectLevels';

interface Props {
  instance: InstanceDetails;
  name: string;
  close: () => void;
}

/** Gives an object another name at one level. */
export function RenameObject({ instance, name, close }: Props) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t.objects.renameTitle(name)}
      description={t.objects.renameText}
    >
      <RenameForm instance={instance} name={name} close={close} />
    </Dialog>
  );
}

function RenameForm({ instance, name, close }: Props) {
  const { read, kept, there, open, level, choose } = useObjectLevels(instance, name);
  const defined = open.filter((each) => kept?.[each].definition);
  const chosen = level && defined.includes(level) ? level : defined.at(-1);
  const [to, setTo] = useState(name);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const queryClient = useQueryClient();
  if (read.isError) return <Failure error={read.error} retry={() => void read.refetch()} />;
  if (!kept) return <Loading />;
  if (!chosen) return <Closed close={close} />;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = to.trim();
    if (!isObjectName(wanted)) return setError(t.objects.badName);
    if (wanted === name) return close();
    setBusy(true);
    try {
      await renameObject(chosen, String(instance.id), name, wanted);
      toast(t.objects.renamed(name, wanted));
      close();
      await queryClient.invalidateQueries({ queryKey: ['mapping'] });
      focusTitle();
    } catch (reason) {
      setError(messageOf(reason));
    } finally {
      setBusy(false);
    }
  };

  const others = there.filter((each) => each !== chosen).map((each) => t.mapper.levelWords[each]);
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <Field label={t.objects.newName} error={error}>
        {(control) => (
          <input
            {...control}
            className="input"
            autoComplete="off"
            spellCheck={false}
            value={to}
            onChange={(event) => {
              setTo(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </Field>
      <LevelChoice label={t.objects.renameFor} levels={defined} chosen={chosen} choose={choose} />
      <p className="field-help">{t.objects.renameScope(t.mapper.levelWords[chosen])}</p>
      {others.length > 0 && <Note kind="warning">{t.objects.oldNameStays(others, name)}</Note>}
      <div className="dialog-actions">
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button type="submit" look="primary" busy={busy}>
          {t.objects.rename}
        </Button>
      </div>
    </form>
  );
}

/** For those who may not change what is there. */
export function Closed({ close }: { close: () => void }) {
  return (
    <>
      <Note>{t.objects.onlyAdministrators}</Note>
      <div className="dialog-actions">
        <Button onClick={close}>{t.common.close}</Button>
      </div>
    </>
  );
}
