export function FormulaEditorPage() {
  return null;
}
