import { Link } from '@tanstack/react-router';
import type { Instance } from '../../api/instances';
import { t } from '../../strings';

export function ObjectsCard({ instance }: { instance: Instance }) {
  return (
    <section className="card card-body setting">
      <div>
        <h2>{t.objects.card}</h2>
        <p className="card-text">{t.objects.cardText}</p>
      </div>
      <Link to="/instances/$id/objects" params={{ id: String(instance.id) }}>
        {t.objects.open}
      </Link>
    </section>
  );
}
