import '../styles/formulas.css';
import '../styles/mapper.css';
import '../styles/editor.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formulaQuery } from '../api/formulas';
import { f } from '../formulaStrings';
import { Page } from '../ui/Page';
import { Unloaded } from '../ui/Unloaded';
import { Editor } from './formulas/editor/Editor';

/** A formula while it is being edited. */
export function FormulaEditorPage() {
  const { id } = useParams({ from: '/member/shell/formulas/$id/edit' });
  return <Fresh key={id} id={id} />;
}

function Fresh({ id }: { id: string }) {
  const [opened] = useState(() => Date.now());
  // Who edits is not to find the ground changed under the draft.
  const formula = useQuery({ ...formulaQuery(id), refetchOnMount: 'always', refetchOnWindowFocus: false });
  const parent = { to: '/formulas', name: f.title };
  // A draft of what was read some time ago would take back what others did since.
  if (formula.data === undefined || formula.dataUpdatedAt < opened) return <Unloaded query={formula} parent={parent} />;
  return (
    <Page title={f.editing(formula.data.name)} parent={{ to: `/formulas/${id}`, name: formula.data.name }} wide>
      <Editor formula={formula.data} />
    </Page>
  );
}
