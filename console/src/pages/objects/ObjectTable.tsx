import { Link } from '@tanstack/react-router';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { InstanceDetails } from '../../api/instances';
import type { Definition, Transformation, Use } from '../../api/mapping';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { DeleteObject } from './DeleteObject';
import { LevelBadge } from './LevelBadge';
import { RenameObject } from './RenameObject';

interface Props {
  instance: InstanceDetails;
  names: string[];
  definitions: Record<string, Definition>;
  transformations: Record<string, Transformation>;
  /** Where each object is mapped; nothing until that is known. */
  uses: ReadonlyMap<string, Use[]> | undefined;
}

export function ObjectTable({ instance, names, definitions, transformations, uses }: Props) {
  const id = String(instance.id);
  const [asked, ask] = useState<{ what: 'rename' | 'delete'; name: string }>();
  const close = () => ask(undefined);
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.objects.name}</th>
            <th scope="col">{t.objects.fields}</th>
            <th scope="col">{t.objects.definedAt}</th>
            <th scope="col">{t.objects.mappedTo}</th>
            <th scope="col">{t.objects.mappedAt}</th>
            <th scope="col">{t.objects.usedBy}</th>
            <th scope="col">
              <span className="visually-hidden">{t.objects.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className="row-link">
              <td>
                <Link to="/instances/$id/objects/$name" params={{ id, name }} className="row-target">
                  {name}
                </Link>
              </td>
              <td data-label={t.objects.fields} className="numeric">
                {definitions[name]?.fields.length}
              </td>
              <td data-label={t.objects.definedAt}>
                <LevelBadge level={definitions[name]?.level} />
              </td>
              <td data-label={t.objects.mappedTo}>
                {transformations[name] ? (
                  <span className="mono">{transformations[name].vendorName}</span>
                ) : (
                  <span className="muted">{t.objects.notMapped}</span>
                )}
              </td>
              <td data-label={t.objects.mappedAt}>
                <LevelBadge level={transformations[name]?.level} />
              </td>
              <td data-label={t.objects.usedBy}>{usedBy(instance, transformations[name], uses?.get(name))}</td>
              <td className="row-actions">
                <Button
                  look="quiet"
                  icon
                  size="small"
                  aria-label={t.objects.renameOne(name)}
                  onClick={() => ask({ what: 'rename', name })}
                >
                  <Pencil size={15} aria-hidden="true" />
                </Button>
                <Button
                  look="quiet"
                  icon
                  size="small"
                  aria-label={t.objects.deleteOne(name)}
                  onClick={() => ask({ what: 'delete', name })}
                >
                  <Trash2 size={15} aria-hidden="true" />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked?.what === 'rename' && <RenameObject instance={instance} name={asked.name} close={close} />}
      {asked?.what === 'delete' && (
        <DeleteObject instance={instance} name={asked.name} uses={uses?.get(asked.name) ?? []} close={close} />
      )}
    </div>
  );
}

/** The elements that map the object, this instance's among them. */
function usedBy(instance: InstanceDetails, transformation: Transformation | undefined, uses: readonly Use[] = []) {
  const names = new Set(uses.map(({ elementName }) => elementName));
  if (transformation) names.add(instance.elementName);
  return names.size > 0 ? [...names].sort().join(', ') : <span className="muted">{t.objects.notMapped}</span>;
}
