// What is told in public of removals: figures that were published once, and the log of commitments with its disclosures. The
// folder's door.
export { discloseNotices } from './disclosure/disclose.ts';
export { proveDisclosure, type ProvenDisclosure } from './disclosure/prove.ts';
export {
  approveDisclosure,
  declineDisclosure,
  readDisclosures,
  requestDisclosure,
} from './disclosure/verbs.ts';
export { type Fault, proveKept, proveLog, type ReadLog } from './log/prove.ts';
export { listLog, readLog } from './log/read.ts';
export { sealDay, sealDue } from './log/seal.ts';
export { readTransparency } from './read.ts';
export { publishDue, publishPeriod } from './statistics/publish.ts';
