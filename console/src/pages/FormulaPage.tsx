import '../styles/formulas.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight, Workflow } from 'lucide-react';
import { formulaQuery } from '../api/formulas';
import { FlowGraph } from '../flow/FlowGraph';
import { f } from '../formulaStrings';
import { MethodBadge } from '../ui/Badges';
import { buttonClass } from '../ui/Button';
import { Empty } from '../ui/Empty';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { ActiveSwitch } from './formulas/ActiveSwitch';
import { FormulaActions } from './formulas/FormulaActions';
import { InstancesCard } from './formulas/InstancesCard';
import { PartList } from './formulas/PartList';

export function FormulaPage() {
  const { id } = useParams({ from: '/member/shell/formulas/$id' });
  const formula = useQuery(formulaQuery(id));
  const parent = { to: '/formulas', name: f.title };
  if (formula.data === undefined) return <Unloaded query={formula} parent={parent} />;
  const { data } = formula;
  return (
    <Page
      title={data.name}
      parent={parent}
      lead={data.description}
      beside={<ActiveSwitch formula={data} />}
      actions={<FormulaActions formula={data} />}
    >
      <div className="stack">
        {!data.active && (
          <Note kind="warning" title={f.off}>
            {f.offText}
          </Note>
        )}
        <section className="card">
          <div className="card-head">
            <h2>{f.graph}</h2>
            {data.uri && (
              <span className="row small">
                {f.address}: <MethodBadge method={data.method ?? ''} /> <span className="mono">{data.uri}</span>
              </span>
            )}
            <span className="card-text">{f.graphHelp}</span>
          </div>
          {data.steps.length === 0 ? (
            <Empty icon={Workflow} title={data.triggers.length === 0 ? f.noTrigger : f.noStepsTitle} text={f.noSteps}>
              <Link to="/formulas/$id/edit" params={{ id }} className={buttonClass({ look: 'primary' })}>
                {f.openEditor}
              </Link>
            </Empty>
          ) : (
            <>
              <FlowGraph label={f.graphOf(data.name)} formula={data} />
              <details className="disclosure card-foot">
                <summary>
                  <ChevronRight size={15} aria-hidden="true" />
                  {f.list}
                </summary>
                <PartList formula={data} />
              </details>
            </>
          )}
        </section>
        <InstancesCard formula={data} />
      </div>
    </Page>
  );
}
