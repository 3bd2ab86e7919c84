import '../styles/mapper.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { instanceQuery } from '../api/instances';
import { keptQuery } from '../api/mapping';
import { sessionQuery } from '../api/session';
import { t } from '../strings';
import { Note } from '../ui/Note';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { Mapper } from './mapper/Mapper';
import { isObjectName, mappable } from './objects/mappable';

/** How an instance's element keeps one of the application's objects. */
export function MapperPage() {
  const { id, name } = useParams({ from: '/member/shell/instances/$id/objects/$name' });
  const instance = useQuery(instanceQuery(id));
  const { data: session } = useQuery(sessionQuery);
  const element = instance.data?.elementKey ?? '';
  const usable = isObjectName(name) && mappable(instance.data?.hub ?? '');
  const kept = useQuery({ ...keptQuery(id, element, name), enabled: element !== '' && usable });
  const parent = { to: `/instances/${id}/objects`, name: t.objects.title };
  if (instance.data === undefined) return <Unloaded query={instance} parent={parent} />;
  const { hub } = instance.data;
  if (!usable) {
    return (
      <Page title={name} parent={parent}>
        {mappable(hub) ? (
          <Note>{t.objects.badName}</Note>
        ) : (
          <Note title={t.objects.unsupported(hub)}>{t.objects.unsupportedText}</Note>
        )}
      </Page>
    );
  }
  if (kept.data === undefined) return <Unloaded query={kept} parent={parent} />;
  return (
    <Page title={name} lead={t.mapper.lead(instance.data.elementName)} parent={parent}>
      <Mapper
        key={`${id}/${name}`}
        instance={instance.data}
        name={name}
        read={kept.data}
        administrator={session?.user.administrator ?? false}
      />
    </Page>
  );
}
