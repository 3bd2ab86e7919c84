/** Starting an instance by hand. */
export const run = {
  run: 'Run now',
  runTitle: (name: string) => `Run “${name}” now`,
  runText: 'What you enter is what the formula finds in trigger.args.',
  runBody: 'Input as JSON',
  runEvent: 'This formula starts when something happens. For a try, send what its trigger would bring.',
  notJson: (why: string) => `This is not JSON: ${why}`,
};
