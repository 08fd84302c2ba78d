// Report: what frightened people tell the desk, heard safely, and a queue that starts with the most urgent. The desk's
// only door: its verbs and its opening.
export {
  comeBackToContest,
  decideContest,
  fileContest,
  handContestBack,
  readContest,
  readContests,
  takeContest,
  writeAboutContest,
  writeToContester,
} from './contest/verbs.ts';
export { filePartnerReport, readPartnerReport } from './channels/partner.ts';
export {
  comeBack,
  confirmWrittenDown,
  givePhrase,
  openReceipt,
  setContact,
  setRecovery,
  writeToDesk,
} from './comeback/verbs.ts';
export { aTaste, aWeek, reportDemonstration, type Size } from './demonstration/index.ts';
export { fileReport, recordReport } from './filing/verbs.ts';
export {
  confirmPoint,
  dropLine,
  keepLine,
  readFace,
  readGoLive,
  signOff,
  takeOffLine,
  verifyLine,
  withdrawPoint,
} from './golive/verbs.ts';
export {
  addItems,
  addNote,
  changeFacts,
  handBack,
  markMessagesSeen,
  mergeReports,
  moveReport,
  openText,
  readQueue,
  readReport,
  removeItem,
  splitReport,
  takeNext,
  takeOver,
  takeReport,
  writeToReporter,
} from './intake/verbs.ts';
export { openReport } from './opening.ts';
export {
  askWithdrawal,
  beginSubmission,
  cancelWithdrawal,
  endDueSubmissions,
  endSubmission,
  readOwnSubmission,
  readSubmission,
  submitFingerprints,
} from './submission/verbs.ts';
export { tell, type Telling } from './tell.ts';
