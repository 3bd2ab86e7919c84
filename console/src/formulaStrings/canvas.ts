/** The canvas of the editor. */
export const canvas = {
  addStep: 'Add a step',
  addStepHelp: 'Click a type of step to put it behind the chosen part, or drag it to a place.',
  addBehind: (name: string, way: string) => `Add a step behind ${name}, ${way}`,
  addBetween: (from: string, to: string, way: string) => `Add a step between ${from} and ${to}, ${way}`,
  added: (name: string) => `The step ${name} was added`,
  removed: (name: string) => `The step ${name} was removed. Undo brings it back.`,
  graphEdited: (name: string) => `Canvas of ${name}`,
  canvasKeys: 'Tab goes from part to part, Enter opens one, Delete removes a step.',
  addTrigger: 'Choose what starts it',
};
