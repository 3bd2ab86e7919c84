import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { t } from '../strings';

interface Props {
  title: string;
  lead?: ReactNode;
  /** Stands before the title. */
  icon?: ReactNode;
  /** Stands beside the title. */
  beside?: ReactNode;
  actions?: ReactNode;
  /** The page above this one. */
  parent?: { to: string; name: string };
  narrow?: boolean;
  /** Takes all the width there is. */
  wide?: boolean;
  children: ReactNode;
}

/** One page: its heading, which gets the focus when the page opens, and what stands below. */
export function Page({ title, lead, icon, beside, actions, parent, narrow, wide, children }: Props) {
  useTitle(title);
  return (
    <main id="main" className={narrow ? 'main main-narrow' : wide ? 'main main-wide' : 'main'}>
      {parent && (
        <nav className="crumbs" aria-label={t.nav.breadcrumb}>
          <Link to={parent.to}>{parent.name}</Link>
          <span aria-hidden="true">/</span>
          <span aria-current="page">{title}</span>
        </nav>
      )}
      <div className="page-head">
        <div className="page-title">
          {icon}
          <div>
            <div className="row">
              <h1 tabIndex={-1}>{title}</h1>
              {beside}
            </div>
            {lead && <div className="lead">{lead}</div>}
          </div>
        </div>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Valence`;
  }, [title]);
}
