import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceDetails } from '../../api/instances';
import type { Use } from '../../api/mapping';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';
import { useToast } from '../../ui/toasts';
import { forget } from './forget';
import { focusTitle } from './focusTitle';
import { LevelChoice } from './LevelChoice';
import { Closed } from './RenameObject';
import { useObjectLevels } from './useObjectLevels';

interface Props {
  instance: InstanceDetails;
  name: string;
  uses: readonly Use[];
  close: () => void;
}

/** Deletes an object at one level, after it has said what goes with it. */
export function DeleteObject(props: Props) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.close()}
      title={t.objects.deleteTitle(props.name)}
      description={t.objects.deleteText}
    >
      <Deletion {...props} />
    </Dialog>
  );
}

function Deletion({ instance, name, uses, close }: Props) {
  const { read, kept, open, level, choose } = useObjectLevels(instance, name);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const queryClient = useQueryClient();
  if (read.isError) return <Failure error={read.error} retry={() => void read.refetch()} />;
  if (!kept) return <Loading />;
  if (!level) return <Closed close={close} />;

  const { definition, transformation } = kept[level];
  const own = transformation ? [{ element: instance.elementKey, elementName: instance.elementName }] : [];
  const further = uses.filter((use) => use.level === level && use.element !== instance.elementKey);
  const mappings = [...own, ...further];

  const remove = async () => {
    setBusy(true);
    setProblem('');
    try {
      const elements = mappings.map(({ element }) => element);
      const stay = await forget(level, String(instance.id), name, elements, definition !== undefined);
      toast(stay ? t.objects.fieldsStay(name) : t.objects.deleted(name));
      close();
      await queryClient.invalidateQueries({ queryKey: ['mapping'] });
      focusTitle();
    } catch (reason) {
      setProblem(messageOf(reason));
      setBusy(false);
      // Some of it may be gone.
      await queryClient.invalidateQueries({ queryKey: ['mapping'] });
    }
  };

  return (
    <div className="stack">
      <LevelChoice label={t.objects.deleteFor} levels={open} chosen={level} choose={choose} />
      <div>
        <p>{t.objects.whatGoes(t.mapper.levelWords[level])}</p>
        <ul className="plain-list">
          {definition && <li>{t.objects.goingFields(definition.fields.length)}</li>}
          {mappings.map(({ element, elementName }) => (
            <li key={element}>{t.objects.goingMapping(elementName)}</li>
          ))}
        </ul>
      </div>
      {problem && <Note kind="danger">{problem}</Note>}
      <div className="dialog-actions">
        <Button onClick={close}>{t.common.cancel}</Button>
        <Button look="danger" busy={busy} onClick={() => void remove()}>
          {t.common.delete}
        </Button>
      </div>
    </div>
  );
}
