/** Two runs side by side. */
export const comparison = {
  compare: 'Compare',
  compareTitle: (one: string, other: string) => `Execution ${one} and ${other}`,
  compareLead: 'What both runs have in common is left out until you ask for it.',
  compareWith: 'Compare with',
  chooseRun: 'Choose a run …',
  onlyDifferent: 'Only what differs',
  same: 'Both runs gave the same values',
  sameText: 'Take the tick away above to see them.',
  absent: 'not there',
  stepKey: 'Value',
  run_: (id: string) => `Run ${id}`,
};
