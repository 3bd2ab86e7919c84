import '../styles/formulas.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarClock, SearchX } from 'lucide-react';
import { useCallback, useState } from 'react';
import { type Job, jobsQuery, withKept } from '../api/jobs';
import { f } from '../formulaStrings';
import { t } from '../strings';
import { Button, buttonClass } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Page } from '../ui/Page';
import { Search } from '../ui/Search';
import { filled } from '../ui/words';
import { JobTable } from './formulas/JobTable';

interface Kept {
  job: Job;
  /** When the list had been read that still had the job as it was. */
  readAt: number;
}

/** What runs by a schedule. */
export function JobsPage() {
  const { q }: { q?: string } = useSearch({ from: '/member/shell/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const jobs = useInfiniteQuery(jobsQuery(q));
  // The server lists those that are on; who has just switched one off wants to see that, and may want it back.
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const forget = (id: number) => setKept((all) => all.filter(({ job }) => job.id !== id));
  const keep = (job: Job) =>
    setKept((all) => [...all.filter((each) => each.job.id !== job.id), { job, readAt: jobs.dataUpdatedAt }]);
  const search = useCallback(
    (text: string) => {
      // What was kept may not match these words.
      setKept([]);
      void navigate({ search: filled({ q: text }), replace: true });
    },
    [navigate],
  );
  // One that is on again is the list's as soon as that was read anew.
  const shown = kept.filter(({ job, readAt }) => !job.active || readAt === jobs.dataUpdatedAt);
  const items = withKept(
    jobs.data?.pages.flat() ?? [],
    shown.map(({ job }) => job),
  );

  return (
    <Page title={f.jobsTitle} lead={f.jobsLead}>
      {(q !== undefined || items.length > 0) && (
        <div className="toolbar">
          <Search label={f.searchJobs} value={q ?? ''} onChange={search} />
        </div>
      )}
      {jobs.isPending && <Loading />}
      {jobs.isError && <Failure error={jobs.error} retry={() => void jobs.refetch()} />}
      {jobs.isSuccess && items.length === 0 && <Nothing filtered={q !== undefined} clear={() => search('')} />}
      {items.length > 0 && <JobTable items={items} keep={keep} forget={forget} />}
      {items.some(({ active }) => !active) && <p className="muted small pages">{f.jobsOffText}</p>}
      {jobs.hasNextPage && (
        <div className="pages">
          <Button busy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
            {f.more}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  if (filtered) {
    return (
      <Empty icon={SearchX} title={f.noJobMatch} text={f.noMatchText}>
        <Button onClick={clear}>{t.common.clearFilters}</Button>
      </Empty>
    );
  }
  return (
    <div className="card">
      <Empty icon={CalendarClock} title={f.noJobsTitle} text={f.noJobsText}>
        <Link to="/formulas" className={buttonClass({ look: 'primary' })}>
          {f.noJobsAction}
        </Link>
      </Empty>
    </div>
  );
}
