/** Problems of a formula, and names that scripts find. */
export const problems = {
  problems: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  warnings: (count: number) => (count === 1 ? '1 hint' : `${count} hints`),
  noProblems: 'No problems',
  problemsTitle: 'Problems',
  notChecked: (why: string) => `The formula could not be checked: ${why}`,
  hasProblem: 'has a problem',
  hasWarning: 'has a hint',
  inFormula: 'Formula',
  faults: {
    unreadable: (line: number) => `is not JavaScript: look at line ${line}`,
    noStep: (name: string) => `uses the step '${name}', which the formula does not have`,
    noVariable: (key: string) => `uses the variable '${key}', which the formula does not have`,
  },
  text: {
    label: (form: string) => `The formula as ${form}`,
    keys: 'Tab indents; to leave the editor with the keyboard press Escape, then Tab.',
    help: 'It is the same formula: what you change here shows on the canvas as soon as it can be read.',
    wrong: (form: string, line: number) =>
      `Line ${line} cannot be read as the ${form} of a formula. The canvas keeps the last state that could.`,
    object: 'This has to be an object.',
    list: 'This has to be a list.',
    partObject: 'Each entry has to be an object.',
    text: 'This has to be a text.',
    names: 'This has to be a list of names of steps.',
  },
  names: {
    list: (length: number) => (length === 1 ? 'list of 1' : `list of ${length}`),
    object: 'object',
    account: 'account',
    text: 'text',
    trigger: 'What started the run.',
    steps: 'What the steps before gave.',
    config: 'The values of the variables.',
    info: 'Which formula, instance and execution this is.',
  },
};
