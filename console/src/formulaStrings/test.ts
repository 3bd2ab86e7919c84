/** Testing a formula. */
export const test = {
  test: 'Test',
  testTitle: 'Test the formula',
  testSaves: 'Your changes are saved first.',
  testInstance: 'Instance',
  testInstanceHelp: 'Whose accounts and values are used. It really runs: messages are sent.',
  testNew: 'New instance …',
  testMake: 'Make the instance',
  testEvent: 'Sample event',
  testEventHelp: 'JSON; it is kept in this browser for this formula. Put no secrets into it.',
  testHelp: {
    manual: 'Scripts see it as trigger.args.',
    event: 'The notification of an event: scripts see its first entry as trigger.event, and all of it as trigger.body.',
    elementRequest:
      'A call as if it had just been answered: scripts see trigger.request and trigger.response, and the body of the request as trigger.args. Both have to be there.',
    scheduled:
      'A schedule brings only its time, as trigger.date. A test has none: what you enter here is trigger.args.',
  } as Record<string, string | undefined>,
  testReset: 'Begin with an example again',
  testRun: 'Run the test',
  testSaveRun: 'Save and run the test',
  testProblems: 'Mend the problems first: a formula with problems cannot be saved.',
  testRunning: (id: number) => `Test run ${id}`,
  testOpen: 'Open the execution',
  testClose: 'Put the test away',
};
