/** Types of triggers and steps, and the ways between them. */
export const kinds = {
  ways: {
    success: 'then',
    failure: 'if it fails',
    yes: 'yes',
    no: 'no',
    each: 'for each',
    afterwards: 'afterwards',
  },
  triggers: {
    manual: ['By hand', 'You or your application start it.'],
    event: ['Event', 'Something happens in a connected account.'],
    elementRequest: ['API call', 'Somebody makes a call with the account’s token.'],
    scheduled: ['Schedule', 'The time has come.'],
  } as const,
  steps: {
    script: ['Script', 'JavaScript that ends with done(value).'],
    filter: ['Filter', 'A script that says yes or no: done(true).'],
    elementRequest: ['Account request', 'Calls the API of a connected account.'],
    loop: ['Loop', 'Runs steps for each entry of a list; the last one leads back here.'],
    httpRequest: ['HTTP request', 'Calls any address.'],
    request: ['Platform request', 'Calls Valence’s own API.'],
    elementRequestStream: ['Stream a file', 'Sends a download of one account to another as it comes.'],
    formula: ['Formula', 'Runs another formula.'],
    retryFormulaExecution: ['Retry all', 'Ends this run and tries all of it again later.'],
    amqpRequest: ['Message queue', 'Puts a message into a RabbitMQ queue.'],
    notification: ['Notification', 'Of the older engine: done(true) sends an e-mail.'],
  } as const,
};
