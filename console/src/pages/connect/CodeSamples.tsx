import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { elementQuery } from '../../api/catalog';
import { PLATFORM } from '../../api/client';
import { instanceQuery, reveal } from '../../api/instances';
import { readSecrets } from '../../api/secrets';
import { sessionQuery } from '../../api/session';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { CodeBlock } from '../../ui/Copy';
import { Note } from '../../ui/Note';
import { PasswordDialog } from '../../ui/PasswordDialog';
import { PLACES, samples } from './samples';

interface Props {
  instanceId: number;
  title: string;
  /** What to call; otherwise the first list of the element. */
  path?: string;
}

/** A call of this instance, ready to copy; the secrets come in when the password is given. */
export function CodeSamples({ instanceId, title, path: wanted }: Props) {
  const [secrets, setSecrets] = useState(PLACES);
  const [asking, setAsking] = useState(false);
  const { data: session } = useQuery(sessionQuery);
  const { data: instance } = useQuery(instanceQuery(String(instanceId)));
  const { data: element } = useQuery({ ...elementQuery(instance?.elementKey ?? ''), enabled: instance !== undefined });
  const path = wanted ?? firstList(element?.resources ?? []);
  const url = `${session?.publicUrl ?? location.origin}${PLATFORM}${path}`;
  const filled = secrets !== PLACES;

  const fill = async (password: string) => {
    const [{ userSecret, organizationSecret }, { value }] = await Promise.all([
      readSecrets(password),
      reveal(instanceId, password, 'token'),
    ]);
    setSecrets({ user: userSecret, organization: organizationSecret, element: value });
  };

  return (
    <section className="stack">
      <div className="row spread">
        <h2>{title}</h2>
        {!filled && (
          <Button size="small" onClick={() => setAsking(true)}>
            <KeyRound size={14} aria-hidden="true" />
            {t.code.fill}
          </Button>
        )}
      </div>
      {filled && <Note kind="warning">{t.code.filled}</Note>}
      <Tabs.Root defaultValue="curl">
        <Tabs.List className="tabs" aria-label={title}>
          {samples.map(({ language }) => (
            <Tabs.Trigger key={language} value={language} className="tab">
              {language}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {samples.map(({ language, code }) => (
          <Tabs.Content key={language} value={language} className="tab-panel" tabIndex={-1}>
            <CodeBlock text={code(url, secrets)} name={language} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <PasswordDialog
        open={asking}
        onOpenChange={setAsking}
        title={t.code.dialogTitle}
        description={t.code.dialogText}
        onPassword={fill}
      />
    </section>
  );
}

/** The first list of the element that needs no id: something that surely can be called. */
function firstList(resources: { method: string; path: string }[]): string {
  const lists = resources.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
  const chosen = lists.find(({ path }) => /\/(channels|accounts|contacts)$/.test(path)) ?? lists[0];
  return chosen?.path ?? '/ping';
}
