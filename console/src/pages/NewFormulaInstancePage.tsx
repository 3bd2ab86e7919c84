import '../styles/formulas.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { createFormulaInstance, formulaQuery, type InstanceWish } from '../api/formulas';
import { f } from '../formulaStrings';
import { Page } from '../ui/Page';
import { useToast } from '../ui/toasts';
import { Unloaded } from '../ui/Unloaded';
import { InstanceForm } from './formulas/InstanceForm';

export function NewFormulaInstancePage() {
  const { id } = useParams({ from: '/member/shell/formulas/$id/instances/new' });
  const { use }: { use?: string } = useSearch({ from: '/member/shell/formulas/$id/instances/new' });
  const formula = useQuery(formulaQuery(id));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useToast();
  if (formula.data === undefined) return <Unloaded query={formula} parent={{ to: '/formulas', name: f.title }} />;
  const make = async (wish: InstanceWish) => {
    const made = await createFormulaInstance(Number(id), wish);
    tell(f.instanceMade(made.name));
    await queryClient.invalidateQueries({ queryKey: ['formulas'] });
    await navigate({ to: '/formulas/$id/instances/$instance', params: { id, instance: String(made.id) } });
  };
  return (
    <Page
      title={f.newInstance}
      lead={formula.data.description}
      parent={{ to: `/formulas/${id}`, name: formula.data.name }}
      narrow
    >
      <div className="card card-body">
        <InstanceForm formula={formula.data} use={use} action={f.makeInstance} send={make} />
      </div>
    </Page>
  );
}
