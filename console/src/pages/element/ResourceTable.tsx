import { useMemo, useState } from 'react';
import type { ElementDetails } from '../../api/catalog';
import { t } from '../../strings';
import { MethodBadge } from '../../ui/Badges';
import { Search } from '../../ui/Search';

export function ResourceTable({ element }: { element: ElementDetails }) {
  const [words, setWords] = useState('');
  const shown = useMemo(() => {
    const wanted = words.toLowerCase();
    return element.resources.filter(({ method, path, description }) =>
      `${method} ${path} ${description}`.toLowerCase().includes(wanted),
    );
  }, [element, words]);

  return (
    <div className="stack">
      <div className="row spread">
        <Search label={t.element.filterResources} value={words} onChange={setWords} />
        <a href={`/docs/elements/${encodeURIComponent(element.key)}`}>{t.element.tryIt}</a>
      </div>
      <div className="card table-scroll">
        {shown.length === 0 ? (
          <p className="card-body muted">{t.element.noResources}</p>
        ) : (
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t.element.method}</th>
                <th scope="col">{t.element.path}</th>
                <th scope="col">{t.element.purpose}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ method, path, description }) => (
                <tr key={`${method} ${path}`}>
                  <td>
                    <MethodBadge method={method} />
                  </td>
                  <td className="mono">{path}</td>
                  <td>{description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
