import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { type Formula, formulaInstancesQuery } from '../../api/formulas';
import { f } from '../../formulaStrings';
import { Button, buttonClass } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import { Ago } from '../../ui/Time';

/** What runs a formula. */
export function InstancesCard({ formula }: { formula: Formula }) {
  const id = String(formula.id);
  const instances = useInfiniteQuery(formulaInstancesQuery(id));
  const items = instances.data?.pages.flat() ?? [];
  return (
    <section className="card">
      <div className="card-head">
        <div>
          <h2>{f.instances}</h2>
          <p className="card-text">{f.instancesText}</p>
        </div>
        {items.length > 0 && (
          <Link to="/formulas/$id/instances/new" params={{ id }} className={buttonClass({})}>
            {f.newInstance}
          </Link>
        )}
      </div>
      {instances.isPending && <Loading />}
      {instances.isError && <Failure error={instances.error} retry={() => void instances.refetch()} />}
      {instances.isSuccess && items.length === 0 && (
        <Empty icon={Play} title={f.noInstances} text={f.noInstancesText}>
          <Link to="/formulas/$id/instances/new" params={{ id }} className={buttonClass({ look: 'primary' })}>
            {f.makeInstance}
          </Link>
        </Empty>
      )}
      {items.length > 0 && (
        <div className="table-scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{f.name}</th>
                <th scope="col">{f.state}</th>
                <th scope="col">{f.changed}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((instance) => (
                <tr key={instance.id} className="row-link">
                  <td className="cell-name">
                    <Link
                      to="/formulas/$id/instances/$instance"
                      params={{ id, instance: String(instance.id) }}
                      className="row-target"
                    >
                      {instance.name}
                    </Link>
                  </td>
                  <td data-label={f.state}>
                    <ActiveBadge active={instance.active} />
                  </td>
                  <td data-label={f.changed}>
                    <Ago at={instance.updatedDate ?? instance.createdDate} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {instances.hasNextPage && (
        <div className="card-foot">
          <Button busy={instances.isFetchingNextPage} onClick={() => void instances.fetchNextPage()}>
            {f.more}
          </Button>
        </div>
      )}
    </section>
  );
}

export function ActiveBadge({ active }: { active: boolean }) {
  return (
    <span className={`badge badge-dot badge-${active ? 'success' : 'neutral'}`}>
      {active ? f.isActive : f.isInactive}
    </span>
  );
}
