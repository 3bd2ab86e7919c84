/** The English texts of looking into runs: step into, run again from a step, what was not sent. */
export const r = {
  dryRun: 'Dry run',
  kept: 'kept',
  edited: 'edited',
  triedAgain: 'It is tried once more, and again nothing is sent',

  from: (step: string) => `Run again from ${step}`,
  fromTrigger: 'Run all of it again',
  fromHere: 'Run again from here',
  panelText: (step: string) =>
    `The steps before ${step} do not run again: they keep what they gave, or what you write here. From ${step} on, everything runs.`,
  panelTextAll: 'All steps run again, with what started this run, or what you write here.',
  input: 'Input',
  inputOf: (part: string) => `Input: ${part}`,
  trigger: 'What started it',
  changed: (name: string) => `${name} (edited)`,
  restore: 'Take the recorded value again',
  omitted: (names: string[]) => `Too long to be shown, and kept as it is: ${names.join(', ')}.`,
  dryHelp:
    'Reading requests are really made, so what you see is true. Whatever would write (messages, changes, files, e-mails) is not sent: you see what would have been sent.',
  real: 'This runs for real',
  realText: 'Messages, changes and e-mails are sent once more, to the same accounts.',
  start: 'Start the dry run',
  startReal: 'Run for real',
  startedDry: 'The dry run began',
  startedReal: 'It runs again',
  notJson: (part: string, why: string) => `“${part}” is not JSON: ${why}`,
  notObject: 'What started it has to be an object, in curly brackets.',

  dryOf: (origin: number, step: string) => `Dry run of execution ${origin}, from ${step}`,
  realOf: (origin: number, step: string) => `Execution ${origin} again, from ${step}`,
  dryText: 'Reading requests were made. What writes was not sent, and is marked in the picture.',
  whole: 'its start',
  editedOf: (names: string[]) => `Edited: ${names.join(', ')}.`,
  openOrigin: (origin: number) => `Open execution ${origin}`,
  compareOrigin: (origin: number) => `Compare with execution ${origin}`,

  wouldHaveSent: 'Would have sent',
  request: 'Request that was not sent',
  wouldDownload: 'Would have read',
  message: (queue: string, exchange: string) =>
    `A message to the queue ${queue}${exchange ? ` through the exchange ${exchange}` : ''}`,
  mail: (to: string, subject: string) => `E-mail to ${to || 'nobody'}: ${subject}`,
  mails: 'E-mails that were not sent',
  retryIn: (minutes: number) => `All of it would be tried again in ${minutes} minutes.`,
  answers: {
    recorded: (execution: number) =>
      `The steps behind it got the answer that was recorded in execution ${execution}, although the request may be another now.`,
    empty: 'There is no recorded answer, so that the steps behind it got an empty success.',
  },

  stepInto: 'Step into its run',
  runOf: (parent: number) => `Run by a step of execution ${parent}`,
  backToParent: 'Back to it',
  rounds: 'Rounds',
  allRounds: 'All rounds',
  intoRounds: 'Step into the rounds',
  round: (number: number) => `Round ${number}`,
  roundOf: (number: number, loop: string) => `Round ${number} of the loop ${loop}`,
  roundText: 'The picture and the values show this round only.',
  otherRound: 'It did not run in this round.',
  previous: 'Previous round',
  next: 'Next round',

  firstSteps: (count: number) => `This page shows the first ${count.toLocaleString('en')} steps of this run.`,
  firstStepsText: 'The picture, times and values count these only.',
  more: 'Load more steps',
  firstCompared: (count: number) =>
    `At most the first ${count.toLocaleString('en')} steps of each run are compared: of a step that ran more often, the latest time among these.`,
  changedSince:
    'The formula was changed after this run. The picture shows the formula as it is now, not as it was then.',
};
