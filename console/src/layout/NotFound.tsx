import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { t } from '../strings';
import { buttonClass } from '../ui/Button';
import { useTitle } from '../ui/Page';

export function NotFound() {
  useTitle(t.notFound.title);
  return (
    <main id="main" className="centered">
      <div className="empty">
        <Compass size={32} strokeWidth={1.5} aria-hidden="true" />
        <h1 tabIndex={-1}>{t.notFound.title}</h1>
        <p>{t.notFound.text}</p>
        <Link to="/" className={buttonClass({ look: 'primary' })}>
          {t.notFound.home}
        </Link>
      </div>
    </main>
  );
}
