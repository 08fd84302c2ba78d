// Report: what frightened people tell the desk, heard safely, and a queue that starts with the most urgent. The desk's
// only door: its verbs and its opening.
export {
  adjudicate,
  classifyItem,
  giveSecondOpinion,
  handOver,
  readAwaitedItems,
  readItem,
  readViewer,
  redeemHandOver,
  setViewer,
  standingOf,
  values,
} from './assess/index.ts';
export { dayStart, deskDay, goOn, readExposure, readOwnExposure, setCareLimits } from './care/index.ts';
export { alsoConcerned, type FindConcerned } from './contest/concerned.ts';
export { type ContestCount, contestKinds, countContests, decisions as contestDecisions } from './contest/store.ts';
export {
  comeBackToContest,
  decideContest,
  decidedContest,
  fileContest,
  handContestBack,
  readContest,
  readContests,
  takeContest,
  writeAboutContest,
  writeToContester,
} from './contest/verbs.ts';
export { fileList } from './channels/file/verbs.ts';
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
export { approveExport, declineExport, downloadExport, readExports, requestExport } from './export/index.ts';
export { showReceipt } from './filing/again.ts';
export { newReference } from './filing/file.ts';
export { showPublic } from './face/show.ts';
export { fileReport, recordReport } from './filing/verbs.ts';
export { readSearches, searchIdentity } from './find/verbs.ts';
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
export { type ItemKind } from './items/store.ts';
export { type OpenItem, openItems, reportsOfItem, unclassifiedItems } from './items/open.ts';
export { openReport } from './opening.ts';
export { proveReporting } from './proof/verbs.ts';
export { changeRule, readRuleReach, readRules } from './rules/verbs.ts';
export { loadLines } from './settings/verbs.ts';
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
