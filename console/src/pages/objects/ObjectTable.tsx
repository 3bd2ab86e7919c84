import { Link } from '@tanstack/react-router';
import type { Definition, Transformation } from '../../api/mapping';
import { t } from '../../strings';
import { LevelBadge } from './LevelBadge';

interface Props {
  id: string;
  names: string[];
  definitions: Record<string, Definition>;
  transformations: Record<string, Transformation>;
}

export function ObjectTable({ id, names, definitions, transformations }: Props) {
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
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
