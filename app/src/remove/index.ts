// Remove: from a classified item to a removal that is proven. The desk's only door: its verbs and its opening.
export {
  addVantage,
  askMandate,
  attest,
  checkDue,
  checkNow,
  endMandate,
  noteChecks,
  readCheckPlan,
  readEvidence,
  readMandates,
  readVantages,
  retireVantage,
  signMandate,
} from './checks/index.ts';
export { removeDemonstration } from './demonstration/index.ts';
export {
  checkPlatform,
  keepPlatform,
  loadKnown,
  readDirectory,
  readPlatform,
  retirePlatform,
} from './directory/index.ts';
export {
  endHold,
  exportToHotline,
  handToHotline,
  handToPolice,
  noteReceipt,
  noteReturned,
  placeHold,
  readHandOffs,
  renewHold,
} from './handoff/index.ts';
export {
  acknowledgeServed,
  complyServed,
  contestServed,
  linkPartner,
  noteCarried,
  openServed,
  readInbox,
  readNoticeClock,
  readServedAnswer,
  refuseServed,
  serveNotice,
  setServedClock,
  withdrawServed,
} from './inbox/index.ts';
export { readIssuer, setIssuer } from './issuer/verbs.ts';
export { locateRemoval, noteLocation, readLocations } from './locate/index.ts';
export { noteAnswer, noteHandedOver, takeAnswer } from './notice/answers.ts';
export { resumeClock, suspendClock } from './notice/clock.ts';
export { changeNotice, discardNotice, draftNotice } from './notice/draft.ts';
export { escalateNotice } from './notice/escalate.ts';
export { followBreach, followFailure, followHandOver, followWaiver } from './notice/follow.ts';
export { readNotice, readNoticeClocks, readNotices, readNoticesOf, readRulesFor } from './notice/read.ts';
export { sendNotice } from './notice/send.ts';
export { approveNotice, proposeNotice } from './notice/sign.ts';
export { withdrawNotice } from './notice/withdraw.ts';
export { doRemoveWork, locateByItself, openRemove } from './opening.ts';
export { followContest } from './remedy/verbs.ts';
export { readOverview, readRemoval, readRemovals, readRemovalsOfItems } from './removal/read.ts';
export { stopRemoval } from './removal/stop.ts';
export { followClassification, takeOn } from './removal/take-on.ts';
export {
  approveDisclosure,
  declineDisclosure,
  discloseNotices,
  listLog,
  proveDisclosure,
  proveKept,
  proveLog,
  publishDue,
  publishPeriod,
  readDisclosures,
  readLog,
  readTransparency,
  requestDisclosure,
  sealDay,
  sealDue,
} from './transparency/index.ts';
