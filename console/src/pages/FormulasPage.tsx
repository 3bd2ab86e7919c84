import '../styles/formulas.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { FileUp, Plus, SearchX, Workflow } from 'lucide-react';
import { useCallback, useState } from 'react';
import { type Formula, formulasQuery } from '../api/formulas';
import { instanceQuery } from '../api/instances';
import { kindOf, TRIGGERS } from '../flow/kinds';
import { f } from '../formulaStrings';
import { t } from '../strings';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Search } from '../ui/Search';
import { Ago } from '../ui/Time';
import { filled } from '../ui/words';
import { ActiveSwitch } from './formulas/ActiveSwitch';
import { BlankDialog, ImportDialog } from './formulas/NewFormula';
import { Templates } from './formulas/Templates';

interface Filters {
  q?: string;
  /** The connected account that a formula is looked for. */
  use?: string;
}

export function FormulasPage() {
  const { q, use }: Filters = useSearch({ from: '/member/shell/formulas' });
  const navigate = useNavigate({ from: '/formulas' });
  const formulas = useInfiniteQuery(formulasQuery(q));
  const [asking, setAsking] = useState<'blank' | 'import'>();
  const close = () => setAsking(undefined);
  const search = useCallback(
    (text: string) => void navigate({ search: (all) => filled<Filters>({ ...all, q: text }), replace: true }),
    [navigate],
  );
  const items = formulas.data?.pages.flat() ?? [];

  return (
    <Page
      title={f.title}
      lead={f.lead}
      actions={
        <>
          <Button onClick={() => setAsking('import')}>
            <FileUp size={15} aria-hidden="true" />
            {f.import}
          </Button>
          <Button look="primary" onClick={() => setAsking('blank')}>
            <Plus size={15} aria-hidden="true" />
            {f.make}
          </Button>
        </>
      }
    >
      <div className="stack stack-wide">
        {use && <Use id={use} />}
        <div>
          {(q !== undefined || items.length > 0) && (
            <div className="toolbar">
              <Search label={f.search} value={q ?? ''} onChange={search} />
            </div>
          )}
          {formulas.isPending && <Loading />}
          {formulas.isError && <Failure error={formulas.error} retry={() => void formulas.refetch()} />}
          {formulas.isSuccess && items.length === 0 && <Nothing filtered={q !== undefined} clear={() => search('')} />}
          {items.length > 0 && <FormulaTable items={items} use={use} />}
          {formulas.hasNextPage && (
            <div className="pages">
              <Button busy={formulas.isFetchingNextPage} onClick={() => void formulas.fetchNextPage()}>
                {f.more}
              </Button>
            </div>
          )}
        </div>
        <Templates use={use} />
      </div>
      <BlankDialog open={asking === 'blank'} onOpenChange={close} />
      <ImportDialog open={asking === 'import'} onOpenChange={close} />
    </Page>
  );
}

function Use({ id }: { id: string }) {
  const instance = useQuery(instanceQuery(id));
  if (!instance.data) return null;
  return (
    <Note kind="info" title={f.useTitle(instance.data.name)}>
      {f.useText}
    </Note>
  );
}

function FormulaTable({ items, use }: { items: Formula[]; use: string | undefined }) {
  return (
    <div className="card table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{f.name}</th>
            <th scope="col">{f.trigger}</th>
            <th scope="col">{f.stepsColumn}</th>
            <th scope="col">{f.changed}</th>
            <th scope="col">{f.active}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((formula) => {
            const trigger = kindOf(TRIGGERS, formula.triggers[0]?.type ?? '');
            return (
              <tr key={formula.id} className="row-link">
                <td className="cell-name">
                  {use ? (
                    <Link
                      to="/formulas/$id/instances/new"
                      params={{ id: String(formula.id) }}
                      search={{ use }}
                      className="row-target"
                      aria-label={f.useIn(formula.name)}
                    >
                      {formula.name}
                    </Link>
                  ) : (
                    <Link to="/formulas/$id" params={{ id: String(formula.id) }} className="row-target">
                      {formula.name}
                    </Link>
                  )}
                </td>
                <td data-label={f.trigger}>
                  {formula.triggers[0] ? (
                    <span className="row">
                      <trigger.icon size={15} aria-hidden="true" />
                      {trigger.name}
                    </span>
                  ) : (
                    <span className="muted">{f.noTrigger}</span>
                  )}
                </td>
                <td data-label={f.stepsColumn}>{formula.steps.length}</td>
                <td data-label={f.changed}>
                  <Ago at={formula.updatedDate ?? formula.createdDate} />
                </td>
                <td data-label={f.active}>
                  <ActiveSwitch formula={formula} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  if (filtered) {
    return (
      <Empty icon={SearchX} title={f.noMatch} text={f.noMatchText}>
        <Button onClick={clear}>{t.common.clearFilters}</Button>
      </Empty>
    );
  }
  return (
    <div className="card">
      <Empty icon={Workflow} title={f.emptyTitle} text={f.emptyText} />
    </div>
  );
}
