// What intake says of what happened and why something was refused, in English.

type Facts = Record<string, string | number>;

export const en = {
  entries: {
    received: 'Received',
    taken: 'Taken',
    'handed-back': 'Given back',
    'taken-over': (name: string) => `Taken over from ${name}`,
    state: (from: string, to: string) => `${from} → ${to}`,
    joined: 'Another report was joined to it',
    parted: 'A report that was joined to it is on its own again',
    split: 'A part of it became a report of its own',
    'split-from': 'Split from another report',
    'facts-changed': 'Answers corrected',
    'message-to-reporter': 'Message to the reporter',
    'message-from-reporter': 'Message from the reporter',
    'message-on-joined-report': 'Message from the reporter of a joined report',
    'messages-seen': 'Messages read',
    'contact-given': 'A safe way to be reached was given',
    'contact-withdrawn': 'The safe way to be reached was taken back',
    note: 'Note for colleagues',
    'items-added': (count: string) => `Items added: ${count}`,
    'item-removed': 'An item was taken off',
  },
  changedAnswers: (names: string) => `Changed: ${names}`,
  right: {
    outcome: 'Choose what it came to.',
    referredTo: 'Choose where it goes.',
    into: 'Give the reference of another report that waits, such as 7K2M-9QPX.',
    reason: 'Choose a reason.',
    itemIds: 'Choose items that go with it, or say what it is about.',
    story: 'Use at most 10,000 characters, and words only.',
    body: 'Write a few words, at most 5,000 characters.',
    text: 'Name an address, an account, a number or a group in each line.',
    place: 'Use at most 500 characters, and words only.',
    concern: 'Choose what it is about.',
    version: 'Load the page again.',
  },
  refusals: {
    'no-such-report': 'There is no such report here.',
    'taken-by-another':
      'Someone else has this report. Nothing was changed. Take it over first if you should work on it.',
    'changed-meanwhile':
      'The report changed while you looked at it. Nothing of yours was saved yet: look again, then send it again.',
    'not-yours': 'Only whoever has a report can give it back, and that is not you.',
    'not-theirs': 'That colleague does not have this report any more. Look again.',
    'not-in-queue': 'This report has ended. Reopen it first.',
    'same-report': 'That is this report itself. Name the other one.',
    'no-other-report': 'There is no report with this reference here. Compare it letter by letter.',
    'other-has-ended': (facts: Facts) =>
      `Report ${facts.reference} has ended. Join to one that waits, or reopen that one first.`,
    'others-joined-to-it': (facts: Facts) =>
      `Other reports are joined to ${facts.reference}. Join ${facts.other} to it instead.`,
    'not-its-item': 'This item does not stand with this report any more.',
    'not-recognised': (facts: Facts) =>
      `Nothing is recognised in line ${facts.lines}. Name the platform beside a name, such as “instagram: nama”.`,
    'nobody-to-read-it': 'Nobody holds a receipt of this report, so nobody would read a message.',
  },
  events: {
    'report.read-report': 'looked at a report',
    'report.open-text': 'opened the text of a report',
    'report.take': 'took a report',
    'report.take-next': 'took the next report',
    'report.hand-back': 'gave a report back',
    'report.take-over': 'took a report over',
    'report.move': 'moved a report',
    'report.merge': 'joined a report to another',
    'report.split': 'split a report',
    'report.change-facts': 'corrected the answers of a report',
    'report.write-to-reporter': 'wrote to a reporter',
    'report.mark-messages-seen': 'marked messages as read',
    'report.add-note': 'left a note',
    'report.add-items': 'added items to a report',
    'report.remove-item': 'took an item off a report',
  },
};
