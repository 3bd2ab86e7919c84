import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Shuffle } from 'lucide-react';
import { type InstanceDetails, instanceQuery } from '../api/instances';
import { type FoundObjects, objectsQuery } from '../api/mapping';
import { t } from '../strings';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { mappable } from './objects/mappable';
import { ObjectTable } from './objects/ObjectTable';
import { StartObject } from './objects/StartObject';
import { useUses } from './objects/useUses';

/** The objects of the application that an instance knows. */
export function ObjectsPage() {
  const { id } = useParams({ from: '/member/shell/instances/$id/objects' });
  const instance = useQuery(instanceQuery(id));
  const objects = useQuery(objectsQuery(id));
  const parent = { to: `/instances/${id}`, name: instance.data?.name ?? t.instances.title };
  if (instance.data === undefined) return <Unloaded query={instance} parent={parent} />;
  const { hub } = instance.data;
  return (
    <Page title={t.objects.title} lead={t.objects.lead} parent={parent}>
      {mappable(hub) ? (
        <div className="stack">
          {objects.isPending && <Loading />}
          {objects.isError && <Failure error={objects.error} retry={() => void objects.refetch()} />}
          {objects.data && <Objects instance={instance.data} {...objects.data} />}
        </div>
      ) : (
        <Note title={t.objects.unsupported(hub)}>{t.objects.unsupportedText}</Note>
      )}
    </Page>
  );
}

function Objects({ instance, definitions, transformations }: { instance: InstanceDetails } & FoundObjects) {
  const id = String(instance.id);
  const { data: uses } = useUses();
  const shared = { instance, definitions, transformations, uses };
  const names = Object.keys(definitions);
  const mapped = names.filter((name) => transformations[name]);
  const defined = names.filter((name) => !transformations[name]);
  return (
    <>
      {mapped.length > 0 ? (
        <section className="card" aria-label={t.objects.list}>
          <ObjectTable names={mapped} {...shared} />
        </section>
      ) : (
        <div className="card">
          <Empty icon={Shuffle} title={t.objects.emptyTitle} text={t.objects.emptyText}>
            <StartObject id={id} />
          </Empty>
        </div>
      )}
      {defined.length > 0 && (
        <section className="card">
          <div className="card-body">
            <h2>{t.objects.existing}</h2>
            <p className="card-text">{t.objects.existingText}</p>
          </div>
          <ObjectTable names={defined} {...shared} />
        </section>
      )}
      {mapped.length > 0 && (
        <section className="card card-body stack">
          <h2>{t.objects.start}</h2>
          <StartObject id={id} />
        </section>
      )}
    </>
  );
}
