/** What runs by a schedule. */
export const jobs = {
  jobsTitle: 'Jobs',
  jobsLead: 'What runs by a schedule, and when it runs next.',
  jobName: 'Job',
  schedule: 'Schedule',
  nextTime: 'Next time',
  soon: 'in less than a minute',
  noNextTime: 'never again',
  whileOff: 'while it is off: never',
  jobRuns: 'Executions',
  jobRunsOf: (name: string) => `Executions of ${name}`,
  jobOn: 'On',
  jobOnOf: (name: string) => `${name} is on`,
  jobSwitchedOn: 'It runs by its schedule again',
  jobSwitchedOff: 'It stands still until you switch it on',
  jobStillOff: 'Its formula is switched off: switch that on, too',
  jobsOffText:
    'A job that is switched off leaves this list when you go away. Switch it on again here, or later at the instance of its formula.',
  deleteJob: 'Delete job',
  deleteJobOf: (name: string) => `Delete the job ${name}`,
  deleteJobOwn: (formula: string) =>
    `It was made together with its formula “${formula}”: both are deleted, and all that their executions have to show. The formula stays if somebody made more instances of it. This cannot be taken back.`,
  deleteJobOther: (instance: string, formula: string) =>
    `The schedule stops, and the job is gone from this list. The instance “${instance}” of the formula “${formula}” stays, switched off, with its executions: switch it on there to have the job again.`,
  jobDeleted: 'Job deleted',
  noJobsTitle: 'Nothing runs by a schedule yet',
  noJobsText:
    'A job is an active instance of a formula that starts with a schedule, such as every Monday at nine. To have one, make a formula that starts with “Schedule”, say when, and make an instance of it: it shows up here by itself.',
  noJobsAction: 'Go to the formulas',
  noJobMatch: 'No job matches',
  searchJobs: 'Search by instance or account',
};
