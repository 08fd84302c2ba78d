// Care for those who work here: what they are exposed to is counted, and there is a gentle limit. The folder's door.
export { dayPattern, dayStart, deskDay } from './day.ts';
export { countExposure, exposureToday, type ExposureToday } from './exposure.ts';
export { type ExposureKind, exposureKinds, shippedLimits } from './limits.ts';
export { breakNotice } from './notice.ts';
export { goOn, readExposure, readOwnExposure, setCareLimits } from './verbs.ts';
