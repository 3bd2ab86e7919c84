import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createFormula, readTemplate, templatesQuery } from '../../api/formulas';
import { messageOf } from '../../api/messages';
import { kindOf, TRIGGERS } from '../../flow/kinds';
import { f } from '../../formulaStrings';
import { Button } from '../../ui/Button';
import { Failure } from '../../ui/Failure';
import { useToast } from '../../ui/toasts';

/** Formulas to begin with. */
export function Templates({ use }: { use: string | undefined }) {
  const templates = useQuery(templatesQuery);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();
  const take = useMutation({
    mutationFn: async (key: string) => createFormula(await readTemplate(key)),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['formulas', 'list'] });
      const params = { id: String(id) };
      if (use) await navigate({ to: '/formulas/$id/instances/new', params, search: { use } });
      else await navigate({ to: '/formulas/$id', params });
    },
    onError: (error) => tell(messageOf(error), true),
  });
  if (templates.isError) return <Failure error={templates.error} retry={() => void templates.refetch()} />;
  if (!templates.data) return null;

  return (
    <section className="stack">
      <div>
        <h2>{f.templates}</h2>
        <p className="card-text">{f.templatesText}</p>
      </div>
      <ul className="grid-cards">
        {templates.data.map(({ key, name, description, trigger }) => {
          const kind = kindOf(TRIGGERS, trigger);
          return (
            <li key={key} className="card template">
              <h3>{name}</h3>
              <p className="card-text">{description}</p>
              <div className="row spread">
                <Button
                  aria-label={f.fromTemplate(name)}
                  busy={take.isPending && take.variables === key}
                  onClick={() => !take.isPending && take.mutate(key)}
                >
                  {f.useTemplate}
                </Button>
                <span className="row small muted">
                  <kind.icon size={15} aria-hidden="true" />
                  {kind.name}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
