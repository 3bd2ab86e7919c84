import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { Switch } from 'radix-ui';
import { useState } from 'react';
import { type FormulaInstance, formulaInstanceQuery } from '../../api/formulas';
import { deleteJob, formulaOf, type Job, setJobActive } from '../../api/jobs';
import { messageOf } from '../../api/messages';
import { f } from '../../formulaStrings';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { fullTime } from '../../ui/Time';
import { useToast } from '../../ui/toasts';
import { Coming } from './Coming';
import { wordsOf } from './editor/CronWords';
import { useFormulaChange } from './useFormulaChange';

interface Props {
  items: readonly Job[];
  /** Has a job shown on that was switched off, and that the server no longer lists. */
  keep: (job: Job) => void;
  forget: (id: number) => void;
}

/** Jobs with their schedules, and what one can do with them. */
export function JobTable({ items, keep, forget }: Props) {
  return (
    <div className="card table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{f.jobName}</th>
            <th scope="col">{f.schedule}</th>
            <th scope="col">{f.nextTime}</th>
            <th scope="col">{f.jobRuns}</th>
            <th scope="col">{f.jobOn}</th>
            <th scope="col">
              <span className="visually-hidden">{f.deleteJob}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((job) => (
            <tr key={job.id} className="row-link">
              <td className="cell-name">
                <Name job={job} />
              </td>
              <td data-label={f.schedule}>
                <Schedule cron={job.cron ?? ''} />
              </td>
              <td data-label={f.nextTime}>
                <Next job={job} />
              </td>
              <td data-label={f.jobRuns}>
                <Runs job={job} />
              </td>
              <td data-label={f.jobOn}>
                <OnSwitch job={job} keep={keep} />
              </td>
              <td data-label={f.deleteJob}>
                <Delete job={job} forget={forget} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Name({ job }: { job: Job }) {
  const id = formulaOf(job);
  if (id === undefined) return job.name;
  return (
    <Link
      to="/formulas/$id/instances/$instance"
      params={{ id, instance: String(job.id) }}
      className="row-target"
      title={job.description}
    >
      {job.name}
    </Link>
  );
}

function Schedule({ cron }: { cron: string }) {
  const words = wordsOf(cron);
  return (
    <span>
      {words && <span className="block">{f.cronWords(words)}</span>}
      <code className="muted small">{cron}</code>
    </span>
  );
}

function Next({ job }: { job: Job }) {
  const { active, nextExecutionDate } = job;
  if (nextExecutionDate === undefined) return <span className="muted">{active ? f.noNextTime : f.whileOff}</span>;
  return (
    <span>
      <span className="block">
        <Coming at={nextExecutionDate} />
      </span>
      <span className="muted small">{fullTime(nextExecutionDate)}</span>
    </span>
  );
}

function Runs({ job }: { job: Job }) {
  const id = formulaOf(job);
  if (id === undefined) return null;
  return (
    <Link
      to="/formulas/$id/instances/$instance"
      params={{ id, instance: String(job.id) }}
      hash="executions"
      className="switch-above"
      aria-label={f.jobRunsOf(job.name)}
    >
      {f.jobRuns}
    </Link>
  );
}

function OnSwitch({ job, keep }: { job: Job; keep: (job: Job) => void }) {
  const change = useFormulaChange(
    async (on: boolean) => {
      const changed = await setJobActive(job.id, on);
      // Before the list is read anew, so that the row, and the focus in it, never goes away.
      keep(changed);
      return changed;
    },
    ({ active }, on) => (active ? f.jobSwitchedOn : on ? f.jobStillOff : f.jobSwitchedOff),
  );
  return (
    <Switch.Root
      className="switch switch-above"
      aria-label={f.jobOnOf(job.name)}
      checked={change.isPending ? change.variables : job.active}
      onCheckedChange={(on) => change.mutate(on)}
    >
      <Switch.Thumb className="switch-thumb" />
    </Switch.Root>
  );
}

function Delete({ job, forget }: { job: Job; forget: (id: number) => void }) {
  const [asked, setAsked] = useState<FormulaInstance>();
  const [busy, setBusy] = useState(false);
  const queryClient = useQueryClient();
  const tell = useToast();
  // What goes with it depends on what it was made from, which only the instance says.
  const ask = async () => {
    setBusy(true);
    try {
      setAsked(await queryClient.fetchQuery(formulaInstanceQuery(String(job.id))));
    } catch (error) {
      tell(messageOf(error), true);
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    await deleteJob(job.id);
    forget(job.id);
    tell(f.jobDeleted);
    queryClient.removeQueries({ queryKey: ['formulas', 'instance', String(job.id)] });
    await queryClient.invalidateQueries({ queryKey: ['formulas'] });
  };
  return (
    <span className="row-actions">
      <Button
        look="quiet"
        icon
        busy={busy}
        aria-label={f.deleteJobOf(job.name)}
        title={f.deleteJob}
        onClick={() => void ask()}
      >
        <Trash2 size={15} aria-hidden="true" />
      </Button>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(undefined)}
          title={f.deleteTitle(job.name)}
          description={question(job, asked)}
          action={f.deleteJob}
          danger
          onConfirm={remove}
        />
      )}
    </span>
  );
}

/** The name of a job that was made with its formula is its instance's; others have their formula's before it. */
const question = (job: Job, { name, formula }: FormulaInstance) =>
  job.name === name ? f.deleteJobOwn(formula.name) : f.deleteJobOther(name, formula.name);
