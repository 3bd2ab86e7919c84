import '../styles/formulas.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import {
  accountChoicesQuery,
  deleteFormulaInstance,
  type Formula,
  type FormulaInstance,
  formulaInstanceQuery,
  formulaQuery,
  replaceFormulaInstance,
  setFormulaInstanceActive,
} from '../api/formulas';
import { f } from '../formulaStrings';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { Dialog } from '../ui/Dialog';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { useToast } from '../ui/toasts';
import { Unloaded } from '../ui/Unloaded';
import { filled } from '../ui/words';
import type { ExecutionFilters } from './formulas/ExecutionFilters';
import { ExecutionList } from './formulas/ExecutionList';
import { Failures, OwnAddress, ValuesSwitch } from './formulas/InstanceCards';
import { InstanceForm } from './formulas/InstanceForm';
import { ActiveBadge } from './formulas/InstancesCard';
import { RunButton } from './formulas/RunDialog';
import { useFormulaChange } from './formulas/useFormulaChange';

/** The list of executions follows by itself, so that what is said about their failures has to as well. */
const COUNT_MS = 10_000;

export function FormulaInstancePage() {
  const { id, instance } = useParams({ from: '/member/shell/formulas/$id/instances/$instance' });
  const filters: ExecutionFilters = useSearch({ from: '/member/shell/formulas/$id/instances/$instance' });
  const navigate = useNavigate({ from: '/formulas/$id/instances/$instance' });
  const change = useCallback(
    (changes: ExecutionFilters) =>
      void navigate({
        search: (all) => filled<ExecutionFilters>({ ...all, ...changes }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const formula = useQuery(formulaQuery(id));
  const found = useQuery({ ...formulaInstanceQuery(instance), refetchInterval: COUNT_MS });
  const above = { to: '/formulas', name: f.title };
  if (formula.data === undefined) return <Unloaded query={formula} parent={above} />;
  const parent = { to: `/formulas/${id}`, name: formula.data.name };
  if (found.data === undefined) return <Unloaded query={found} parent={parent} />;
  const { data } = found;
  return (
    <Page
      title={data.name}
      parent={parent}
      beside={<ActiveBadge active={data.active} />}
      actions={<Actions formula={formula.data} instance={data} />}
    >
      <div className="stack">
        {!formula.data.active && (
          <Note kind="warning" title={f.formulaOff}>
            {f.formulaOffText}
          </Note>
        )}
        <Failures
          instance={data}
          show={() => void navigate({ search: { status: 'failed' }, replace: true, resetScroll: false })}
        />
        <ExecutionList formula={id} instance={instance} filters={filters} change={change} />
        <OwnAddress formula={formula.data} instance={data} />
        <Values formula={formula.data} instance={data} />
        <ValuesSwitch formula={formula.data} instance={data} />
        <Delete formula={id} instance={data} />
      </div>
    </Page>
  );
}

function Actions({ formula, instance }: { formula: Formula; instance: FormulaInstance }) {
  const [editing, setEditing] = useState(false);
  const queryClient = useQueryClient();
  const tell = useToast();
  const active = useFormulaChange(
    (on: boolean) => setFormulaInstanceActive(instance.id, on),
    (_, on) => (on ? f.activated : f.deactivated),
  );
  return (
    <>
      <Button busy={active.isPending} onClick={() => active.mutate(!instance.active)}>
        {instance.active ? f.deactivate : f.activate}
      </Button>
      <Button onClick={() => setEditing(true)}>{f.editInstance}</Button>
      <RunButton instance={instance} trigger={formula.triggers[0]?.type ?? 'manual'} />
      <Dialog open={editing} onOpenChange={setEditing} title={instance.name}>
        <InstanceForm
          formula={formula}
          instance={instance}
          action={f.saveInstance}
          cancel={() => setEditing(false)}
          send={async (wish) => {
            await replaceFormulaInstance(instance.id, wish);
            await queryClient.invalidateQueries({ queryKey: ['formulas'] });
            tell(f.saved);
            setEditing(false);
          }}
        />
      </Dialog>
    </>
  );
}

/** What the settings are called that the form asks for; others keep their own word. */
const SETTINGS: Record<string, string | undefined> = {
  'notification.email': f.email,
  'notification.webhook.url': f.webhook,
};

function Values({ formula, instance }: { formula: Formula; instance: FormulaInstance }) {
  const accounts = useQuery(accountChoicesQuery);
  const shown = (type: string, value: string) =>
    (type === 'elementInstance' && accounts.data?.find(({ id }) => String(id) === value)?.name) || value;
  const settings = Object.entries(instance.settings).filter(([, value]) => value !== '' && value !== null);
  return (
    <section className="card card-body stack">
      <h2>{f.valuesOf}</h2>
      {formula.configuration.length === 0 && settings.length === 0 && <p className="muted">{f.noVariables}</p>}
      <dl className="facts">
        {formula.configuration.map(({ key, name, type }) => (
          <div key={key} className="fact">
            <dt>{name ?? key}</dt>
            <dd>{shown(type, instance.configuration[key] ?? '') || <span className="muted">{t.common.none}</span>}</dd>
          </div>
        ))}
        {settings.map(([key, value]) => (
          <div key={key} className="fact">
            <dt>{SETTINGS[key] ?? key}</dt>
            <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Delete({ formula, instance }: { formula: string; instance: FormulaInstance }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();
  const remove = async () => {
    await deleteFormulaInstance(instance.id);
    tell(f.instanceDeleted);
    await navigate({ to: '/formulas/$id', params: { id: formula } });
    queryClient.removeQueries({ queryKey: ['formulas', 'instance', String(instance.id)] });
    await queryClient.invalidateQueries({ queryKey: ['formulas'] });
  };
  return (
    <section className="card card-body setting">
      <div>
        <h2>{f.deleteInstance}</h2>
        <p className="card-text">{f.deleteInstanceText}</p>
      </div>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t.common.delete}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={f.deleteTitle(instance.name)}
        description={f.deleteInstanceText}
        action={f.deleteInstance}
        danger
        onConfirm={remove}
      />
    </section>
  );
}
