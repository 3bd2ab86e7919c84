/** Who was told of a run. */
export const notices = {
  notices: 'Notices',
  noticesText: 'E-mails and posts that tell of this execution, and what became of them.',
  noticeKind: 'By',
  noticeKinds: { mail: 'E-mail', webhook: 'Webhook' } as Record<string, string | undefined>,
  noticeTo: 'To',
  noticeStates: { waiting: 'Waiting', sent: 'Sent', failed: 'Given up' } as Record<string, string | undefined>,
  noticeTries: 'Tries',
  noticeWritten: 'Written',
  noticeNext: 'next try',
  noticeProblem: 'Problem',
  noNotices: 'Nobody was told of this execution. An e-mail that a step sends shows up here, too.',
  noNoticesFailed:
    'It failed, and nobody was told: the instance names neither an e-mail address nor a webhook for that. Enter one with “Change” at the instance, and whoever it is hears of the next failure.',
  noNoticesDry: 'A dry run tells nobody.',
  noNoticesYet: 'Nobody was told yet. When it fails, those hear of it whom the instance names.',
  toInstance: 'Open the instance',
};
