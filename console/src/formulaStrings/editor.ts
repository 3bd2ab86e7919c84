/** The editor: its frame, saving and text. */
export const editor = {
  editing: (name: string) => `Edit ${name}`,
  views: { canvas: 'Canvas', json: 'JSON', yaml: 'YAML' },
  viewsLabel: 'How the formula is shown',
  undo: 'Undo',
  redo: 'Redo',
  undone: 'Undone',
  redone: 'Done again',
  save: 'Save',
  unsaved: 'Unsaved changes',
  textBroken: 'The text cannot be read',
  allSaved: 'All is saved',
  formulaSaved: 'The formula is saved',
  notSaved: (count: number) =>
    count === 1 ? 'Not saved: there is 1 problem' : `Not saved: there are ${count} problems`,
  conflict: {
    title: 'The formula was changed since by somebody',
    text: 'Saving replaces all that was changed since you opened it, also whether it is active. If you load what is stored now, your own changes stay within reach: Undo brings them back.',
    load: 'Load what is stored',
    saveAnyway: 'Save anyway',
  },
  dropText: {
    title: 'The text cannot be read',
    text: 'If you go on, what was typed since it could be read is lost.',
    action: 'Drop the text',
  },
  settingsOf: 'Formula settings',
};
